import { jetstream, type JetStreamClient } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { readEvents, type LoggedEvent } from '#event-log';
import type { Database } from '#storage';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { eventually } from '../../support/eventually';
import { onexRequest } from '../coordinator/onex-requests';
import { ask, responseTopic, toSend, type Asked } from '../main-job/requests';
import { TestSystem } from '../main-job/test-system';
import { health } from './health';
import { describeWithNats, NatsServer } from './nats-server';
import { about, StreamReader } from './stream-reader';

const SERVED = ['orchestrator.step.started', 'orchestrator.step.completed', 'usage.metered.api_call'];

const CHAT_MESSAGE = {
  message_id: 'm-1',
  timestamp: '2026-03-04T05:06:07Z',
  channel: 'user:ada',
  message_type: 'chat_message',
  payload: { content: 'Hello' },
  sender: { service_name: 'model-gateway' },
};

const STEP = {
  step_id: 'step-1',
  workflow_id: 'a workflow of others',
  timestamp: '2026-03-04T05:06:07Z',
  step_name: 'Process Document',
  status: 'completed',
  service_name: 'ingestion-service',
  execution_time_ms: 2500,
};

describeWithNats('every worker beside NATS', () => {
  let broker: LocalBroker;
  let system: TestSystem;
  let nats: NatsServer;
  let reader: StreamReader;
  let others: NatsConnection;
  let js: JetStreamClient;
  let rows: Database;

  beforeAll(async () => {
    [broker, nats] = await Promise.all([startLocalBroker(), NatsServer.start()]);
    [system, reader, others] = await Promise.all([
      TestSystem.open(broker.bootstrap),
      StreamReader.open(nats.url),
      connect({ servers: nats.url, maxReconnectAttempts: -1, reconnectTimeWait: 100 }),
    ]);
    js = jetstream(others);
    rows = system.database.open();
    for (const name of ['intelligence', 'coordinator', 'dlq-monitor', 'recorder'] as const) {
      system.start(name, { NATS_URL: nats.url });
    }
    await Promise.all(system.apps.map((app) => app.ready()));
  });

  afterAll(async () => {
    await others.close();
    await system.close();
    await reader.close();
    await Promise.all([nats.remove(), broker.stop()]);
  });

  const recorded = (what: string, fits: (event: LoggedEvent) => boolean, count = 1): Promise<readonly LoggedEvent[]> =>
    eventually(`${what} is in the log`, async () => {
      const found = (await readEvents(rows.query, {}, 10_000)).filter(fits);
      return found.length >= count && found;
    });

  const told = ({ correlationId }: Pick<Asked, 'correlationId'>, count: number) =>
    eventually(`${count} messages about ${correlationId}`, async () => {
      const found = await reader.all(about(correlationId));
      return found.length >= count && found;
    });

  it('tells what is asked of it as step and usage, and the log has it in the same conversation', async () => {
    const analyze = ask('analyze', { prd_content: 'The system must log in users.' });
    const workflow = onexRequest('workflow_trigger', { workflow_name: 'nowhere' });
    await system.tap.send(toSend(analyze), workflow);
    await system.tap.first(responseTopic('analyze', 'dotted'), analyze.correlationId);
    const said = await told(analyze, 3);
    expect(said.map(({ subject }) => subject)).toEqual(SERVED);
    expect(said.map(({ payload }) => payload['service_name'])).toEqual(Array(3).fill('intelligence'));
    // No workflow has that name: the step fails, and nothing was used.
    expect(await told(workflow, 2)).toMatchObject([
      { subject: 'orchestrator.step.started', payload: { service_name: 'coordinator', step_name: 'Start Workflow' } },
      { subject: 'orchestrator.step.failed', payload: { service_name: 'coordinator', step_name: 'Start Workflow' } },
    ]);
    const log = await recorded(
      'all of it',
      ({ topic, correlationId }) => SERVED.includes(topic) && correlationId === analyze.correlationId,
      3,
    );
    // Steps and usage are two families, which are read beside each other.
    for (const family of ['orchestrator.', 'usage.']) {
      const logged = log.filter(({ topic }) => topic.startsWith(family));
      const inStream = said.filter(({ subject }) => subject.startsWith(family));
      expect(logged.map(({ topic, value }) => [topic, JSON.parse(String(value))])).toEqual(
        inStream.map(({ subject, payload }) => [subject, payload]),
      );
    }
  });

  it('meters calls over HTTP, and not what orchestrators ask', async () => {
    const app = system.app('dlq-monitor');
    await fetch(`${await app.url()}/api/v1/dead-letters?limit=1`);
    await fetch(`${await app.url()}/metrics`);
    const ofMonitor = () =>
      reader.all(({ subject, payload }) => subject === SERVED[2] && payload['service_name'] === 'dlq-monitor');
    const [call, ...more] = await eventually('the call is metered', async () => {
      const found = await ofMonitor();
      return found.length > 0 && found;
    });
    expect(call?.payload).toMatchObject({
      event_type: 'api_call',
      metadata: { operation: 'GET /api/v1/dead-letters', http_status: 200 },
    });
    expect(more).toEqual([]);
  });

  it('records what others say on subjects that nobody else keeps, once', async () => {
    // The recorder makes the stream when it first looks.
    await eventually('a stream takes it', () => js.publish('realtime.push.chat_message', JSON.stringify(CHAT_MESSAGE)));
    await js.publish('orchestrator.step.completed', JSON.stringify(STEP), { msgID: 'theirs' });
    await js.publish('ingest.document.processed', 'no JSON');
    const [chat] = await recorded('the chat message', ({ topic }) => topic === 'realtime.push.chat_message');
    expect(JSON.parse(String(chat?.value))).toEqual(CHAT_MESSAGE);
    const [step] = await recorded('the step', ({ sessionId }) => sessionId === STEP.workflow_id);
    expect(step).toMatchObject({
      topic: 'orchestrator.step.completed',
      source: 'ingestion-service',
      correlationId: null,
    });
    const [bytes] = await recorded('the bytes', ({ topic }) => topic === 'ingest.document.processed');
    expect([String(bytes?.value), bytes?.unreadable]).toEqual(['no JSON', expect.stringContaining('invalid_json')]);
  });

  it('records each message once, whichever recorder dies and whether the server was away', async () => {
    const text = (n: number) => JSON.stringify({ ...CHAT_MESSAGE, message_id: `counted-${n}` });
    const counted = ({ value }: LoggedEvent) => String(value).includes('"counted-');
    await system.app('recorder').kill();
    for (let n = 0; n < 300; n++) await js.publish('realtime.push.chat_message', text(n));
    const second = await system.start('recorder', { NATS_URL: nats.url }).ready();
    await recorded('one of them', counted);
    await second.kill();
    await system.start('recorder', { NATS_URL: nats.url }).ready();
    await nats.kill();
    await eventually('the recorder says so', async () => {
      const { details } = await health(system.app('recorder'), 'ready');
      return details['nats']?.status === 'down';
    });
    await nats.start();
    await eventually('the server is back', () => js.publish('realtime.push.chat_message', text(300)));
    const all = await recorded('all', counted, 301);
    expect(new Set(all.map(({ value }) => String(value))).size).toBe(301);
    expect(all).toHaveLength(301);
  });
});
