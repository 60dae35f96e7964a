import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompressionTypes, Kafka, logLevel, Partitioners } from 'kafkajs';
import { Client } from 'pg';
import { kafkaRecord, RunningKafka, startApacheKafka } from '../../tools/local-stack/src/apache-kafka';
import { postgresRecord, RunningPostgres, startEmbeddedPostgres } from '../../tools/local-stack/src/embedded-postgres';
import { parseJavaMajor } from '../../tools/local-stack/src/kafka-artifacts';
import { identify } from '../../tools/local-stack/src/process-record';
import { applyTopics } from '../../tools/local-stack/src/topics';
import { until } from '../../tools/local-stack/src/wait';

const hasJavaAndMaven =
  parseJavaMajor(spawnSync('java', ['-version'], { encoding: 'utf8' }).stderr ?? '') >= 17 &&
  spawnSync('mvn', ['-version']).status === 0;
if (!hasJavaAndMaven) process.stdout.write('LEFT OUT: Apache Kafka, because Java 17 and Maven are not both here.\n');

const said: string[] = [];
const log = (line: string): void => void said.push(line);
let directory: string;

beforeEach(() => {
  said.length = 0;
  directory = mkdtempSync(join(tmpdir(), 'local-stack-'));
  // PostgreSQL's account must be able to pass.
  chmodSync(directory, 0o711);
});

afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** What SIGKILL of the process that started a server leaves behind: the server runs, its owner does not. */
function loseOwner(record: string): void {
  const content = JSON.parse(readFileSync(record, 'utf8')) as object;
  writeFileSync(record, JSON.stringify({ ...content, owner: { pid: process.pid, started: 'earlier' } }));
}

async function killAtOnce(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  expect(await until(() => identify(pid) === undefined, 5_000)).toBe(true);
}

describe('the embedded PostgreSQL', () => {
  const servers: RunningPostgres[] = [];

  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });

  async function start(): Promise<RunningPostgres> {
    const server = await startEmbeddedPostgres({ directory, log });
    servers.push(server);
    return server;
  }

  async function ask(url: string, sql: string): Promise<readonly unknown[]> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('keeps its data when it is stopped and started again', async () => {
    const first = await start();
    await ask(first.url, 'create table kept as select 1 as one');
    await first.stop();
    const second = await start();
    expect(await ask(second.url, 'select one from kept')).toEqual([{ one: 1 }]);
    expect(new URL(second.url)).toMatchObject({ hostname: '127.0.0.1', pathname: '/omninode' });
  });

  it('loses nothing that was committed when it is killed', async () => {
    const first = await start();
    await ask(first.url, 'create table kept as select 1 as one');
    await killAtOnce(first.pid);
    const second = await start();
    expect(await ask(second.url, 'select one from kept')).toEqual([{ one: 1 }]);
  });

  it('takes over from an orphan', async () => {
    const orphan = await start();
    loseOwner(postgresRecord(directory));
    const second = await start();
    expect(identify(orphan.pid)).toBeUndefined();
    expect(said.join()).toContain('PostgreSQL was left running by an earlier start');
    expect(await ask(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('is not started a second time over the same data', async () => {
    const first = await start();
    await expect(start()).rejects.toThrow('PostgreSQL is already running');
    expect(await ask(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('lets nobody in without the password', async () => {
    const { url } = await start();
    const guess = new URL(url);
    guess.password = 'omninode';
    await expect(ask(guess.href, 'select 1')).rejects.toThrow('password authentication failed');
  });
});

(hasJavaAndMaven ? describe : describe.skip)('Apache Kafka', () => {
  const nodes: RunningKafka[] = [];

  afterEach(async () => {
    await Promise.all(nodes.splice(0).map((node) => node.stop()));
  });

  async function start(): Promise<RunningKafka> {
    const node = await startApacheKafka({ directory, log });
    nodes.push(node);
    return node;
  }

  function client(node: RunningKafka): Kafka {
    return new Kafka({ brokers: [node.bootstrap], logLevel: logLevel.NOTHING });
  }

  async function produce(node: RunningKafka): Promise<void> {
    await applyTopics(node.bootstrap, [{ name: 'kept', partitions: 2, config: { 'retention.ms': '3600000' } }]);
    const producer = client(node).producer({ idempotent: true, createPartitioner: Partitioners.DefaultPartitioner });
    await producer.connect();
    const messages = Array.from({ length: 100 }, (_, index) => ({ key: `k${index}`, value: `v${index}` }));
    await producer.send({ topic: 'kept', acks: -1, compression: CompressionTypes.GZIP, messages });
    await producer.disconnect();
  }

  async function consume(node: RunningKafka): Promise<number> {
    const consumer = client(node).consumer({ groupId: 'readers', maxWaitTimeInMs: 100 });
    const values = new Set<string>();
    await consumer.connect();
    await consumer.subscribe({ topics: ['kept'], fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void values.add(String(message.value)) });
    await until(() => values.size >= 100, 30_000);
    await consumer.disconnect();
    return values.size;
  }

  it('keeps its messages when it is stopped and started again', async () => {
    const first = await start();
    await produce(first);
    await first.stop();
    expect(await consume(await start())).toBe(100);
  });

  it('loses nothing that was acknowledged when it is killed', async () => {
    const first = await start();
    await produce(first);
    await killAtOnce(first.pid);
    expect(await consume(await start())).toBe(100);
  });

  it('takes over from an orphan', async () => {
    const orphan = await start();
    await produce(orphan);
    loseOwner(kafkaRecord(directory));
    const second = await start();
    expect(identify(orphan.pid)).toBeUndefined();
    expect(await consume(second)).toBe(100);
  });

  it('creates the two styles of one topic together, and reports what differs later', async () => {
    const node = await start();
    const twins = [
      { name: 'a.request.v1', partitions: 3, config: {} },
      { name: 'a_request_v1', partitions: 3, config: {} },
    ];
    expect(await applyTopics(node.bootstrap, twins)).toEqual({ create: twins, differences: [], refused: [] });
    const changed = [{ name: 'a.request.v1', partitions: 6, config: { 'retention.ms': '1000' } }];
    const { create, differences } = await applyTopics(node.bootstrap, changed);
    expect(create).toEqual([]);
    expect(differences.map(({ setting, wanted, found }) => [setting, wanted, found])).toEqual([
      ['partitions', '6', '3'],
      ['retention.ms', '1000', '604800000'],
    ]);
  });

  it('reports a topic that the broker refuses and creates the others', async () => {
    const node = await start();
    await applyTopics(node.bootstrap, [{ name: 'b.request.v1', partitions: 1, config: {} }]);
    const wanted = ['b_request_v1', 'other'].map((name) => ({ name, partitions: 1, config: {} }));
    const { refused } = await applyTopics(node.bootstrap, wanted);
    expect(refused.map(({ topic }) => topic)).toEqual(['b_request_v1']);
    expect((await applyTopics(node.bootstrap, wanted)).create.map(({ name }) => name)).toEqual(['b_request_v1']);
  });
});
