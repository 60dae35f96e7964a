import { randomUUID } from 'node:crypto';
import type { OpenAPIObject } from '@nestjs/swagger';
import { definitionOf, operationsServedBy, routeOf, topicCatalog, type Operation, type Worker } from '#contracts';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { applyTopics } from '../../../tools/local-stack/src/topics';
import { AppProcess } from '../../support/app-process';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { json, Tap, type Json } from '../main-job/tap';
import { DocumentedApi } from './documented-api';

const STAMPED = 'omninode.bridge.event.metadata_stamped.v1';
const STATUS = 'omninode_codegen_status_session_v1';
const WORKERS = ['intelligence', 'bridge'] as const satisfies readonly Worker[];
const CONVERSATIONS = WORKERS.flatMap((worker) =>
  operationsServedBy(worker).map((operation) => [worker, operation] as const),
);

/** Of what an answer says, what is another each time. */
const PASSING = new Set(['processing_time_ms', 'timestamp', 'checked_at', 'verified_at', 'uptime_seconds', 'event_id']);
const lasting = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(lasting);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => !PASSING.has(name));
  return Object.fromEntries(kept.map(([name, inner]) => [name, lasting(inner)]));
};

describe('the operations of a worker over HTTP', () => {
  let broker: LocalBroker;
  let database: RandomDatabase;
  let tap: Tap;
  const apps = new Map<Worker, AppProcess>();
  const apis = new Map<Worker, DocumentedApi>();

  beforeAll(async () => {
    broker = await startLocalBroker();
    await applyTopics(broker.bootstrap, topicCatalog());
    database = await createRandomDatabase();
    const answers = CONVERSATIONS.map(([, operation]) => routeOf(operation, 'dotted').response);
    tap = await Tap.open(broker.bootstrap, [STAMPED, STATUS, ...new Set(answers)]);
    const env = { KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap, DATABASE_URL: database.url, VALIDATION_WORKERS: '1' };
    for (const worker of WORKERS) apps.set(worker, AppProcess.start(worker, env));
    for (const [worker, app] of apps) {
      await app.ready();
      const document = await (await fetch(`${await app.url()}/openapi.json`)).json();
      apis.set(worker, new DocumentedApi(document as OpenAPIObject));
    }
  });
  afterAll(async () => {
    await Promise.all([...apps.values()].map((app) => app.kill()));
    await tap.close();
    await database.drop();
    await broker.stop();
  });

  const pathOf = (operation: Operation) => `/api/v1/${operation.replaceAll('_', '-')}`;
  const send = async (worker: Worker, path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${await apps.get(worker)?.url()}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  /** The answer, once it is as documented. */
  const ask = async (worker: Worker, operation: Operation, body: object, query = '', headers = {}) => {
    const path = `${pathOf(operation)}${query}`;
    const response = await send(worker, path, JSON.stringify(body), headers);
    const { status } = response;
    const code = response.headers.get('x-error-code');
    return { status, code, body: (await apis.get(worker)?.check('post', path, response)) as Json };
  };

  it.each(CONVERSATIONS)('%s answers %s as it does on the bus, in the documented form', async (worker, operation) => {
    const { sample } = definitionOf(operation).request;
    const payload = operation === 'health_check' ? { service: worker } : sample;
    const correlation_id = randomUUID();
    const { request, response } = routeOf(operation, 'dotted');
    await tap.send({ topic: request, key: correlation_id, value: JSON.stringify({ ...payload, correlation_id }) });
    const onBus = await tap.first(response, correlation_id);
    const overHttp = await ask(worker, operation, { ...payload, correlation_id });
    expect(overHttp.status).toBe(200);
    expect(lasting(overHttp.body)).toEqual(lasting(json(onBus)));
  });

  it('leave nothing of their documents out', () => {
    const unasked = [...apis.values()].flatMap((api) => api.unasked);
    expect(
      unasked.filter(
        (operation) => !/log-level|rehearsals|metadata-stamping|stamps|stamping-keys|revocations/.test(operation),
      ),
    ).toEqual([]);
  });

  it('refuse as the bus does: with the reply, its code in a header and a status that fits', async () => {
    const refused = await ask('intelligence', 'validate', { code_content: 'x', language: 'rust' });
    expect(refused).toMatchObject({ status: 422, code: 'unsupported_language', body: { is_valid: false } });
    expect(await ask('intelligence', 'mixin', { requirements: [] })).toMatchObject({
      status: 422,
      code: 'invalid_payload',
    });
    expect(await ask('bridge', 'stamp', { content: 5 })).toMatchObject({
      status: 422,
      body: { blake3_hash: null, error: { code: 'invalid_payload' } },
    });
    expect(await ask('bridge', 'stamp', { content: '\ud800' })).toMatchObject({ code: 'invalid_payload' });
    expect(await ask('bridge', 'stamp', { content: 'x', namespace: 'Not.A.Namespace' })).toMatchObject({ status: 422 });
    for (const [text, code] of [
      ['{', 'invalid_json'],
      ['[]', 'not_an_object'],
      ['', 'empty_value'],
    ] as const) {
      const response = await send('bridge', pathOf('stamp'), text);
      expect([response.status, response.headers.get('x-error-code')]).toEqual([400, code]);
    }
  });

  it('have the ids that the request has, else that of the HTTP request', async () => {
    const payload = { content: 'ids' };
    const headers = { 'x-request-id': 'request-1' };
    expect(await ask('bridge', 'stamp', payload, '', headers)).toMatchObject({ body: { correlation_id: 'request-1' } });
    const named = { ...headers, 'x-correlation-id': 'c-1' };
    expect(await ask('bridge', 'stamp', payload, '', named)).toMatchObject({ body: { correlation_id: 'c-1' } });
    const own = { ...payload, correlation_id: 'c-2' };
    expect(await ask('bridge', 'stamp', own, '', named)).toMatchObject({ body: { correlation_id: 'c-2' } });
  });

  it('are answered in the envelope they came in, and in the fields of a style', async () => {
    const envelope = { envelope_version: '1.0', correlation_id: 'c-3', event_type: 'StampRequest' };
    const response = await send('bridge', pathOf('stamp'), JSON.stringify({ ...envelope, payload: { content: 'x' } }));
    expect(await response.json()).toMatchObject({
      envelope_version: '1.0',
      payload: { metadata: { namespace: 'default' } },
    });
    const payload = { code_content: 'x = 1\n' };
    const extended = await ask('intelligence', 'validate', payload);
    const strict = await ask('intelligence', 'validate', payload, '?style=underscored');
    expect(['onex_compliance' in extended.body, 'onex_compliance' in strict.body]).toEqual([true, false]);
  });

  it('publish what they cause, and publish no answer', async () => {
    const correlation_id = randomUUID();
    const session_id = randomUUID();
    await ask('bridge', 'stamp', { content: 'published', correlation_id });
    await ask('intelligence', 'mixin', { requirements: ['cache'], correlation_id, session_id });
    expect(json(await tap.first(STAMPED, correlation_id))).toMatchObject({
      payload: { namespace: 'default' },
    });
    await tap.first(STATUS, session_id);
    expect(tap.keyed(routeOf('stamp', 'dotted').response, correlation_id)).toEqual([]);
  });

  it('leave the health of another service to it', async () => {
    expect(await ask('bridge', 'health_check', { service: 'intelligence' })).toMatchObject({
      status: 404,
      body: { code: 'other_service' },
    });
  });
});
