import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { eventually } from '../../support/eventually';
import { Clone, type Running } from './clone';

const SERVICES = ['intelligence', 'bridge', 'dlq-monitor', 'recorder', 'coordinator'];

let clone: Clone;
let start: Running;

beforeAll(async () => {
  clone = await Clone.make();
  start = clone.run('start');
  await start.said(/Ctrl-C stops everything, as does/);
});

afterAll(() => clone.remove());

const finished = async (running: Running): Promise<readonly [number | null, string]> => [
  await running.ended(),
  running.text,
];

describe('a stack that npm start has started', () => {
  it('said what it did, with a line for each part when it was ready, and was never silent for long', () => {
    const steps = ['Starting PostgreSQL …', 'PostgreSQL: ready in ', 'local broker, in memory: ready in ', 'Created '];
    for (const step of [...steps, ...SERVICES.map((name) => `${name}: ready in `)]) {
      expect(start.lines.filter((line) => line.startsWith(step))).toHaveLength(1);
    }
    const unencrypted = start.lines.filter((line) => line.includes('personal data is not encrypted'));
    expect(unencrypted.filter((line) => !line.includes('more'))).toHaveLength(1);
    expect(start.text).not.toContain('\u001B');
  });

  it('says where it is and how it is, with the password of its database only for who asks', async () => {
    const password = readFileSync(join(clone.root, '.local/postgres/password'), 'utf8').trim();
    const [code, text] = await finished(clone.run('start', ['status']));
    expect(text).toContain(`127.0.0.1:${clone.ports.kafka} (local broker, in memory)`);
    for (const name of SERVICES) expect(text).toContain(`\n${name}: ready\n`);
    expect(code).toBe(0);
    expect(start.text + text).not.toContain(password);
    await expect(finished(clone.run('start', ['status', '--show-secrets']))).resolves.toEqual([
      0,
      expect.stringContaining(password),
    ]);
  });

  it('is not started a second time', async () => {
    const [code, text] = await finished(clone.run('start'));
    expect([code, text]).toEqual([1, expect.stringContaining('A stack is already running here (process ')]);
    expect(text).toContain('npm start -- stop');
  });

  it('is found by omni, which is told nothing', async () => {
    const asked = clone.omni(['request', 'stamp', '--json', '{"content":"hello"}', '--output', 'json']);
    await expect(finished(asked)).resolves.toEqual([0, expect.stringContaining('hash')]);
    const overHttp = clone.omni(['dlq', 'ls', '--output', 'json']);
    await expect(finished(overHttp)).resolves.toEqual([0, expect.any(String)]);
    const inDatabase = clone.omni(['audit', 'verify']);
    const [, text] = await finished(inDatabase);
    expect(text).not.toContain('DATABASE_URL');
  });

  it('answers the questions of the demo, each in one line, and with messages for who wants them', async () => {
    const [code, text] = await finished(clone.run('demo'));
    expect(code).toBe(0);
    const lines = text.split('\n');
    const answered = lines.filter((line) => /^✓ .*: \d+ ms(, kept as a dead letter)?$/.test(line));
    expect(lines).toHaveLength(answered.length + 3);
    expect(text).toContain(`${answered.length} of ${answered.length} questions were answered.`);
    const [, messages] = await finished(clone.run('demo', ['--verbose']));
    expect(messages).toContain('"correlation_id"');
  });

  it('announced no fault while it started', async () => {
    const broker = `127.0.0.1:${clone.ports.kafka}`;
    const kafka = new Kafka({ clientId: 'test', brokers: [broker], logLevel: logLevel.NOTHING });
    const consumer = kafka.consumer({ groupId: 'who-looks-for-faults' });
    const heard: string[] = [];
    await consumer.connect();
    await consumer.subscribe({ topics: ['hooks.service_lifecycle', 'system.errors'], fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void heard.push(String(message.value)) });
    const started = () => SERVICES.every((name) => heard.some((text) => isStartOf(name, text)));
    await eventually('each service has announced its start', started);
    await consumer.disconnect();
    expect(heard.filter((text) => text.includes('error.service.critical'))).toEqual([]);
  });

  it('ends when it is asked to from elsewhere, and leaves nothing behind', async () => {
    const [code, text] = await finished(clone.run('start', ['stop']));
    expect([code, text]).toEqual([0, expect.stringMatching(/^Stopping the stack of process \d+ …\n[^]*Stopped\.$/)]);
    await expect(start.ended()).resolves.toBe(0);
    expect(clone.processes()).toEqual([]);
    await expect(clone.run('start', ['status']).ended()).resolves.toBe(3);
  });
});

function isStartOf(name: string, text: string): boolean {
  return text.includes(name) && text.includes('service.lifecycle.started');
}
