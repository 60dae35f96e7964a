import { Kafka, logLevel, type Admin } from 'kafkajs';
import { STATUS_TOPIC, topicCatalog } from '#contracts';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { documents, omni, type Ended } from './omni';

const POLICY_VIOLATION = 44;
const ALL = topicCatalog().length;

let broker: LocalBroker;
let admin: Admin;

beforeEach(async () => {
  broker = await startLocalBroker();
  admin = new Kafka({ brokers: [broker.bootstrap], logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
});
afterEach(async () => {
  await admin.disconnect();
  await broker.stop();
});

function topics(...argv: string[]): Promise<Ended> {
  return omni(['topics', ...argv, '--brokers', broker.bootstrap]);
}

describe('omni topics', () => {
  it('plans without creating, creates, and then has nothing to say', async () => {
    const plan = await topics('plan', '--check');
    expect(plan).toMatchObject({ code: 1, stderr: '' });
    expect(plan.stdout).toMatch(/^create {2}omninode\.codegen\.request\.validate\.v1 +3 partitions, 7 days$/m);
    expect(plan.stdout).toContain(`${ALL} topics in the catalog: ${ALL} to create`);
    expect(await admin.listTopics()).toEqual([]);

    const applied = await topics('apply');
    expect(applied).toMatchObject({ code: 0, stderr: '' });
    expect(applied.stdout).toMatch(/^created {2}omninode\.codegen\.request\.validate\.v1 /m);
    expect((await admin.listTopics()).sort()).toEqual(
      topicCatalog()
        .map(({ name }) => name)
        .sort(),
    );

    const after = await topics('plan', '--check');
    expect(after).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+ topics in the catalog: 0 to create/) });
  });

  it('leaves existing topics alone and shows where they differ', async () => {
    await admin.createTopics({ topics: [{ topic: STATUS_TOPIC, numPartitions: 2 }] });
    const { code, stdout } = await topics('apply', '--output', 'json');
    expect(code).toBe(0);
    const [report] = documents(stdout);
    expect(report).toMatchObject({ catalog: ALL, refused: [] });
    expect(report?.['created']).toHaveLength(ALL - 1);
    expect(report?.['differences']).toContainEqual({
      topic: STATUS_TOPIC,
      setting: 'partitions',
      wanted: '6',
      found: '2',
    });
    const { topics: found } = await admin.fetchTopicMetadata({ topics: [STATUS_TOPIC] });
    expect(found[0]?.partitions).toHaveLength(2);
    expect(await topics('plan', '--check')).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(
        /^differs +omninode_codegen_status_session_v1 +partitions is 2, the catalog says 6$/m,
      ),
    });
  });

  it.each(['plan', 'apply'])('shows what the broker refuses: %s', async (verb) => {
    broker.faults.error('CreateTopics', POLICY_VIOLATION);
    const { code, stdout } = await topics(verb);
    expect(code).toBe(verb === 'apply' ? 1 : 0);
    expect(stdout).toMatch(/^refused +omninode_system_alerts +.*POLICY_VIOLATION/m);
    expect(await admin.listTopics()).toEqual([]);
  });
});
