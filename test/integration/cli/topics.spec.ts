import { Kafka, logLevel, type Admin } from 'kafkajs';
import { CATALOG, DECISION_AUDIT_TOPIC, HOOK_TOPICS, STATUS_TOPIC, topicCatalog } from '#contracts';
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

  it('creates every topic of the catalog, or of a domain', async () => {
    const hooks = await topics('apply', '--domain', 'hooks', '--output', 'json');
    expect(hooks.code).toBe(0);
    for (const topic of HOOK_TOPICS) expect(await admin.listTopics()).toContain(topic);
    const { stdout } = await topics('plan', '--all', '--output', 'json');
    const [report] = documents(stdout);
    const missing = CATALOG.filter(({ domain }) => !['hooks', 'nats'].includes(domain)).flatMap(({ places }) =>
      places.map(({ name }) => name.replaceAll('{env}', 'dev')).filter((name) => !name.includes('{session_id}')),
    );
    const create = ((report?.['create'] ?? []) as { name: string }[]).map(({ name }) => name);
    expect(create.toSorted()).toEqual([...new Set(missing)].toSorted());
    expect(missing.length).toBeGreaterThan(100);
    expect(await topics('apply', '--all')).toMatchObject({ code: 0, stderr: '' });
    expect((await topics('plan', '--all', '--check')).code).toBe(0);
    const staging = await topics('plan', '--environment', 'staging');
    expect(staging.stdout).toMatch(/^create +staging\.omninode-bridge\./m);
  });

  it('lists what is there with what the catalog has on it', async () => {
    await admin.createTopics({
      topics: [{ topic: 'proxy.cache' }, { topic: 'somebody.else' }, { topic: STATUS_TOPIC }],
    });
    const { stdout } = await topics('ls');
    expect(stdout).toMatch(/^somebody\.else +3 partitions +7 days +not in the catalog$/m);
    expect(stdout).toMatch(
      /^proxy\.cache +3 partitions +7 days +hooks\.event\.proxy_cache_hit, hooks\.event\.proxy_cache_miss$/m,
    );
    const named = async (...argv: string[]) =>
      documents((await topics('ls', ...argv, '--output', 'json')).stdout).map(({ topic }) => topic);
    expect(await named('--domain', 'hooks')).toEqual(['proxy.cache']);
    expect(await named('--match', 'some*')).toEqual(['somebody.else']);
    expect(await topics('ls', '--domain', 'hoks')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('did you mean "hooks"?'),
    });
  });

  it('describes a topic: partitions, settings, and what the catalog says', async () => {
    const configEntries = [{ name: 'retention.ms', value: '3600000' }];
    await admin.createTopics({ topics: [{ topic: STATUS_TOPIC, numPartitions: 2, configEntries }] });
    const { code, stdout } = await topics('describe', STATUS_TOPIC);
    expect(code).toBe(0);
    expect(stdout).toContain('codegen.status.session: ');
    expect(stdout).toMatch(/^ {2}1 +\d+ +\d+ +\d+ +0 +0$/m);
    expect(stdout).toContain('differs: partitions is 2, the catalog says 6');
    expect(stdout).toContain('differs: retention.ms is 1 hour, the catalog says 3 days');
    expect(stdout).toMatch(/^ {2}retention\.ms {2}3600000$/m);
    const [described] = documents((await topics('describe', STATUS_TOPIC, '--output', 'json')).stdout);
    expect(described).toMatchObject({
      topic: STATUS_TOPIC,
      partitions: [{ partition: 0 }, { partition: 1 }],
      ownSettings: ['retention.ms'],
    });
    expect(await topics('describe', 'nowhere')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('not on the broker'),
    });
  });

  it('adds partitions and empties a topic when that is meant', async () => {
    const topic = 'omninode_codegen_dlq_validate_v1';
    await admin.createTopics({ topics: [{ topic, numPartitions: 1 }] });
    const published = await omni(['publish', '--topic', topic, '--json', '{}', '--brokers', broker.bootstrap]);
    expect(published.code).toBe(0);
    expect(await topics('purge', topic)).toEqual({
      code: 0,
      stdout: `${topic}: 1 record to delete\n`,
      stderr: 'Nothing was changed: --yes does it.\n',
    });
    expect(await topics('purge', topic, '--yes')).toMatchObject({ code: 0, stderr: 'Done.\n' });
    expect(await admin.fetchTopicOffsets(topic)).toMatchObject([{ low: '1', high: '1' }]);
    expect(await topics('add-partitions', topic, '--count', '6', '--yes')).toMatchObject({ code: 0 });
    expect(await admin.fetchTopicOffsets(topic)).toHaveLength(6);
    expect(await topics('add-partitions', topic, '--count', '2', '--yes')).toMatchObject({ code: 1 });
    expect(await topics('purge', DECISION_AUDIT_TOPIC, '--yes')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('kept for good'),
    });
  });
});
