import { randomUUID } from 'node:crypto';
import type { OpenAPIObject } from '@nestjs/swagger';
import { onOneBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { forgedCursors } from '../../support/forged-cursors';
import { documents, omni } from '../cli/omni';
import { DocumentedApi } from '../http/documented-api';
import { ask as askFor, deadLetterTopic, message, requestTopic, responseTopic, toSend } from '../main-job/requests';
import type { Json } from '../main-job/tap';
import { TestSystem } from '../main-job/test-system';

const TOKEN = 'reader-token-0123456789';
const SECRET = `sk-proj-${'AbCd1234'.repeat(3)}`;
const STATUS = 'omninode_codegen_status_session_v1';
const [REQUEST, RESPONSE] = [requestTopic('stamp', 'dotted'), responseTopic('stamp', 'dotted')];
const SIDE_EVENTS = ['document_processed', 'metadata_stamped'].map((name) => `omninode.bridge.event.${name}.v1`);
/** The request, its answer, two side events and a status event. */
const CONVERSATION = 5;
const FIELDS = { content: 'hello', namespace: 'omninode.services.metadata', content_type: 'text/plain' };

/** The built recorder beside the built bridge, whose conversations it records. */
onOneBroker(({ bootstrap }) => {
  let system: TestSystem;
  let url: string;
  let api: DocumentedApi;

  beforeAll(async () => {
    system = await TestSystem.open(bootstrap());
    const recorder = system.start('recorder', {
      RECORDER_TOPICS: 'omninode*',
      HTTP_TOKENS: `rita:reader:${TOKEN}`,
    });
    await Promise.all([recorder.ready(), system.start('bridge').ready()]);
    url = await recorder.url();
    api = new DocumentedApi((await (await fetch(`${url}/openapi.json`)).json()) as OpenAPIObject);
  });
  afterAll(() => system.close());

  const send = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/api/v1${path}`, { headers: { authorization: `Bearer ${TOKEN}`, ...headers } });
  /** The answer, once it is as documented. */
  const ask = async (path: string) => {
    const response = await send(path);
    return { status: response.status, body: (await api.check('get', `/api/v1${path}`, response)) as Json };
  };
  const eventsOf = async (path: string): Promise<readonly Json[]> => {
    const { body } = await ask(path);
    return (body['items'] ?? body['events'] ?? []) as readonly Json[];
  };
  const recorded = (correlationId: string, count: number) =>
    eventually(
      `${count} events of ${correlationId}`,
      async () => {
        const events = await eventsOf(`/events?correlation_id=${correlationId}`);
        return events.length >= count && events;
      },
      60_000,
    );
  const cli = (...argv: string[]) => omni([...argv, '--url', url], { env: { OMNI_TOKEN: TOKEN } });

  /** Asked with a session, told about by a status event, answered, with a side event. */
  const converse = async () => {
    const asked = askFor('stamp', { ...FIELDS, content: randomUUID() }, { sessionId: randomUUID() });
    const { correlationId, sessionId } = asked;
    await system.tap.send(toSend(asked));
    await recorded(correlationId, CONVERSATION - 1);
    const payload = { session_id: sessionId, status: 'completed', progress_percentage: 100, message: 'done' };
    const status = { correlation_id: correlationId, session_id: sessionId, event_type: 'CodegenStatusEvent', payload };
    await system.tap.send({ topic: STATUS, key: sessionId, value: JSON.stringify(status) });
    await recorded(correlationId, CONVERSATION);
    return { ...asked, sessionId: sessionId ?? '' };
  };

  /** A request that the bridge must refuse, then the same again in good form. */
  const refuse = async () => {
    const asked = askFor('stamp', { namespace: FIELDS.namespace });
    await system.tap.send(toSend(asked));
    await recorded(asked.correlationId, 3);
    return asked;
  };

  const facts = (events: readonly Json[]) =>
    events
      .map(({ topic, depth, found_by }) => [topic, depth, found_by])
      .sort((a, b) => (String(a) < String(b) ? -1 : 1));

  it('tells a conversation as a tree of causes', async () => {
    const { correlationId } = await converse();
    const { body } = await ask(`/traces/${correlationId}`);
    expect(body).toMatchObject({ correlation_id: correlationId, outcome: 'completed', complete: true });
    const events = body['events'] as readonly Json[];
    expect(facts(events)).toEqual(
      facts([
        { topic: REQUEST, depth: 0, found_by: null },
        { topic: RESPONSE, depth: 1, found_by: 'causation' },
        ...SIDE_EVENTS.map((topic) => ({ topic, depth: 1, found_by: 'causation' })),
        { topic: STATUS, depth: 1, found_by: 'time' },
      ]),
    );
    expect(events[0]).toMatchObject({ topic: REQUEST, outcome: 'answered', latency_ms: null });
    expect(events.find(({ topic }) => topic === STATUS)).toMatchObject({ status: 'completed', progress: 100 });
  });

  it('tells what was refused and dead-lettered, and that it was made good later', async () => {
    const asked = await refuse();
    const { body } = await ask(`/traces/${asked.correlationId}`);
    expect(body['outcome']).toBe('failed');
    expect(facts(body['events'] as readonly Json[])).toEqual(
      facts([
        { topic: REQUEST, depth: 0, found_by: null },
        { topic: RESPONSE, depth: 1, found_by: 'causation' },
        { topic: deadLetterTopic('stamp', 'dotted'), depth: 1, found_by: 'record' },
      ]),
    );
    const again = { ...asked, eventId: randomUUID(), fields: FIELDS };
    await system.tap.send({ topic: REQUEST, key: asked.correlationId, value: JSON.stringify(message(again)) });
    await recorded(asked.correlationId, 3 + CONVERSATION - 1);
    const later = (await ask(`/traces/${asked.correlationId}`)).body;
    expect(later['outcome']).toBe('completed');
    expect((later['events'] as readonly Json[]).flatMap(({ marks }) => marks)).toEqual(['retry']);
  });

  it('tells a session, replies that do not name it included', async () => {
    const { sessionId } = await converse();
    expect((await ask(`/sessions/${sessionId}`)).body).toMatchObject({
      session_id: sessionId,
      status: 'completed',
      progress: 100,
      requests: { answered: 1, failed: 0, pending: 0 },
      success_rate: 1,
      bottlenecks: [],
      complete: true,
    });
    const { timeline } = (await ask(`/sessions/${sessionId}`)).body;
    expect((timeline as readonly Json[]).map(({ topic }) => topic)).toContain(RESPONSE);
  });

  it('lists events by what is asked for, a page at a time, and shows one whole', async () => {
    const { correlationId, sessionId } = await converse();
    const id = `correlation_id=${correlationId}`;
    const topics = async (query: string) => (await eventsOf(`/events?${query}`)).map(({ topic }) => topic);
    expect(await topics(`${id}&topic=${REQUEST}`)).toEqual([REQUEST]);
    expect(await topics(`topic=no.such.topic`)).toEqual([]);
    expect(await topics(`session_id=${sessionId}&event_type=CodegenStatusEvent`)).toEqual([STATUS]);
    expect(await topics(`${id}&from=2026-01-01T00:00:00Z`)).toHaveLength(CONVERSATION);
    expect(await topics(`${id}&to=2026-01-01T00:00:00Z`)).toEqual([]);
    const seen: unknown[] = [];
    let next: unknown;
    do {
      const cursor = typeof next === 'string' ? `&cursor=${next}` : '';
      const { body } = await ask(`/events?${id}&limit=3${cursor}`);
      seen.push(...(body['items'] as readonly Json[]).map(({ position }) => position));
      next = body['next'];
    } while (typeof next === 'string');
    expect(seen.map(Number)).toEqual(seen.map(Number).toSorted((a, b) => b - a));
    expect(new Set(seen).size).toBe(CONVERSATION);
    const [newest] = await eventsOf(`/events?${id}&limit=1`);
    const { body } = await ask(`/events/${String(newest?.['event_id'])}`);
    expect(JSON.parse(String(body['payload']))).toMatchObject({ correlation_id: correlationId });
  });

  it('refuses cursors that somebody has made', async () => {
    for (const cursor of forgedCursors()) {
      for (const page of ['/events', '/jobs']) {
        const refused = await ask(`${page}?cursor=${cursor}`);
        expect([cursor, refused]).toMatchObject([cursor, { status: 400, body: { code: 'invalid_parameter' } }]);
      }
    }
  });

  it('shows no secret of what it recorded', async () => {
    const asked = askFor('stamp', { ...FIELDS, password: 'hunter2', content: `token ${SECRET}` });
    const headers = { 'x-api-key': 'hunter2', note: SECRET };
    await system.tap.send({ ...toSend(asked), headers });
    const events = await recorded(asked.correlationId, 1);
    const [request] = events.filter(({ topic }) => topic === REQUEST);
    const shown = [
      events,
      (await ask(`/events/${String(request?.['event_id'])}`)).body,
      (await ask(`/traces/${asked.correlationId}`)).body,
    ].map((answer) => JSON.stringify(answer));
    expect(shown.join()).not.toMatch(/hunter2|AbCd1234/);
    expect(shown[1]).toContain('[REDACTED]');
  });

  it('says what is not there and what nobody can mean', async () => {
    const unknown = randomUUID();
    const refused = async (path: string) => {
      const { status, body } = await ask(path);
      return [status, body['code'], body['parameter']];
    };
    expect(await refused(`/events/${unknown}`)).toEqual([404, 'event_not_found', undefined]);
    expect(await refused(`/traces/${unknown}`)).toEqual([404, 'trace_not_found', undefined]);
    expect(await refused(`/sessions/${unknown}`)).toEqual([404, 'session_not_found', undefined]);
    expect(await refused('/events/7')).toEqual([400, 'invalid_parameter', 'event_id']);
    expect(await refused('/events?from=yesterday')).toEqual([400, 'invalid_parameter', 'from']);
    const backwards = 'from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z';
    expect(await refused(`/events?${backwards}`)).toEqual([400, 'invalid_parameter', 'to']);
    expect(await refused('/events?kind=audit')).toEqual([400, 'unknown_parameter', 'kind']);
    expect((await fetch(`${url}/api/v1/events`)).status).toBe(401);
  });

  it('answers every operation as the OpenAPI document says', async () => {
    const { correlationId, sessionId } = await converse();
    const [event] = await eventsOf('/events?limit=1');
    const paths = [`/events/${String(event?.['event_id'])}`, `/traces/${correlationId}`, `/sessions/${sessionId}`];
    for (const path of paths) expect([path, (await ask(path)).status]).toEqual([path, 200]);
    const own = api.unasked.filter((name) => /\/(events|traces|sessions)\b/.test(name) && !name.includes('/jobs/'));
    expect(own).toEqual([]);
  });

  it('is not sent again to who has it', async () => {
    const { correlationId } = await converse();
    const etag = (await send(`/traces/${correlationId}`)).headers.get('etag') ?? '';
    const again = await send(`/traces/${correlationId}`, { 'if-none-match': etag, 'cache-control': 'max-age=0' });
    expect(again.status).toBe(304);
  });

  it('says why while the database is away, instead of being at fault', async () => {
    const rows = system.database.open(1);
    await rows.query('ALTER TABLE event_log RENAME TO event_log_away');
    const { status, body } = await ask('/events');
    await rows.query('ALTER TABLE event_log_away RENAME TO event_log');
    expect([status, body['code']]).toEqual([503, 'database_unavailable']);
  });

  it('is told on the command line, to people, to programs and as a diagram', async () => {
    const { correlationId, sessionId } = await converse();
    const trace = await cli('trace', correlationId);
    expect(trace).toMatchObject({ code: 0, stderr: '' });
    expect(trace.stdout).toMatch(/^completed {2}5 events in [\d.]+ m?s/);
    for (const topic of [RESPONSE, ...SIDE_EVENTS]) expect(trace.stdout).toContain(` ├─ ${topic}`);
    const [json] = documents((await cli('trace', correlationId, '--output', 'json')).stdout);
    expect(json).toEqual((await ask(`/traces/${correlationId}`)).body);
    expect((await cli('trace', correlationId, '--output', 'mermaid')).stdout).toMatch(/^flowchart TD\n {2}n0\(\[/);
    expect((await cli('session', sessionId)).stdout).toMatch(/^completed 100 % /);
    const listed = await cli('events', '--correlation-id', correlationId, '--from', '10m', '--output', 'json');
    expect(documents(listed.stdout)).toHaveLength(CONVERSATION);
    const unknown = await cli('trace', randomUUID());
    expect([unknown.code, unknown.stderr]).toEqual([
      1,
      'omni: recorder refused: There is no event with this correlation id.\n',
    ]);
    expect((await omni(['trace', 'x', '--url', 'http://127.0.0.1:9'])).code).toBe(3);
  });
});
