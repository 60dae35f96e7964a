import { randomUUID } from 'node:crypto';
import {
  DECISION_AUDIT_TOPIC,
  encodeDeadLetter,
  encodeHeaders,
  encodeRequest,
  messageOf,
  refusal,
  topicCatalog,
  type RawHeader,
} from '#contracts';
import { KafkaConnection } from '#event-bus';
import type { Database } from '#storage';
import { applyTopics } from '../../../tools/local-stack/src/topics';
import { AppProcess } from '../../support/app-process';
import { onEveryBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { documents, omni } from '../cli/omni';
import { json, Tap, type Json } from '../main-job/tap';

const API = '/api/v1/jobs';
const ORIGIN = {
  service: 's',
  version: '1',
  instanceId: 'i',
  hostname: 'h',
  now: () => new Date(),
  newId: randomUUID,
};
const STORY = ['create_job', 'cancel_job', 'end_job', 'resume_job', 'end_job'];
const TOPIC = 'omninode_bridge_request_verify_v1';
const STAGING = 'staging.omninode-bridge.codegen.request-mixin.v1';
const NOT_THERE = 'prod.omninode-bridge.codegen.request-mixin.v1';

onEveryBroker(({ name, bootstrap }) => {
  let database: RandomDatabase;
  let rows: Database;
  let tap: Tap;
  let monitor: AppProcess;
  let url = '';
  /** On a broker that is shared: what is this test's own. */
  const code = `jobs-${randomUUID()}`;

  beforeAll(async () => {
    await applyTopics(bootstrap(), [
      ...topicCatalog(),
      ...topicCatalog('staging').filter(({ name: topic }) => topic === STAGING),
    ]);
    database = await createRandomDatabase();
    rows = database.open();
    tap = await Tap.open(bootstrap(), [DECISION_AUDIT_TOPIC, TOPIC, STAGING]);
    monitor = AppProcess.start('dlq-monitor', {
      KAFKA_BOOTSTRAP_SERVERS: bootstrap(),
      KAFKA_CONSUMER_GROUP: `jobs-${randomUUID()}`,
      DATABASE_URL: database.url,
      DLQ_REDRIVE_GRACE_SECONDS: '1',
      DLQ_AUTO_REDRIVE: 'dependency_down:1s',
    });
    await monitor.ready();
    url = await monitor.url();
  });
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
  const entries = (id: unknown) =>
    tap
      .on(DECISION_AUDIT_TOPIC)
      .map(json)
      .filter((entry) => entry['correlation_id'] === id);
  const trail = (id: unknown) => entries(id).map((entry) => entry['payload'] as Json);

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
    // How many steps are seen is chance; that it got on before it was done is not.
    expect(seen.some(({ done }) => Number(done) > 0 && Number(done) < 450)).toBe(true);
    expect(seen.at(-1)).toMatchObject({ state: 'done', done: 450, total: 450, result: { removed: 450 } });
    expect(seen.at(-1)).toEqual(await get(`${API}/${id}`));
    expect(await left(of)).toEqual([]);
    expect([await left(`${of}-open`), await left(`${of}-other`)]).toEqual([['open'], ['resolved', 'resolved']]);
    await eventually('both are in the audit trail', () => trail(id).length === 2);
    const kind = 'purge_dead_letters';
    const [creation] = entries(id);
    expect(entries(id)).toMatchObject([
      { causation_id: null, metadata: { user_id: 'local', request_id: created.headers.get('x-request-id') } },
      { causation_id: creation?.['event_id'], metadata: { user_id: 'local' } },
    ]);
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

  it('is listed, watched, cancelled and resumed by the command line', async () => {
    const of = `${code}-cli`;
    await letters(60, 'resolved', of);
    const { body } = await create('purge_dead_letters', { code: of }, { rate: 1 });
    const id = String(body['id']);
    const jobs = async (...argv: string[]) => {
      const { code: exit, stdout } = await omni(['jobs', ...argv, '--url', url, '--output', 'json']);
      return [exit, documents(stdout)] as const;
    };
    const why = ['--reason', 'from the command line'];
    expect(await jobs('ls', '--max', '1')).toEqual([0, [expect.objectContaining({ id })]]);
    expect(await jobs('cancel', id, ...why)).toEqual([0, [expect.objectContaining({ id })]]);
    const [exit, changes] = await jobs('watch', id);
    expect([exit, changes.at(-1)]).toEqual([1, expect.objectContaining({ state: 'cancelled' })]);
    expect(await jobs('cancel', id, ...why)).toEqual([1, []]);
    expect(await jobs('resume', id, ...why)).toEqual([0, [expect.objectContaining({ id })]]);
    expect((await post(`${API}/${id}/rate`, {})).status).toBe(200);
    const [done, all] = await jobs('watch', id);
    expect([done, all.at(-1)]).toEqual([0, expect.objectContaining({ state: 'done', done: 60, seconds_left: null })]);
    expect(await jobs('show', id)).toEqual([0, [all.at(-1)]]);
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
    [{ kind: 'republish_dead_letters', input: { ids: ['1'], target: 'my-own' } }, 'input.target', 'invalid_field'],
    [
      { kind: 'republish_dead_letters', input: { ids: ['1'], target: 'omninode_bridge_dlq_verify_v1' } },
      'input.target',
      'invalid_field',
    ],
    [{ kind: 'purge_dead_letters', input: { target: TOPIC } }, 'input.target', 'invalid_field'],
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
    const move = (id: string | undefined, topic: string) =>
      rows.query('UPDATE dead_letters SET original_topic = $2 WHERE id = $1', [id, topic]);
    await move(ids[8], 'of-its-own-choice');
    await move(ids[9], 'omninode_bridge_dlq_verify_v1');
    await move(ids[10], NOT_THERE);
    await move(ids[11], STAGING);
    await letters(3, 'resolved', `${of}-closed`);
    const { body } = await create('republish_dead_letters', { filter: { code: of } });
    expect(await ended(body['id'])).toMatchObject({
      state: 'done',
      total: 240,
      result: { asked: 240, sent: 236, skipped: { not_exact: 1, no_such_topic: 3 } },
    });
    await eventually('the one of another environment is there', () =>
      tap.on(STAGING).some(({ value }) => String(value).startsWith(`${of} `)),
    );
    const sent = await eventually('all are there', () => {
      const mine = tap.on(TOPIC).filter(({ value }) => String(value).startsWith(`${of} `));
      return mine.length === 235 && mine;
    });
    for (const key of ['key-0', 'key-1', 'key-2']) {
      const places = sent
        .filter((one) => String(one.key) === key)
        .map(({ value }) => Number(String(value).split(' ')[1]));
      expect(places).toEqual([...places].sort((a, b) => a - b));
    }
    expect(sent[0]?.headers).toMatchObject({ 'x-replay-count': '2', event_id: 'e' });
  };

  const returns = async () => {
    const own: RawHeader[] = [
      [Buffer.from('twice'), Buffer.from([0xff, 0xfe])],
      [Buffer.from('none'), null],
      [Buffer.from('content_type'), Buffer.from('mine')],
      [Buffer.from('x-replay-count'), Buffer.from('4')],
      [Buffer.from('twice'), Buffer.alloc(0)],
    ];
    const rawHeaders = encodeHeaders(own);
    const values = [null, Buffer.alloc(0), Buffer.from([0xff, 0, 0xfe]), Buffer.alloc(300_000, 0xff)];
    const failure = {
      category: 'contract',
      retryCount: 0,
      maxRetries: 3,
      consumerGroup: 'g',
      eventType: null,
    } as const;
    const group = `${code}-exact`;
    const deadLetters = values.map((value, index) => {
      const record = {
        topic: TOPIC,
        partition: 1,
        offset: String(index),
        timestamp: 0,
        key: Buffer.from([0xfe]),
        value,
      };
      const why = refusal('invalid_json', 'why not');
      const message = messageOf({ ...record, headers: {}, rawHeaders });
      return encodeDeadLetter(message, { ...failure, refusal: why, correlationId: group }, ORIGIN);
    });
    const settings = { brokers: [bootstrap()], clientId: 'jobs' };
    const sender = await new KafkaConnection(settings, { debug: () => undefined }).connectProducer();
    await sender.send(deadLetters);
    await sender.disconnect();
    await eventually('all are collected', async () => {
      const found = await rows.query('SELECT 1 FROM dead_letters WHERE correlation_id = $1', [group]);
      return found.length === values.length;
    });
    const { body } = await create('republish_dead_letters', { filter: { correlation_id: group }, target: STAGING });
    expect(await ended(body['id'])).toMatchObject({ state: 'done', result: { asked: 4, sent: 4, skipped: {} } });
    const sent = await eventually('all are there', () => {
      const mine = tap.on(STAGING).filter(({ message }) => message.key?.equals(Buffer.from([0xfe])));
      return mine.length === values.length && mine;
    });
    expect(sent.map(({ value }) => value)).toEqual(values);
    for (const { message } of sent) {
      expect(message.headers).toEqual({
        twice: [Buffer.from([0xff, 0xfe]), Buffer.alloc(0)],
        none: null,
        content_type: Buffer.from('mine'),
        'x-replay-count': Buffer.from('5'),
        'x-redrive-id': Buffer.from(String(body['id'])),
        'x-redrive-of': expect.any(Buffer),
        'x-redrive-attempt': Buffer.from('1'),
      });
    }
  };

  /** Of one dead letter, as people see it. */
  const letterOf = (id: string | undefined) => get(`/api/v1/dead-letters/${id}`);

  /** A redriven record that fails once more, as its consumer says it. */
  const fails = async (record: ReturnType<Tap['on']>[number]) => {
    const message = messageOf({
      topic: TOPIC,
      partition: record.partition,
      offset: record.message.offset,
      timestamp: 0,
      key: record.message.key,
      value: record.value,
      headers: Object.fromEntries(Object.entries(record.headers).map(([header, text]) => [header, Buffer.from(text)])),
    });
    const why = refusal('invalid_json', 'still broken');
    const failure = {
      refusal: why,
      category: 'contract',
      retryCount: 0,
      maxRetries: 3,
      consumerGroup: 'g',
      correlationId: null,
      eventType: null,
    } as const;
    const settings = { brokers: [bootstrap()], clientId: 'jobs' };
    const sender = await new KafkaConnection(settings, { debug: () => undefined }).connectProducer();
    await sender.send([encodeDeadLetter(message, failure, ORIGIN)]);
    await sender.disconnect();
  };

  const follows = async () => {
    const of = `${code}-follow`;
    const ids = await letters(6, 'open', of);
    const group = `readers-${randomUUID()}`;
    await rows.query('UPDATE dead_letters SET consumer_group = $2 WHERE error_code = $1', [of, group]);
    await rows.query('UPDATE dead_letters SET attempt = 5 WHERE id = $1', [ids[5]]);
    const decided = await post(`/api/v1/dead-letters/${ids[4]}/discard`, { reason: code });
    expect(decided.body).toMatchObject({ changed: [ids[4]], record: { status: 'discarded' } });
    await post(`/api/v1/dead-letters/acknowledge`, { reason: code, ids: [ids[0]] });

    const order = { kind: 'republish_dead_letters', input: { ids } };
    const { body: preview } = await post(`${API}/preview`, order);
    expect(preview).toMatchObject({ total: 6, sent: 4, skipped: { discarded: 1, too_many_attempts: 1 } });
    expect(preview['topics']).toEqual([{ topic: TOPIC, records: 4 }]);
    expect((preview['first'] as Json[]).map(({ id }) => id)).toEqual(ids.toReversed());
    expect(await letterOf(ids[0])).toMatchObject({ status: 'acknowledged' });

    const { body } = await create(order.kind, order.input);
    const skipped = { discarded: 1, too_many_attempts: 1 };
    expect(await ended(body['id'])).toMatchObject({ state: 'done', result: { asked: 6, sent: 4, skipped } });
    const sent = await eventually('all are there', () => {
      const mine = tap.on(TOPIC).filter(({ value }) => String(value).startsWith(`${of} `));
      return mine.length === 4 && mine;
    });
    for (const id of ids.slice(0, 4)) {
      const record = sent.find(({ headers }) => headers['x-redrive-of'] === id)!;
      expect(await letterOf(id)).toMatchObject({
        status: 'redriving',
        redrive_id: body['id'],
        redrive_topic: TOPIC,
        redrive_partition: record.partition,
        redrive_offset: record.message.offset,
      });
    }

    // One comes back, the readers of the others get past them.
    await fails(sent.find(({ headers }) => headers['x-redrive-of'] === ids[0])!);
    const again = await eventually('the old one has failed again', async () => {
      const [found] = await rows.query<{ id: string }>('SELECT id FROM dead_letters WHERE previous_id = $1', [ids[0]]);
      return (await letterOf(ids[0]))['status'] === 'failed_again' && found;
    });
    expect(await letterOf(again.id)).toMatchObject({ status: 'open', attempt: 1, previous_id: ids[0] });
    const ends = await tap.admin.fetchTopicOffsets(TOPIC);
    await tap.admin.setOffsets({
      groupId: group,
      topic: TOPIC,
      partitions: ends.map(({ partition, high }) => ({ partition, offset: high })),
    });
    await eventually('the others are resolved', async () => {
      const left = await Promise.all(ids.slice(1, 4).map(letterOf));
      return left.every(({ status }) => status === 'resolved');
    });
    const { items } = await get(`/api/v1/dead-letters/${ids[1]}/history`);
    expect(items).toMatchObject([
      { verb: 'redrive', from: 'open', to: 'redriving', actor: 'local', reason: code, link: body['id'] },
      { verb: 'settle', from: 'redriving', to: 'resolved', actor: 'dlq-monitor' },
    ]);
    const restored = await post(`/api/v1/dead-letters/${ids[4]}/restore`, { reason: code });
    expect(restored.body).toMatchObject({ changed: [ids[4]], record: { status: 'open', reopened_by: 'local' } });
    const refused = await post('/api/v1/dead-letters/restore', { reason: code, ids: [ids[1]] });
    expect(refused.body).toMatchObject({ changed: [], unchanged: [ids[1]], statuses: { [ids[1]!]: 'resolved' } });
  };

  const edits = async () => {
    const [id] = await letters(1, 'open', `${code}-edit`);
    const asked = {
      operation: 'verify',
      style: 'underscored',
      correlationId: code,
      payload: { blake3_hash: 'ea8f163db38682925e4491c5e58d4bb3506ef8c14eb78a86e908c5624a67200f', content: 'hello' },
    } as const;
    const value = String(encodeRequest(asked, ORIGIN).value);
    const path = `/api/v1/dead-letters/${id}`;
    const broken = JSON.stringify({ ...(JSON.parse(value) as Json), payload: 7 });
    expect(await post(`${path}/edit`, { reason: code, value: broken })).toMatchObject({
      status: 400,
      body: { code: 'invalid_field', field: 'value' },
    });
    const edited = await post(`${path}/edit`, { reason: code, value });
    expect(edited).toMatchObject({ status: 202, body: { record: { status: 'edited', redrive_topic: TOPIC } } });
    const { event_id, job } = edited.body as { event_id: string; job: Json };
    expect(await ended(job['id'])).toMatchObject({ state: 'done', result: { asked: 1, sent: 1, skipped: {} } });
    const sent = await eventually('it is there', () =>
      tap.on(TOPIC).find(({ headers }) => headers['x-redrive-of'] === id),
    );
    expect([json(sent)['event_id'], sent.headers['event_id'], sent.headers['x-redrive-id']]).toEqual([
      event_id,
      event_id,
      job['id'],
    ]);
    expect((await post(`${path}/edit`, { reason: code, value })).body).toMatchObject({ code: 'not_editable' });
    expect(await get(`${path}/edits`)).toMatchObject({
      items: [{ job_id: job['id'], personal_data: null, value: { base64: sent.value?.toString('base64') } }],
    });
    const content = await get(`${path}/content`);
    expect(content).toMatchObject({ exact: true, original: { value: { text: `${code}-edit 1` } } });
    expect(await letterOf(id)).toMatchObject({ status: 'edited', redrive_offset: sent.message.offset });
  };

  /** The rule is `DLQ_AUTO_REDRIVE`; the dead letters of the other tests did not fail for an outage. */
  const followsRule = async () => {
    const of = `${code}-rule`;
    const place = { original_topic: TOPIC, original_partition: 0, original_offset: 1, original_value: `${of} 1` };
    const value = JSON.stringify({ ...place, correlation_id: of, error_message: 'the database is down' });
    await tap.send({ topic: 'omninode_bridge_dlq_verify_v1', key: null, value });
    const sent = await eventually('it is there', () =>
      tap.on(TOPIC).find(({ value: bytes }) => String(bytes).startsWith(of)),
    );
    const id = sent.headers['x-redrive-of'];
    const record = await letterOf(id);
    expect(record).toMatchObject({ reason: 'dependency_down', status: 'redriving' });
    const { items } = await get(API);
    expect(items).toMatchObject([
      {
        actor: 'dlq-monitor',
        reason: 'rule: groups of dependency_down are redriven after 1 s without another',
        input: { filter: { group: record['group_id'] } },
      },
      ...Array.from({ length: (items as unknown[]).length - 1 }, () => ({ actor: 'local' })),
    ]);
    const history = await get(`/api/v1/dead-letters/${id}/history`);
    expect(history['items']).toMatchObject([{ verb: 'redrive', actor: 'dlq-monitor', from: 'open', to: 'redriving' }]);
  };

  const says = async () => {
    const ids = await letters(1, 'open', `${code}-local`);
    const { body } = await create('republish_dead_letters', { ids });
    expect(await ended(body['id'])).toMatchObject({ state: 'failed', error: expect.stringMatching(/no transactions/) });
  };

  if (name === 'kafka') {
    it('republishes open dead letters once, each key in its old order', republishes);
    it('follows what it sent until its readers are past it, or it comes back', follows);
    it('sends other content in the place of what failed, where its readers take it', edits);
    it('republishes byte for byte what came to a dead-letter topic, to another topic where it is told to', returns);
    it('redrives by itself what failed for an outage, where a rule says so, and nothing else', followsRule);
  } else it('says that it cannot republish on a broker without transactions', says);
});
