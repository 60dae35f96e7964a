import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import { routeOf } from '#contracts';
import { AppProcess } from '../../support/app-process';
import { onOneBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { documents, omni, type Ended } from './omni';

const { request, response, deadLetter } = routeOf('stamp', 'underscored');
const GARBAGE = '{"content":';

onOneBroker((broker) => {
  const prefix = `acme-${randomUUID()}`;
  const group = `${prefix}-bridge`;
  const folder = mkdtempSync(join(tmpdir(), 'topics-'));
  const file = join(folder, 'topics.yaml');
  let admin: Admin;
  let database: RandomDatabase;
  let bridge: AppProcess;
  let env: Record<string, string>;

  const run = (...argv: string[]): Promise<Ended> => omni(argv, { env });

  async function ends(name: string): Promise<number> {
    const offsets = await admin.fetchTopicOffsets(name);
    return offsets.reduce((sum, { high }) => sum + Number(high), 0);
  }

  beforeAll(async () => {
    const renamed = { [request]: 'asked', [response]: 'answered', [deadLetter]: 'failed' };
    const entries = Object.entries(renamed).map(([topic, name]) => `${topic}:\n  name: ${prefix}.${name}\n`);
    writeFileSync(file, `${entries.join('')}  partitions: 2\n  retention_ms: 3600000\n  description: what failed\n`);
    env = { KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap(), KAFKA_TOPICS_FILE: file };
    admin = new Kafka({ brokers: [broker.bootstrap()], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    database = await createRandomDatabase();
    await run('topics', 'apply');
    const served = {
      ...env,
      DATABASE_URL: database.url,
      KAFKA_CONSUMER_GROUP: group,
      KAFKA_AUTO_OFFSET_RESET: 'latest',
    };
    bridge = AppProcess.start('bridge', served);
    await bridge.ready();
  });
  afterAll(async () => {
    await bridge.kill();
    await admin.deleteTopics({ topics: ['asked', 'answered', 'failed'].map((name) => `${prefix}.${name}`) });
    await admin.disconnect();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  it('creates topics under the names, with the partitions and retention that the file gives', async () => {
    const plan = await run('topics', 'plan', '--domain', 'bridge', '--output', 'json');
    const [{ create, differences } = {}] = documents(plan.stdout) as { create: unknown[]; differences: unknown[] }[];
    expect(create).toEqual([]);
    expect(differences).toEqual([]);
    expect(await admin.fetchTopicOffsets(`${prefix}.failed`)).toHaveLength(2);
    const { stdout } = await run('topics', 'describe', deadLetter);
    expect(stdout).toContain(`called ${prefix}.failed on this broker`);
    expect(stdout).toMatch(/retention\.ms {2,}3600000/);
    expect(stdout).not.toContain('differs');
  });

  it('is followed by worker and client: requests and answers are on the renamed topics', async () => {
    const asked = await run(
      'request',
      'stamp',
      '--json',
      '{"content":"hello"}',
      '--timeout',
      '30s',
      '--output',
      'json',
    );
    expect(asked).toMatchObject({ code: 0, stderr: '' });
    expect(await ends(`${prefix}.asked`)).toBe(1);
    expect(await ends(`${prefix}.answered`)).toBe(1);
    const consumed = await run('consume', '--topic', response, '--tail', '1', '--max', '1', '--output', 'json');
    expect(documents(consumed.stdout)).toMatchObject([{ topic: response }]);
  });

  it('is followed by dead letters, commits and what is said about groups', async () => {
    writeFileSync(join(folder, 'garbage'), GARBAGE);
    await run('publish', '--topic', request, '--file', join(folder, 'garbage'));
    await eventually('the request is dead-lettered', async () => (await ends(`${prefix}.failed`)) === 1);
    const described = await eventually('the group has come to the end', async () => {
      const { stdout } = await run('groups', 'describe', group, '--output', 'json');
      const [{ positions = [] } = {}] = documents(stdout) as { positions?: { topic: string; lag: number | null }[] }[];
      const own = positions.filter(({ topic, lag }) => topic === request && lag === 0);
      return own.length > 0 && positions;
    });
    expect(described.map(({ topic }) => topic)).not.toContain(`${prefix}.asked`);
    const committed = await admin.fetchOffsets({ groupId: group, topics: [`${prefix}.asked`] });
    const done = committed[0]?.partitions.reduce((sum, { offset }) => sum + Math.max(0, Number(offset)), 0);
    expect(done).toBe(2);
  });

  it('stops whoever reads a file with mistakes, and says which', async () => {
    const wrong = join(folder, 'wrong.yaml');
    writeFileSync(wrong, `${request}x: {}\n${response}:\n  partition: 3\n`);
    const ended = await omni(['topics', 'plan'], { env: { ...env, KAFKA_TOPICS_FILE: wrong } });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(`KAFKA_TOPICS_FILE: expected a topic of the catalog, such as ${request}`);
    expect(ended.stderr).toContain(`a setting of ${response}, such as partitions, got "partition"`);
    const app = AppProcess.start('bridge', { ...env, DATABASE_URL: database.url, KAFKA_TOPICS_FILE: wrong });
    await eventually('the worker ends', () => app.exited);
    expect(JSON.stringify(app.lines)).toContain('KAFKA_TOPICS_FILE must be a topic of the catalog');
  });
});
