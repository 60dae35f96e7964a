import { randomUUID } from 'node:crypto';
import { DECISION_AUDIT_TOPIC, topicCatalog } from '#contracts';
import type { Database } from '#storage';
import { applyTopics } from '../../../tools/local-stack/src/topics';
import { AppProcess } from '../../support/app-process';
import { onEveryBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { json, Tap, type Json } from '../main-job/tap';

jest.setTimeout(120_000);

const API = '/api/v1/jobs';
const STORY = ['create_job', 'cancel_job', 'end_job', 'resume_job', 'end_job'];
const TOPIC = 'omninode_bridge_request_verify_v1';

onEveryBroker(({ name, bootstrap }) => {
  let database: RandomDatabase;
  let rows: Database;
  let tap: Tap;
  let monitor: AppProcess;
  let url = '';
  /** On a broker that is shared: what is this test's own. */
  const code = `jobs-${randomUUID()}`;

  beforeAll(async () => {
    await applyTopics(bootstrap(), topicCatalog());
    database = await createRandomDatabase();
    rows = database.open();
    tap = await Tap.open(bootstrap(), [DECISION_AUDIT_TOPIC, TOPIC]);
    monitor = AppProcess.start('dlq-monitor', {
      KAFKA_BOOTSTRAP_SERVERS: bootstrap(),
      KAFKA_CONSUMER_GROUP: `jobs-${randomUUID()}`,
      DATABASE_URL: database.url,
    });
    await monitor.ready();
    url = await monitor.url();
  }, 120_000);
  afterAll(async () => {
    await monitor.kill();
    await tap.close();
    await database.drop();
  });

  const get = async (path: string) => (await (await fetch(`${url}${path}`)).json()) as Json;
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Json };
  };
  const create = (kind: string, input: object, more: object = {}) => post(API, { kind, input, reason: code, ...more });
  const ended = (id: unknown) =>
    eventually('the job has ended', async () => {
      const job = await get(`${API}/${String(id)}`);
      return job['ended_at'] !== null && job;
    });
  /** Of the audit trail, about one job. */
  const trail = (id: unknown) =>
    tap
      .on(DECISION_AUDIT_TOPIC)
      .map((record) => json(record)['payload'] as Json)
      .filter(({ result }) => (result as Json)['job'] === id);

  /** Dead letters as they are in the table; answers their ids. */
  const letters = async (count: number, status: 'open' | 'resolved', of: string): Promise<string[]> => {
    const stored = await rows.query<{ id: string }>(
      `INSERT INTO dead_letters (status, closed_at, dlq_topic, dlq_partition, dlq_offset, received_at, shape, raw,
         original_topic, original_partition, original_offset, original_key, original_value, original_headers,
         error_code, error_type, error_message, error_category, retry_count)
       SELECT $1, CASE $1 WHEN 'resolved' THEN clock_timestamp() - interval '1 minute' END,
         $3, 0, at, now(), 's', '', $4, 0, $2 - at, convert_to('key-' || at % 3, 'UTF8'), convert_to($3 || ' ' || ($2 - at), 'UTF8'),
         '{"x-replay-count": "1", "event_id": "e"}', $3, 't', 'm', 'k', 0
       FROM generate_series(0, $2 - 1) AS at RETURNING id`,
      [status, count, of, TOPIC],
    );
    return stored.map(({ id }) => id);
  };
  const left = async (of: string) =>
    (await rows.query<{ status: string }>('SELECT status FROM dead_letters WHERE error_code = $1', [of])).map(
      ({ status }) => status,
    );

  it('purges closed dead letters and no others, tells how far it is, and who wanted it and why', async () => {
    const of = `${code}-purge`;
    await letters(450, 'resolved', of);
    await letters(1, 'open', `${of}-open`);
    await letters(2, 'resolved', `${of}-other`);
    const created = await create('purge_dead_letters', { code: of }, { rate: 200 });
    const id = String(created.body['id']);
    expect(created).toMatchObject({ status: 202, body: { kind: 'purge_dead_letters', actor: 'local', reason: code } });
    expect(created.headers.get('location')).toBe(`${API}/${id}`);
    const stream = await fetch(`${url}${API}/${id}/events`);
    expect(stream.headers.get('content-type')).toMatch(/text\/event-stream/);
    // It ends with the job.
    const events = (await stream.text()).split('\n').filter((line) => line.startsWith('data: '));
    const seen = events.map((line) => JSON.parse(line.slice('data: '.length)) as Json);
    expect(seen.map(({ done }) => done)).toEqual(expect.arrayContaining([200, 450]));
    expect(seen.at(-1)).toMatchObject({ state: 'done', done: 450, total: 450, result: { removed: 450 } });
    expect(seen.at(-1)).toEqual(await get(`${API}/${id}`));
    expect(await left(of)).toEqual([]);
    expect([await left(`${of}-open`), await left(`${of}-other`)]).toEqual([['open'], ['resolved', 'resolved']]);
    await eventually('both are in the audit trail', () => trail(id).length === 2);
    const kind = 'purge_dead_letters';
    expect(trail(id)).toMatchObject([
      { agent_name: 'local', task: { kind: 'create_job', reason: code }, result: { job: id, kind, state: 'waiting' } },
      { task: { kind: 'end_job' }, result: { state: 'done', done: 450, result: { removed: 450 } } },
    ]);
  });

  it('is cancelled while it runs and goes on when it is resumed', async () => {
    const of = `${code}-cancel`;
    await letters(5, 'resolved', of);
    const { body } = await create('purge_dead_letters', { code: of }, { rate: 1 });
    const path = `${API}/${String(body['id'])}`;
    await eventually('it has begun', async () => Number((await get(path))['done']) > 0);
    expect((await post(`${path}/resume`, { reason: code })).body).toMatchObject({ code: 'job_not_resumable' });
    expect(await post(`${path}/cancel`, { reason: 'too early' })).toMatchObject({ status: 200 });
    const cancelled = await ended(body['id']);
    expect(cancelled).toMatchObject({ state: 'cancelled', cancelled_by: 'local', cancel_reason: 'too early' });
    expect(await left(of)).toHaveLength(5 - Number(cancelled['done']));
    expect((await post(`${path}/cancel`, { reason: code })).body).toMatchObject({ status: 409, code: 'job_ended' });
    expect((await post(`${path}/rate`, { rate: 5 })).body).toMatchObject({ status: 409, code: 'job_ended' });
    expect((await post(`${path}/resume`, { reason: 'go on' })).status).toBe(200);
    expect((await post(`${path}/rate`, {})).body).toMatchObject({ rate: null });
    expect(await ended(body['id'])).toMatchObject({ state: 'done', result: { removed: 5 } });
    await eventually('all of it is in the audit trail', () => trail(body['id']).length === 5);
    expect(trail(body['id']).map(({ task }) => (task as Json)['kind'])).toEqual(STORY);
  });

  it.each([
    [{ kind: 'purge' }, 'kind', 'invalid_field'],
    [{ kind: 'purge_dead_letters', input: { ids: ['1'] } }, 'input.ids', 'invalid_field'],
    [
      { kind: 'purge_dead_letters', input: { resolved_before: '2026-13-01T00:00:00Z' } },
      'input.resolved_before',
      'invalid_field',
    ],
    [{ kind: 'purge_dead_letters', input: { colour: 'red' } }, 'input.colour', 'unknown_field'],
    [{ kind: 'purge_dead_letters' }, 'input', 'missing_field'],
    [{ kind: 'purge_dead_letters', input: {}, rate: 0 }, 'rate', 'invalid_field'],
    [{ kind: 'republish_dead_letters', input: {} }, 'input.ids', 'missing_field'],
    [{ kind: 'republish_dead_letters', input: { topic: 'a' } }, 'input.topic', 'invalid_field'],
    [{ kind: 'republish_dead_letters', input: { filter: {} } }, 'input.filter', 'invalid_field'],
  ])('refuses %j', async (body, field, refusal) => {
    const { status, body: problem } = await post(API, { reason: 'x', ...body });
    expect([status, problem['code'], problem['field']]).toEqual([400, refusal, field]);
  });

  it('knows nothing of jobs that there are not', async () => {
    const path = `${API}/${randomUUID()}`;
    expect(await get(path)).toMatchObject({ status: 404, code: 'job_not_found' });
    const stream = await fetch(`${url}${path}/events`);
    expect([stream.status, await stream.json()]).toEqual([404, expect.objectContaining({ code: 'job_not_found' })]);
    expect((await post(`${path}/cancel`, { reason: 'x' })).status).toBe(404);
    expect(await get(`${API}/x`)).toMatchObject({ status: 400, code: 'invalid_parameter', parameter: 'id' });
  });

  const republishes = async () => {
    const of = `${code}-republish`;
    const ids = await letters(240, 'open', of);
    await rows.query(`UPDATE dead_letters SET original_value = NULL WHERE id = $1`, [ids[7]]);
    await rows.query(`UPDATE dead_letters SET original_topic = 'of-its-own-choice' WHERE id = $1`, [ids[8]]);
    await letters(3, 'resolved', `${of}-closed`);
    const { body } = await create('republish_dead_letters', { filter: { code: of } });
    expect(await ended(body['id'])).toMatchObject({ state: 'done', total: 240, result: { sent: 238, missing: 2 } });
    const sent = await eventually('all are there', () => {
      const mine = tap.on(TOPIC).filter(({ value }) => String(value).startsWith(`${of} `));
      return mine.length === 238 && mine;
    });
    for (const key of ['key-0', 'key-1', 'key-2']) {
      const places = sent
        .filter((one) => String(one.key) === key)
        .map(({ value }) => Number(String(value).split(' ')[1]));
      expect(places).toEqual([...places].sort((a, b) => a - b));
    }
    expect(sent[0]?.headers).toMatchObject({ 'x-replay-count': '2', event_id: 'e' });
  };

  const says = async () => {
    const ids = await letters(1, 'open', `${code}-local`);
    const { body } = await create('republish_dead_letters', { ids });
    expect(await ended(body['id'])).toMatchObject({ state: 'failed', error: expect.stringMatching(/no transactions/) });
  };

  if (name === 'kafka') it('republishes open dead letters once, each key in its old order', republishes);
  else it('says that it cannot republish on a broker without transactions', says);
});
