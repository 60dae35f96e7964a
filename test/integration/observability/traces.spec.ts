import { randomBytes } from 'node:crypto';
import { DECISION_AUDIT_TOPIC } from '#contracts';
import { onOneBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { OtlpReceiver, type ReceivedSpan } from '../../support/otlp-receiver';
import { ask, deadLetterTopic, requestTopic, responseTopic, toSend, type Asked } from '../main-job/requests';
import { json, type Json, type Seen } from '../main-job/tap';
import { TestSystem } from '../main-job/test-system';

const REQUEST = requestTopic('stamp', 'dotted');
const REPLY = responseTopic('stamp', 'dotted');
const DLQ = deadLetterTopic('stamp', 'dotted');

/** Where a client's span is. */
function clientSpan() {
  const [traceId, spanId] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
  return { traceId, spanId, traceparent: `00-${traceId}-${spanId}-01` };
}

const idsIn = ({ headers }: Pick<Seen, 'headers'>): readonly string[] => (headers['traceparent'] ?? '').split('-');

onOneBroker(({ name, bootstrap }) => {
  let receiver: OtlpReceiver;
  let system: TestSystem;

  beforeAll(async () => {
    receiver = await OtlpReceiver.open();
    system = await TestSystem.open(bootstrap());
    const traced = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20dHJhY2Vz',
      OTEL_BSP_SCHEDULE_DELAY: '100',
    };
    const topics = { RECORDER_TOPICS: REQUEST };
    const apps = [
      system.start('bridge', traced),
      system.start('dlq-monitor', { ...traced, DLQ_REDRIVE_GRACE_SECONDS: '1' }),
      system.start('recorder', { ...traced, ...topics, OTEL_SERVICE_NAME: 'archive' }),
    ];
    await Promise.all(apps.map((app) => app.ready()));
  });
  afterAll(async () => {
    await system.close();
    await receiver.close();
  });

  const send = (asked: Asked, headers: Readonly<Record<string, string>>) =>
    system.tap.send({ ...toSend(asked), headers });
  const reply = ({ correlationId }: Asked) => system.tap.first(REPLY, correlationId);
  const byBridge = (span: string, traceId: string) =>
    receiver
      .some(`${span} by bridge`, (each) => each.service === 'bridge' && each.name === span && each.traceId === traceId)
      .then(([found]) => found!);
  const below = (parent: ReceivedSpan) => receiver.spans.filter(({ parentId }) => parentId === parent.spanId);
  const post = async (url: string, body: object, traceparent = '') => {
    const headers = { 'content-type': 'application/json', traceparent };
    return (await (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json()) as Json;
  };

  it('a request is followed from its client through the bridge to the reply', async () => {
    const client = clientSpan();
    const asked = ask('stamp', { content: `traced ${client.spanId}` });
    await send(asked, { traceparent: client.traceparent, tracestate: 'vendor=x' });
    const answered = await reply(asked);
    const [, traceId, sentBy] = idsIn(answered);
    expect([traceId, answered.headers['tracestate']]).toEqual([client.traceId, 'vendor=x']);

    const process = await byBridge(`process ${REQUEST}`, client.traceId);
    const receive = await byBridge(`receive ${REQUEST}`, client.traceId);
    const handle = await byBridge('handle stamp', client.traceId);
    expect([receive.parentId, process.parentId, handle.parentId]).toEqual([
      client.spanId,
      receive.spanId,
      process.spanId,
    ]);
    expect([receive.kind, process.kind, handle.kind]).toEqual([5, 5, 1]);
    expect(process.attributes).toEqual({
      'messaging.system': 'kafka',
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.destination.name': REQUEST,
      'messaging.destination.partition.id': expect.stringMatching(/^\d+$/),
      'messaging.kafka.offset': expect.any(Number),
      'messaging.consumer.group.name': system.group('bridge'),
      'messaging.message.conversation_id': asked.correlationId,
      'messaging.kafka.message.key': asked.correlationId,
      'messaging.message.body.size': expect.any(Number),
      'omninode.outcome': 'answered',
    });
    const [published] = await receiver.some('the reply is published', ({ spanId }) => spanId === sentBy);
    expect(published).toMatchObject({ name: `send ${REPLY}`, kind: 4, traceId: client.traceId, error: null });
    expect(published?.parentId).toBe(process.spanId);

    const statements = () =>
      receiver.spans.filter(
        (each) => each.traceId === client.traceId && each.attributes['db.system.name'] === 'postgresql',
      );
    await eventually('statements', () => statements().some(({ name: text }) => text === 'INSERT stamps'));
    for (const { attributes, kind, error } of statements()) {
      expect([kind, error]).toEqual([3, null]);
      expect(JSON.stringify(attributes)).not.toContain(client.spanId);
    }
    const line = await eventually('the line in the log', () =>
      system.app('bridge').lines.find((each) => each['correlation_id'] === asked.correlationId),
    );
    expect(line).toMatchObject({ trace_id: client.traceId, span_id: process.spanId });
  });

  it('requests that share a statement have each their own wait for it', async () => {
    const clients = Array.from({ length: 20 }, clientSpan);
    const asked = clients.map(({ spanId }) => ask('stamp', { content: `together ${spanId}` }));
    await system.tap.send(
      ...asked.map((each, index) => ({ ...toSend(each), headers: { traceparent: clients[index]!.traceparent } })),
    );
    for (const [index, { traceId }] of clients.entries()) {
      expect(idsIn(await reply(asked[index]!))[1]).toBe(traceId);
      const handle = await byBridge('handle stamp', traceId);
      const wait = await byBridge('shared statement', traceId);
      expect(handle.traceId).toBe(wait.traceId);
      const own = receiver.spans.filter((each) => each.traceId === traceId && each.kind === 3);
      for (const { parentId } of own) expect(parentId).not.toBe('');
    }
  });

  it('a client that has no trace begins one here, and what nobody can believe is no trace', async () => {
    const hostile = ['', '00-0-0-01', `00-${'0'.repeat(32)}-${'1'.repeat(16)}-01`, `00-${'x'.repeat(100_000)}`];
    const asked = hostile.map((_, index) => ask('stamp', { content: `hostile ${index}` }));
    const lone = ask('stamp', { content: 'alone' });
    await send(lone, {});
    for (const [index, traceparent] of hostile.entries()) {
      await send(asked[index]!, { traceparent, tracestate: '\u0000'.repeat(2_000) });
    }
    const traces = await Promise.all([lone, ...asked].map(async (each) => idsIn(await reply(each))[1]));
    expect(new Set(traces).size).toBe(hostile.length + 1);
    for (const traceId of traces) expect(traceId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('a request over HTTP is part of its client’s trace, too; probes are part of none', async () => {
    const client = clientSpan();
    const url = await system.app('bridge').url();
    const headers = { 'content-type': 'application/json', traceparent: client.traceparent };
    await fetch(`${url}/api/v1/stamp`, { method: 'POST', headers, body: '{"content":"over HTTP"}' });
    await fetch(`${url}/api/v1/nowhere/7`, { headers });
    await fetch(`${url}/health/live`, { headers });
    await fetch(`${url}/metrics`, { headers });
    const request = await byBridge('POST /api/v1/stamp', client.traceId);
    expect(request).toMatchObject({
      kind: 2,
      parentId: client.spanId,
      error: null,
      attributes: { 'http.request.method': 'POST', 'http.route': '/api/v1/stamp', 'http.response.status_code': 200 },
    });
    const handle = await byBridge('handle stamp', client.traceId);
    expect(handle.parentId).toBe(request.spanId);
    await eventually('what the handler asks of the database', () => below(handle).length > 0);
    const unknown = await byBridge('GET', client.traceId);
    expect(unknown.attributes).toMatchObject({ 'http.response.status_code': 404, 'error.type': 'not_found' });
    const servers = receiver.spans.filter(({ kind }) => kind === 2);
    expect(servers.filter(({ attributes }) => /health|metrics/.test(String(attributes['http.route'])))).toEqual([]);
  });

  /** A request that fails, once its dead letter is there. */
  const failing = async () => {
    const client = clientSpan();
    const asked = ask('stamp', { content: 5 });
    await send(asked, { traceparent: client.traceparent });
    return { client, asked, letter: await system.tap.first(DLQ, asked.correlationId) };
  };

  it('a failure says its code, and its dead letter is part of the trace', async () => {
    const { client, letter } = await failing();
    const process = await byBridge(`process ${REQUEST}`, client.traceId);
    expect(process).toMatchObject({ error: 'invalid_payload', attributes: { 'error.type': 'invalid_payload' } });
    const [, traceId, sentBy] = idsIn(letter);
    expect(traceId).toBe(client.traceId);
    const collected = await receiver.one(`receive ${DLQ}`, client.traceId);
    expect(collected).toMatchObject({ service: 'dlq-monitor', parentId: sentBy });
  });

  it('every request to the collector says who is asking', () => {
    expect(receiver.requests.length).toBeGreaterThan(0);
    for (const { path, headers } of receiver.requests) {
      expect([path, headers.authorization]).toEqual(['/v1/traces', 'Basic dHJhY2Vz']);
    }
  });

  /** What was sent again, where it is in its new trace, and what the first one is linked from. */
  const isLinked = async (again: Seen, client: ReturnType<typeof clientSpan>, service: string) => {
    const [, traceId = '', sentBy] = idsIn(again);
    expect([again.headers['x-replay-traceparent'], traceId]).toEqual([client.traceparent, expect.any(String)]);
    expect(traceId).not.toBe(client.traceId);
    const sent = await receiver.one(`send ${REQUEST}`, traceId);
    expect(sent).toMatchObject({ service, spanId: sentBy, parentId: '', links: [client.traceId] });
    const received = await receiver.some(
      'it is processed',
      (each) => each.service === 'bridge' && each.name === `process ${REQUEST}` && each.traceId === traceId,
    );
    expect(received).toMatchObject([{ links: [client.traceId] }]);
  };
  const redriven = async () => {
    const { client, asked } = await failing();
    const url = `${await system.app('dlq-monitor').url()}/api/v1`;
    const filter = { correlation_id: asked.correlationId };
    const order = { kind: 'republish_dead_letters', input: { filter }, reason: 'spec' };
    await eventually('it is collected', async () => Number((await post(`${url}/jobs/preview`, order))['total']) === 1);
    const operator = clientSpan();
    await post(`${url}/jobs`, order, operator.traceparent);
    const [, again] = await system.tap.all(REQUEST, asked.correlationId, 2);
    await isLinked(again!, client, 'dlq-monitor');
    // By the outbox of whichever worker looks first, when the request of the operator was over.
    const audited = await receiver.one(`send ${DECISION_AUDIT_TOPIC}`, operator.traceId);
    const asking = await receiver.one('POST /api/v1/jobs', operator.traceId);
    expect(['dlq-monitor', 'archive']).toContain(audited.service);
    expect(audited.parentId).toBe(asking.spanId);
    const traces = () => system.tap.on(DECISION_AUDIT_TOPIC).map((record) => json(record)['metadata'] as Json);
    await eventually('its entry names the trace', () =>
      traces().some(({ trace_id, user_id }) => trace_id === operator.traceId && user_id === 'local'),
    );
  };

  const replayed = async () => {
    const client = clientSpan();
    const asked = ask('stamp', { content: `replayed ${client.spanId}` });
    await send(asked, { traceparent: client.traceparent });
    await reply(asked);
    const url = `${await system.app('recorder').url()}/api/v1/replays`;
    const chosen = { correlation_id: asked.correlationId, topic: REQUEST, reason: 'spec' };
    await eventually(
      'it is recorded',
      async () => Number((await post(url, { ...chosen, dry_run: true }))['events']) === 1,
    );
    await post(url, chosen);
    const [, again] = await system.tap.all(REQUEST, asked.correlationId, 2);
    await isLinked(again!, client, 'archive');
  };

  if (name === 'kafka') {
    it('a redriven record begins a trace that is linked to the one in which it failed', redriven);
    it('a replayed record begins a trace that is linked to its first one', replayed);
  }

  it('a collector that refuses or hangs holds nothing up, and is told about once', async () => {
    const bridge = system.app('bridge');
    const lost = 'spans could not be handed over and are lost';
    const warnings = () => bridge.lines.filter(({ message }) => message === lost);
    const round = async () => {
      const all = Array.from({ length: 30 }, (_, index) => ask('stamp', { content: `faulty ${index}` }));
      await system.tap.send(...all.map(toSend));
      await Promise.all(all.map(reply));
    };
    receiver.behaviour = 'refuse';
    const before = receiver.requests.length;
    await round();
    await eventually('several are refused', () => warnings().length > 0 && receiver.requests.length > before + 3);
    expect(warnings()).toHaveLength(1);
    receiver.behaviour = 'hang';
    await round();
    const { code } = await bridge.stop();
    expect(code).toBe(0);
  });
});
