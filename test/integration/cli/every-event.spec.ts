import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CATALOG, encodeEntry, topicsWith, type Origin, type OutboundRecord } from '#contracts';
import { KafkaConnection } from '#event-bus';
import { listEvents } from '#event-log';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { projectRoot } from '../../../tools/local-stack/src/project';
import { applyTopics } from '../../../tools/local-stack/src/topics';
import { AppProcess } from '../../support/app-process';
import { eventually } from '../../support/eventually';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';

jest.setTimeout(120_000);

const run = promisify(execFile);

const ORIGIN: Origin = {
  service: 'somebody',
  version: '1.0.0',
  instanceId: 'somebody-1',
  hostname: 'host',
  now: () => new Date(),
  newId: randomUUID,
};

/** A record for each kind of message of the catalog, in each of its topics. */
function everyMessage(): readonly OutboundRecord[] {
  return CATALOG.filter(({ domain }) => domain !== 'nats').flatMap((entry) =>
    entry.places
      .filter(({ name }) => !name.includes('{session_id}'))
      .map((place) => {
        const ids = { correlationId: randomUUID(), sessionId: randomUUID() };
        return encodeEntry({ entry, place, payload: entry.sample, ...ids }, ORIGIN);
      }),
  );
}

describe('every event of the catalog', () => {
  let broker: LocalBroker;
  let connection: KafkaConnection;
  let database: RandomDatabase;
  let monitor: AppProcess;
  let recorder: AppProcess;

  beforeAll(async () => {
    broker = await startLocalBroker();
    connection = new KafkaConnection({ brokers: [broker.bootstrap], clientId: 'test' }, { debug: () => undefined });
    database = await createRandomDatabase();
    await applyTopics(
      broker.bootstrap,
      topicsWith(() => true),
    );
    const env = { KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap, DATABASE_URL: database.url };
    monitor = AppProcess.start('dlq-monitor', env);
    recorder = AppProcess.start('recorder', env);
    await Promise.all([monitor.ready(), recorder.ready()]);
  });
  afterAll(async () => {
    await Promise.all([monitor.kill(), recorder.kill()]);
    connection.end();
    await broker.stop();
    await database.drop();
  });

  async function send(records: readonly OutboundRecord[]): Promise<void> {
    const sender = await connection.connectProducer();
    await sender.send(records);
    await sender.disconnect();
  }

  async function metric(app: AppProcess, line: RegExp): Promise<number> {
    const text = await (await fetch(`${await app.url()}/metrics`)).text();
    const values = text.split('\n').filter((one) => line.test(one));
    return values.reduce((sum, one) => sum + Number(one.split(' ').at(-1)), 0);
  }

  it('is recorded', async () => {
    const messages = everyMessage();
    await send(messages);
    const { query } = database.open();
    for (const topic of new Set(messages.map((message) => message.topic))) {
      await eventually(
        `what is on ${topic} is recorded`,
        async () => (await listEvents(query, { topic }, 1)).length > 0,
      );
    }
    expect(messages.length).toBeGreaterThan(100);
  });

  it('goes through the processor where it is a hook event, and what does not conform is counted and named', async () => {
    const types = CATALOG.flatMap(({ domain, eventType }) => (domain === 'hooks' && eventType ? [eventType] : []));
    for (const type of types) {
      const processed = new RegExp(`^omninode_hook_events_total{.*event_type="${type}".*outcome="processed"`);
      await eventually(`${type} is processed`, async () => (await metric(monitor, processed)) > 0);
    }
    const refused = /^omninode_hook_events_total{.*outcome="refused"/;
    const before = await metric(monitor, refused);
    const [hit] = everyMessage().filter(({ topic }) => topic === 'proxy.cache');
    const broken = JSON.stringify({ ...(JSON.parse(String(hit?.value)) as object), source: 'proxy' });
    await send([
      { topic: 'proxy.cache', key: null, value: '{"event_type":' },
      { topic: 'proxy.cache', key: null, value: broken },
    ]);
    await eventually('both are refused', async () => (await metric(monitor, refused)) === before + 2);
    const lines = monitor.lines.filter(({ message }) => message === 'a hook event does not conform');
    expect(lines).toContainEqual(
      expect.objectContaining({ topic: 'proxy.cache', details: [expect.objectContaining({ path: '/source' })] }),
    );
  });

  describe('the scripts of the source documents', () => {
    const env = () => ({ PATH: process.env['PATH'], KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap });

    async function script(name: string, ...argv: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
      const file = join(projectRoot(), 'tools', 'scripts', name);
      return run(file, argv, { env: env() }).then(
        ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
        ({ code, stdout, stderr }: { code: unknown; stdout: string; stderr: string }) => ({ code, stdout, stderr }),
      );
    }

    it('create topics', async () => {
      const { code, stdout } = await script('create_codegen_topics.sh');
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: expect.stringMatching(/^\d+ topics in the catalog: 0 to|0 created/),
      });
    });

    it('publish an event and read it', async () => {
      const topic = 'omninode.codegen.request.validate.v1';
      const id = randomUUID();
      const payload = '{"code_content":"class Test: pass","node_type":"effect"}';
      const published = await script(
        'publish_event.sh',
        '--topic',
        topic,
        '--payload',
        payload,
        '--correlation-id',
        id,
      );
      expect(published).toMatchObject({ code: 0, stdout: expect.stringContaining(`published to ${topic}`) });
      const from = ['--topic', topic, '--group', `test-${id}`, '--offset', 'earliest'];
      const read = await script('consume_events.sh', ...from, '--correlation-id', id, '--max', '1', '--output', 'json');
      expect(read).toMatchObject({ code: 0, stdout: expect.stringContaining('class Test: pass') });
    });

    it('say which dead letters would be sent again', async () => {
      const argv = ['--dlq-topic', 'omninode_bridge_dlq_stamp_v1', '--limit', '10', '--dry-run'];
      const { code, stdout, stderr } = await script('reprocess_dlq.sh', ...argv, '--url', await monitor.url());
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('Nothing was sent') });
      expect(stdout).not.toBe('');
    });

    it('say which events would be replayed', async () => {
      const asked = everyMessage().find(({ topic }) => topic === 'omninode.onex.event.node_started.v1');
      await send(asked === undefined ? [] : [asked]);
      const argv = ['--correlation-id', String(asked?.key), '--start-time', '2025-10-01T00:00:00Z', '--dry-run'];
      const replayed = await eventually('it is in the log', async () => {
        const done = await script('replay_events.sh', ...argv, '--url', await recorder.url());
        return done.code === 0 && done;
      });
      expect(replayed.stdout).toContain('omninode.onex.event.node_started.v1');
    });
  });
});
