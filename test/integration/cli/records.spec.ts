import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import { onEveryBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { documents, ending, omni, startOmni } from './omni';

const TIMEOUT = ['--timeout', '20s'];

onEveryBroker((broker) => {
  let admin: Admin;
  let topic: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    admin = new Kafka({ brokers: [broker.bootstrap()], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
  });
  afterAll(() => admin.disconnect());
  beforeEach(async () => {
    topic = `cli-${randomUUID()}`;
    env = { KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap(), KAFKA_CLIENT_ID: topic };
    await admin.createTopics({ topics: [{ topic, numPartitions: 1 }] });
  });
  afterEach(() => admin.deleteTopics({ topics: [topic] }));

  /** Groups that the commands of this test left behind. */
  async function groupsLeft(): Promise<string[]> {
    const { groups } = await admin.listGroups();
    return groups.map(({ groupId }) => groupId).filter((id) => id.includes(topic));
  }

  async function read(...argv: string[]) {
    return omni(['consume', '--topic', topic, '--from-beginning', ...TIMEOUT, ...argv], { env });
  }

  it('publishes one record with key and headers, and shows it to people', async () => {
    const value = ['--json', '{"a":"\\u001b[2J"}', '--key', 'k', '--header', 'x=1', '--header', 'y=a=b'];
    const published = await omni(['publish', '--topic', topic, ...value], { env });
    expect(published).toEqual({ code: 0, stdout: `✓ 1 record published to ${topic}\n`, stderr: '' });
    const { code, stdout } = await read('--max', '1');
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^${topic} 0@0  \\S+Z  key k\n  x: 1\n  y: a=b\n  {\n    "a": `));
    expect(stdout).not.toContain('\u001b');
  });

  it('publishes a record for each line and gives them back to programs as they were', async () => {
    const lines = Array.from({ length: 50 }, (_, n) => `{"n": ${n}}`);
    const input = `${lines.join('\n')}\n\n`;
    const published = await omni(['publish', '--topic', topic, '--jsonl', '--output', 'json'], { env, input });
    expect(documents(published.stdout)).toEqual([{ topic, records: 50 }]);
    const { code, stdout } = await read('--max', '50', '--output', 'json');
    expect(code).toBe(0);
    const records = documents(stdout);
    expect(records.map(({ value }) => value)).toEqual(lines);
    expect(records.map(({ offset }) => offset)).toEqual(lines.map((_, n) => String(n)));
    expect(await groupsLeft()).toEqual([]);
  });

  it('stops publishing at a line that is not JSON and says how far it came', async () => {
    const ended = await omni(['publish', '--topic', topic, '--jsonl'], { env, input: '{"n":1}\n{oops\n{"n":3}\n' });
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringMatching(/line 2 is not JSON.*; 1 record before/) });
    expect(documents((await read('--max', '1', '--output', 'json')).stdout)).toMatchObject([{ value: '{"n":1}' }]);
  });

  it('sends nothing to a topic that is not there, and reads none', async () => {
    const missing = `${topic}-typo`;
    for (const argv of [
      ['publish', '--topic', missing, '--json', '{}'],
      ['consume', '--topic', missing],
    ]) {
      expect(await omni(argv, { env })).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('not on the broker'),
      });
    }
    expect(await admin.listTopics()).not.toContain(missing);
  });

  it('ends with 4 when fewer records come than were asked for', async () => {
    await omni(['publish', '--topic', topic, '--json', '{}'], { env });
    const argv = ['consume', '--topic', topic, '--from-beginning', '--max', '2', '--timeout', '1s'];
    expect(await omni(argv, { env })).toMatchObject({
      code: 4,
      stderr: expect.stringContaining('1 of 2 records came'),
    });
    expect(await omni(['consume', '--topic', topic, '--timeout', '100ms'], { env })).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'no record for 100ms\n',
    });
  });

  it('begins at an offset, or so many before the end, and shows what is asked for in the form that is asked for', async () => {
    const lines = [1, 2, 3, 4, 5].map((n) => `{"n":${n},"correlation_id":"c-${n % 2}"}`);
    await omni(['publish', '--topic', topic, '--jsonl'], { env, input: `${lines.join('\n')}\n` });
    const shown = async (...argv: string[]) => {
      const all = ['consume', '--topic', topic, '--format', '%p@%o', ...argv];
      const { code, stdout } = await omni(all, { env });
      expect(code).toBe(0);
      return stdout.trim().split('\n');
    };
    expect(await shown('--offset', '2', '--max', '3', ...TIMEOUT)).toEqual(['0@2', '0@3', '0@4']);
    expect(await shown('--offset', '99', '--timeout', '1s')).toEqual(['']);
    expect(await shown('--tail', '2', '--max', '2', ...TIMEOUT)).toEqual(['0@3', '0@4']);
    expect(await shown('--tail', '99', '--max', '5', ...TIMEOUT)).toHaveLength(5);
    expect(await shown('--from-beginning', '--correlation-id', 'c-0', '--max', '2', ...TIMEOUT)).toEqual([
      '0@1',
      '0@3',
    ]);
    expect(await shown('--from-beginning', '--filter', 'n=4', '--max', '1', ...TIMEOUT)).toEqual(['0@3']);
    expect(await shown('--from-beginning', '--partition', '1', '--timeout', '1s')).toEqual(['']);
    expect(await groupsLeft()).toEqual([]);
  });

  it("reads on where a group of the user's stopped", async () => {
    const group = `${topic}-mine`;
    await omni(['publish', '--topic', topic, '--jsonl'], { env, input: '{"n":1}\n{"n":2}\n{"n":3}\n' });
    const [first] = documents((await read('--group', group, '--max', '1', '--output', 'json')).stdout);
    const rest = documents((await read('--group', group, '--max', '2', '--output', 'json')).stdout);
    expect([first, ...rest].map((record) => record?.['value'])).toEqual(['{"n":1}', '{"n":2}', '{"n":3}']);
    await eventually('the group is empty and can be deleted', () =>
      admin.deleteGroups([group]).then(
        () => true,
        () => false,
      ),
    );
  });

  it('shows what comes from now on, until Ctrl-C, and leaves no group behind', async () => {
    await omni(['publish', '--topic', topic, '--json', '{"old":true}'], { env });
    const child = startOmni(['consume', '--topic', topic, '--output', 'json'], env);
    const ended = ending(child);
    await eventually('it reads', async () => (await groupsLeft()).length > 0);
    let seen = false;
    if (child.stdout !== null) createInterface(child.stdout).once('line', () => (seen = true));
    await eventually('a record is shown', async () => {
      await omni(['publish', '--topic', topic, '--json', '{"new":true}'], { env });
      return seen;
    });
    child.kill('SIGINT');
    const { code, stdout, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
    expect(new Set(documents(stdout).map(({ value }) => value))).toEqual(new Set(['{"new":true}']));
    expect(await groupsLeft()).toEqual([]);
  });

  it('ends when its reader goes away, and leaves no group behind', async () => {
    await omni(['publish', '--topic', topic, '--jsonl'], { env, input: '{"n":1}\n'.repeat(5_000) });
    const child = startOmni(['consume', '--topic', topic, '--from-beginning'], env);
    child.stdout?.once('data', () => child.stdout?.destroy());
    await once(child, 'exit');
    expect(child.exitCode).toBe(141);
    expect(await groupsLeft()).toEqual([]);
  });

  it('plans the topics of the workers without changing any', async () => {
    const before = await admin.listTopics();
    expect(await omni(['topics', 'plan'], { env })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('topics in the catalog'),
    });
    if (broker.name === 'local') expect(await admin.listTopics()).toEqual(before);
  });
});
