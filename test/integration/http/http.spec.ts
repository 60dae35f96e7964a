import { randomUUID } from 'node:crypto';
import type { OpenAPIObject } from '@nestjs/swagger';
import { DECISION_AUDIT_TOPIC, topicCatalog } from '#contracts';
import { Issuer } from '../../../libs/http/src/access/issuer.fixture';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { applyTopics } from '../../../tools/local-stack/src/topics';
import { AppProcess } from '../../support/app-process';
import { eventually } from '../../support/eventually';
import { forgedCursors } from '../../support/forged-cursors';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { documents, omni } from '../cli/omni';
import { json, Tap, type Json } from '../main-job/tap';
import { DocumentedApi } from './documented-api';

const TOKENS = {
  rita: 'reader-token-0123456789',
  otto: 'operator-token-0123456789',
  anna: 'admin-token-0123456789',
};
const API = '/api/v1/dead-letters';
const GROUPS = '/api/v1/dead-letter-groups';
const JOBS = '/api/v1/jobs';
const TOPIC = 'omninode_bridge_dlq_verify_v1';

const isLogLevel = (entry: Json): boolean => ((entry['payload'] as Json)['task'] as Json)['kind'] === 'set_log_level';

/** The built monitor as a process, open to whoever has a token of ours or of an identity provider. */
describe('the pages of a worker', () => {
  let broker: LocalBroker;
  let database: RandomDatabase;
  let tap: Tap;
  let issuer: Issuer;
  let monitor: AppProcess;
  let url = '';
  let api: DocumentedApi;

  beforeAll(async () => {
    broker = await startLocalBroker();
    await applyTopics(broker.bootstrap, topicCatalog());
    database = await createRandomDatabase();
    tap = await Tap.open(broker.bootstrap, [DECISION_AUDIT_TOPIC]);
    issuer = await Issuer.start();
    monitor = AppProcess.start('dlq-monitor', {
      KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap,
      DATABASE_URL: database.url,
      // Under a name of its own, as where several systems share a broker.
      KAFKA_CONSUMER_GROUP: 'team-a.dead-letters',
      DLQ_LAG_GROUPS: 'team-a.*,other',
      HTTP_TOKENS: `rita:reader:${TOKENS.rita},otto:operator:${TOKENS.otto},anna:admin:${TOKENS.anna}`,
      OIDC_ISSUER: issuer.url,
      OIDC_AUDIENCE: 'omninode',
    });
    await monitor.ready();
    url = await monitor.url();
    api = new DocumentedApi((await (await fetch(`${url}/openapi.json`)).json()) as OpenAPIObject);
  });
  afterAll(async () => {
    await monitor.kill();
    await tap.close();
    await issuer.stop();
    await database.drop();
    await broker.stop();
  });

  const send = (method: 'GET' | 'POST', path: string, token?: string, body?: object, headers = {}) =>
    fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  /** The answer, once it is as documented. */
  const ask = async (method: 'GET' | 'POST', path: string, token?: string, body?: object) => {
    const response = await send(method, path, token, body);
    const answered = (await api.check(method === 'GET' ? 'get' : 'post', path, response)) as Json;
    return { status: response.status, body: answered };
  };

  /** So many dead letters, their ids once they are stored, newest first. */
  const deadLetters = async (count: number): Promise<readonly string[]> => {
    const correlation_id = randomUUID();
    const letter = { original_topic: 'x', error_message: 'broken', error_code: 'http', correlation_id };
    await tap.send(
      ...Array.from({ length: count }, () => ({ topic: TOPIC, key: null, value: JSON.stringify(letter) })),
    );
    return eventually('all are stored', async () => {
      const { body } = await ask('GET', `${API}?correlation_id=${correlation_id}`, TOKENS.rita);
      const items = body['items'] as readonly Json[];
      return items.length === count && items.map(({ id }) => String(id));
    });
  };

  it('are closed to whoever has no token, but for those that orchestrators, scrapers and readers need', async () => {
    for (const path of ['/health', '/health/live', '/health/ready', '/health/startup', '/metrics', '/catalog.json']) {
      expect([path, (await send('GET', path)).status]).toEqual([path, 200]);
    }
    for (const path of [API, `${API}/counts`, `${API}/1`]) {
      expect(await ask('GET', path)).toMatchObject({ status: 401, body: { code: 'missing_token' } });
      expect(await ask('GET', path, 'nobody-gave-this-out')).toMatchObject({ body: { code: 'invalid_token' } });
    }
    for (const path of [`${API}/resolve`, `${API}/1/reopen`]) {
      expect(await ask('POST', path, undefined, { reason: 'x', ids: ['1'] })).toMatchObject({ status: 401 });
    }
  });

  it('let readers read and operators decide, under their own names', async () => {
    const [id] = await deadLetters(1);
    const decide = (token: string, body: object = { reason: 'sent again' }) =>
      ask('POST', `${API}/${id}/resolve`, token, body);
    expect(await decide(TOKENS.rita)).toMatchObject({ status: 403, body: { code: 'role_needed', role: 'operator' } });
    expect(await decide(TOKENS.otto, { reason: 'x', actor: 'rita' })).toMatchObject({
      status: 400,
      body: { code: 'unknown_field', field: 'actor' },
    });
    expect(await decide(TOKENS.otto)).toMatchObject({ status: 200, body: { record: { closed_by: 'otto' } } });
    const ada = await issuer.token({ sub: 'ada' });
    expect(await ask('POST', `${API}/${id}/reopen`, ada, { reason: 'it failed again' })).toMatchObject({
      status: 200,
      body: { changed: [id], record: { status: 'open', reopened_by: 'ada' } },
    });
    const reader = await issuer.token({ sub: 'eve', roles: ['reader'] });
    expect(await decide(reader)).toMatchObject({ status: 403 });
  });

  it('log who decided, how that is known and in which request, and never a token', async () => {
    const [id] = await deadLetters(1);
    const asked = { 'x-request-id': 'decision-1' };
    const response = await send('POST', `${API}/${id}/resolve`, TOKENS.otto, { reason: 'fixed' }, asked);
    expect([response.status, response.headers.get('x-request-id')]).toEqual([200, 'decision-1']);
    const lines = await eventually('it is logged', () => {
      const ofRequest = monitor.lines.filter(({ request_id }) => request_id === 'decision-1');
      return ofRequest.length === 2 && ofRequest;
    });
    expect(lines).toMatchObject([
      { message: 'a request was allowed', actor: 'otto', method: 'POST', role: 'operator' },
      { message: 'dead letters resolved', actor: 'otto', via: 'token', ids: [id] },
    ]);
    expect(JSON.stringify(monitor.lines)).not.toMatch(/-token-0123456789|nobody-gave-this-out/);
  });

  it('let admins change what is logged, which is in the audit trail', async () => {
    const level = '/api/v1/log-level';
    const change = (token: string, to: string) => ask('POST', level, token, { level: to, reason: 'it is slow' });
    expect(await change(TOKENS.otto, 'warn')).toMatchObject({ status: 403, body: { role: 'admin' } });
    expect(await change(TOKENS.anna, 'loud')).toMatchObject({ status: 400, body: { field: 'level' } });
    expect(await change(TOKENS.anna, 'warn')).toMatchObject({ status: 200, body: { level: 'warn' } });
    expect(await ask('GET', level, TOKENS.rita)).toMatchObject({ status: 200, body: { level: 'warn' } });
    await send('POST', level, TOKENS.anna, { level: 'warn', reason: 'again' }, { 'x-request-id': 'quiet' });
    process.kill(monitor.pid, 'SIGUSR2');
    await eventually('it is as configured', async () => {
      const { body } = await ask('GET', level, TOKENS.rita);
      return body['level'] === 'info';
    });
    expect(monitor.lines.filter(({ request_id }) => request_id === 'quiet')).toEqual([]);
    const changes = monitor.lines.filter(({ message }) => message === 'log level changed');
    expect(changes).toMatchObject([
      { level: 'warn', actor: 'anna', reason: 'it is slow', before: 'info', after: 'warn' },
      { level: 'warn', actor: 'signal', reason: 'SIGUSR2', before: 'warn', after: 'info' },
    ]);
    const audited = await eventually('both are in the audit trail', () => {
      const entries = tap.on(DECISION_AUDIT_TOPIC).map(json).filter(isLogLevel);
      return entries.length === 2 && entries.map(({ payload }) => payload);
    });
    expect(audited).toMatchObject([
      { agent_name: 'anna', result: { before: { level: 'info' }, after: { level: 'warn' } } },
      { agent_name: 'signal', result: { before: { level: 'warn' }, after: { level: 'info' } } },
    ]);
  });

  it('answer every operation as the OpenAPI document says, errors too', async () => {
    const ids = await deadLetters(3);
    const first = await ask('GET', `${API}?limit=1&code=http`, TOKENS.rita);
    expect(first.body['next']).toEqual(expect.any(String));
    const second = await ask('GET', `${API}?limit=1&code=http&cursor=${String(first.body['next'])}`, TOKENS.rita);
    expect((second.body['items'] as readonly Json[])[0]?.['id']).toBe(ids[1]);
    await ask('GET', `${API}/counts`, TOKENS.rita);
    const one = await ask('GET', `${API}/${ids[0]}`, TOKENS.rita);
    await ask('GET', `${GROUPS}/${String(one.body['group_id'])}`, TOKENS.rita);
    await ask('GET', `${GROUPS}?status=all`, TOKENS.rita);
    const by = { reason: 'fixed' };
    await ask('POST', `${API}/resolve`, TOKENS.otto, { ...by, ids: [...ids, '999999999'] });
    await ask('POST', `${API}/reopen`, TOKENS.otto, { ...by, filter: { code: 'http' } });
    await ask('POST', `${API}/${ids[0]}/resolve`, TOKENS.otto, by);
    await ask('POST', `${API}/${ids[0]}/reopen`, TOKENS.otto, by);
    expect(await ask('GET', `${API}/999999999`, TOKENS.rita)).toMatchObject({ status: 404 });
    for (const cursor of ['bm8.bm8', ...forgedCursors()]) {
      for (const page of [API, GROUPS, JOBS]) {
        const refused = await ask('GET', `${page}?cursor=${cursor}`, TOKENS.rita);
        expect([cursor, refused]).toMatchObject([cursor, { status: 400, body: { parameter: 'cursor' } }]);
      }
    }
    expect(await ask('POST', `${API}/resolve`, TOKENS.otto, by)).toMatchObject({ body: { code: 'missing_field' } });
    await askOfJobs();
    await askOfSessions();
    const parts = ['history', 'content', 'edits'].map((part) => `${API}/${ids[0]}/${part}`);
    for (const path of [...parts, '/api/v1/alerts']) {
      expect(await ask('GET', path, TOKENS.otto)).toMatchObject({ status: 200 });
    }
    expect(await ask('GET', `${API}/999999999/edits`, TOKENS.rita)).toMatchObject({ status: 404 });
    const group = String(one.body['group_id']);
    for (const path of [`${API}/${ids[0]}/rehearse`, `${GROUPS}/${group}/rehearse`]) {
      expect(await ask('POST', path, TOKENS.otto, {})).toMatchObject({ status: 200 });
    }
    const redrive = { kind: 'republish_dead_letters', input: { ids } };
    expect(await ask('POST', `${JOBS}/preview`, TOKENS.otto, redrive)).toMatchObject({ body: { total: 3, sent: 0 } });
    // The writer of these has kept nothing of the record that failed.
    expect(await ask('POST', `${API}/${ids[0]}/edit`, TOKENS.otto, { ...by, value: '{}' })).toMatchObject({
      status: 409,
      body: { code: 'not_editable' },
    });
    const content = await ask('GET', `${API}/${ids[0]}/content`, TOKENS.otto);
    const imported = { ...by, items: [content.body['dead_letter']] };
    expect(await ask('POST', `${API}/import`, TOKENS.otto, imported)).toMatchObject({ status: 200 });
    for (const path of ['/api/v1/overview?span=hour', '/api/v1/workers']) {
      expect(await ask('GET', path, TOKENS.rita)).toMatchObject({ status: 200 });
    }
    expect((await ask('GET', '/api/v1/workers', TOKENS.rita)).body).toMatchObject({
      items: [{ group: 'team-a.dead-letters', members: 1 }],
    });
    // An edit that is sent is in jobs.spec of dlq-monitor.
    expect(api.unasked).toEqual(['POST /api/v1/dead-letters/{id}/edit']);
  });

  const askOfSessions = async () => {
    const { body } = await ask('GET', '/api/v1/session', TOKENS.rita);
    expect(body).toEqual({ name: 'rita', roles: ['reader'], via: 'token', csrf_token: null, expires_at: null });
    expect(await ask('POST', '/api/v1/session', undefined, { token: TOKENS.otto })).toMatchObject({
      status: 200,
      body: { name: 'otto', csrf_token: expect.any(String) as string },
    });
    expect(await ask('POST', '/api/v1/session/end', undefined, {})).toMatchObject({ body: { signed_out: true } });
  };

  const askOfJobs = async () => {
    const order = { kind: 'purge_dead_letters', input: { code: 'nothing has it' }, reason: 'spec' };
    expect(await ask('POST', JOBS, TOKENS.rita, order)).toMatchObject({ status: 403, body: { role: 'operator' } });
    const ids: string[] = [];
    for (let count = 0; count < 2; count += 1) {
      const { status, body } = await ask('POST', JOBS, TOKENS.otto, order);
      expect([status, body]).toEqual([202, expect.objectContaining({ actor: 'otto' })]);
      ids.push(String(body['id']));
    }
    const [first, second] = ids;
    expect((await ask('GET', `${JOBS}/${first}/events`, TOKENS.rita)).body).toMatchObject({ id: first, state: 'done' });
    expect(await ask('GET', `${JOBS}/${first}`, TOKENS.rita)).toMatchObject({ body: { result: { removed: 0 } } });
    const page = await ask('GET', `${JOBS}?limit=1`, TOKENS.rita);
    const next = await ask('GET', `${JOBS}?limit=1&cursor=${String(page.body['next'])}`, TOKENS.rita);
    const shown = [page, next].map(({ body }) => (body['items'] as readonly Json[])[0]?.['id']);
    expect(shown).toEqual([second, first]);
    // As one that waits for its worker.
    const rows = database.open(1);
    await rows.query(`UPDATE jobs SET state = 'waiting', ended_at = NULL, run_after = 'infinity' WHERE id = $1`, [
      first,
    ]);
    await ask('POST', `${JOBS}/${first}/rate`, TOKENS.otto, { rate: 7 });
    const cancelled = await ask('POST', `${JOBS}/${first}/cancel`, TOKENS.otto, { reason: 'spec' });
    expect(cancelled.body).toMatchObject({ state: 'cancelled', cancelled_by: 'otto', rate: 7 });
    await ask('POST', `${JOBS}/${first}/resume`, TOKENS.otto, { reason: 'spec' });
  };

  it('are not sent again to who has them', async () => {
    const path = `${API}/counts`;
    const { headers } = await send('GET', path, TOKENS.rita);
    // Without the second header `fetch` asks for a fresh copy.
    const known = { 'if-none-match': headers.get('etag') ?? '', 'cache-control': 'max-age=0' };
    expect((await send('GET', path, TOKENS.rita, undefined, known)).status).toBe(304);
    expect((await send('GET', path, undefined, undefined, known)).status).toBe(401);
  });

  it('are told their new place where they had an old one', async () => {
    const moved = await send('GET', '/dead-letters?limit=5');
    expect([moved.status, moved.headers.get('location')]).toEqual([308, `${API}?limit=5`]);
    const [id] = await deadLetters(1);
    const decided = await send('POST', `/dead-letters/${id}/resolve`, TOKENS.otto, { reason: 'x' });
    expect([decided.status, decided.headers.get('location')]).toEqual([308, `${API}/${id}/resolve`]);
    const followed = await fetch(`${url}/dead-letters/${id}`, { headers: { authorization: `Bearer ${TOKENS.rita}` } });
    await expect(followed.json()).resolves.toMatchObject({ id, status: 'open' });
  });

  it('are reached from the command line with a token', async () => {
    const [id] = await deadLetters(1);
    const dlq = (...argv: string[]) => omni(['dlq', ...argv, '--url', url, '--output', 'json']);
    expect((await dlq('show', id!)).code).toBe(2);
    const refused = await dlq('resolve', id!, '--reason', 'x', '--token', TOKENS.rita);
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('This needs the role operator.')]);
    const resolved = await dlq('resolve', id!, '--reason', 'fixed', '--token', TOKENS.otto);
    expect([resolved.code, documents(resolved.stdout)]).toEqual([
      0,
      [{ changed: [id], unchanged: [], statuses: {}, not_found: [] }],
    ]);
  });

  it('say that they cannot know who asks while the identity provider is away', async () => {
    // Its own monitor: the other one has the keys already.
    const other = AppProcess.start('dlq-monitor', {
      KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap,
      DATABASE_URL: database.url,
      KAFKA_CONSUMER_GROUP: `http-${randomUUID()}`,
      OIDC_ISSUER: 'http://127.0.0.1:9',
      OIDC_AUDIENCE: 'omninode',
    });
    try {
      const token = await issuer.token();
      const headers = { authorization: `Bearer ${token}` };
      const response = await fetch(`${await other.url()}${API}`, { headers });
      expect([response.status, await response.json()]).toEqual([
        503,
        expect.objectContaining({ code: 'issuer_unavailable' }),
      ]);
      await other.ready();
    } finally {
      await other.kill();
    }
  });
});
