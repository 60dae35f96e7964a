import { randomUUID } from 'node:crypto';
import { topicCatalog } from '#contracts';
import type { Database } from '#storage';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { applyTopics } from '../../../tools/local-stack/src/topics';
import { AppProcess } from '../../support/app-process';
import { eventually } from '../../support/eventually';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { documents, omni } from '../cli/omni';
import { json, Tap, type Json, type Seen } from '../main-job/tap';

const THRESHOLD = 3;
const ALERTS = ['omninode_system_alerts', 'omninode.system.event.alert.v1'] as const;
const AUDIT = 'omninode.audit.agent_execution.v1';
const LIFECYCLE = ['hooks.service_lifecycle', 'system.errors'] as const;
const JSON_TYPE = { 'content-type': 'application/json' };

/** The built monitor as a process, on a broker and a database of its own. */
describe('dlq-monitor', () => {
  let broker: LocalBroker;
  let database: RandomDatabase;
  let rows: Database;
  let tap: Tap;
  let monitor: AppProcess;
  let url = '';

  const start = async (): Promise<void> => {
    monitor = AppProcess.start('dlq-monitor', {
      KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap,
      DATABASE_URL: database.url,
      DLQ_ALERT_INTERVAL_SECONDS: '1',
      DLQ_ALERT_THRESHOLD: String(THRESHOLD),
      // What alerts otherwise is in alerts.spec.
      DLQ_ALERT_NEW_GROUPS: 'false',
      DLQ_ALERT_RATE_PERCENT: '100',
    });
    await monitor.ready();
    url = await monitor.url();
  };

  beforeAll(async () => {
    broker = await startLocalBroker();
    await applyTopics(broker.bootstrap, topicCatalog());
    database = await createRandomDatabase();
    rows = database.open();
    tap = await Tap.open(broker.bootstrap, [...ALERTS, ...LIFECYCLE, AUDIT]);
    await start();
  });
  afterAll(async () => {
    await monitor.kill();
    await tap.close();
    await database.drop();
    await broker.stop();
  });

  const get = (path: string) => fetch(`${url}${path}`);
  const post = (path: string, body: unknown, headers: Record<string, string> = JSON_TYPE) =>
    fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const bodyOf = async (response: Response | Promise<Response>): Promise<Json> =>
    (await (await response).json()) as Json;
  const records = async (query: string): Promise<Json[]> =>
    (await bodyOf(get(`/api/v1/dead-letters?limit=100&${query}`)))['items'] as Json[];

  /** Dead letters of one topic and code, and their ids once they are stored. */
  const send = async (topic: string, code: string, count: number): Promise<string[]> => {
    const correlation_id = randomUUID();
    const letter = {
      original_topic: 'x',
      error_message: 'broken',
      error_code: code,
      error_type: 'Broken',
      correlation_id,
    };
    await tap.send(...Array.from({ length: count }, () => ({ topic, key: null, value: JSON.stringify(letter) })));
    const stored = await eventually('all are stored', async () => {
      const found = await records(`correlation_id=${correlation_id}`);
      return found.length === count && found;
    });
    return stored.map(({ id }) => String(id));
  };

  const STAMP = 'omninode_bridge_dlq_stamp_v1';
  const VERIFY = 'omninode_bridge_dlq_verify_v1';

  it.each([
    ['/api/v1/dead-letters?topic=%00', 'invalid_parameter', 'topic'],
    ['/api/v1/dead-letters?correlation_id=%00', 'invalid_parameter', 'correlation_id'],
    ['/api/v1/dead-letters?code=%ED%A0%80', 'invalid_parameter', 'code'],
    ['/api/v1/dead-letters?corelation_id=x', 'unknown_parameter', 'corelation_id'],
    ['/api/v1/dead-letters?limit=5&limit=6', 'repeated_parameter', 'limit'],
    ['/api/v1/dead-letters?limit=1000', 'invalid_parameter', 'limit'],
    ['/api/v1/dead-letters/abc', 'invalid_parameter', 'id'],
    ['/api/v1/dead-letters/%00', 'invalid_parameter', 'id'],
    ['/api/v1/dead-letters/1?x=1', 'unknown_parameter', 'x'],
    ['/api/v1/dead-letters?group=1', 'invalid_parameter', 'group'],
    ['/api/v1/dead-letter-groups?reason=none', 'invalid_parameter', 'reason'],
    ['/api/v1/dead-letter-groups/x', 'invalid_parameter', 'id'],
  ])('answers %s with 400, a code and the parameter', async (path, code, parameter) => {
    const response = await get(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      400,
      expect.stringMatching(/problem\+json/),
    ]);
    await expect(bodyOf(response)).resolves.toMatchObject({ status: 400, code, parameter });
  });

  it('groups what failed for one cause, says who has to act, and resolves a group', async () => {
    const ids = [...(await send(STAMP, 'grouped', 2)), ...(await send(VERIFY, 'grouped', 1))];
    const one = await bodyOf(get(`/api/v1/dead-letters/${ids[0]}`));
    const group = String(one['group_id']);
    await expect(bodyOf(get(`/api/v1/dead-letter-groups/${group}`))).resolves.toMatchObject({
      id: group,
      reason: 'unknown',
      addressee: 'consumer',
      open: 3,
      total: 3,
      error_class: 'Broken',
      message: 'broken',
      last_topic: VERIFY,
    });
    const listed = await bodyOf(get('/api/v1/dead-letter-groups?addressee=consumer'));
    expect(listed['items']).toContainEqual(expect.objectContaining({ id: group }));
    const decided = await bodyOf(post('/api/v1/dead-letters/resolve', { reason: 'fixed in 2.4', filter: { group } }));
    expect((decided['changed'] as string[]).toSorted()).toEqual(ids.toSorted());
    expect((await bodyOf(get('/api/v1/dead-letter-groups')))['items']).not.toContainEqual(
      expect.objectContaining({ id: group }),
    );
    expect((await bodyOf(get(`/api/v1/dead-letter-groups/${group}`)))['open']).toBe(0);
    const missing = await get('/api/v1/dead-letter-groups/00000000-0000-0000-0000-000000000000');
    expect([missing.status, (await bodyOf(missing))['code']]).toEqual([404, 'group_not_found']);
  });

  it('groups what an older program has stored', async () => {
    const [id] = await send(VERIFY, 'former', 1);
    const groupOf = async () => (await bodyOf(get(`/api/v1/dead-letters/${id}`)))['group_id'];
    const before = await groupOf();
    await rows.query('UPDATE dead_letters SET group_id = NULL WHERE id = $1', [id]);
    await monitor.stop();
    await start();
    expect(await eventually('it has its group again', groupOf)).toBe(before);
  });

  it('shows where it failed, of what an older program has stored, too', async () => {
    const stack = 'Broken: b\n    at handle (/app/a.js:1:2)';
    const correlation_id = randomUUID();
    const letter = { original_topic: 'x', error_message: 'b', error_code: 'stack', stack_trace: stack, correlation_id };
    await tap.send({ topic: VERIFY, key: null, value: JSON.stringify(letter) });
    const [stored] = await eventually('it is stored', async () => {
      const found = await records(`correlation_id=${correlation_id}`);
      return found.length === 1 && found;
    });
    const shown = async () =>
      (await bodyOf(get(`/api/v1/dead-letters/${String(stored!['id'])}/content`)))['error_stack'];
    expect(await shown()).toBe(stack);
    await rows.query('UPDATE dead_letters SET error_stack = NULL WHERE id = $1', [stored!['id']]);
    expect(await shown()).toBe(stack);
  });

  it('resolves and reopens a dead letter, once, and keeps who and why', async () => {
    const [id] = await send(VERIFY, 'one', 1);
    const by = { reason: 'sent again' };
    const resolved = await bodyOf(post(`/api/v1/dead-letters/${id}/resolve`, by));
    const closed = { status: 'resolved', closed_by: 'local', close_reason: 'sent again' };
    expect(resolved).toMatchObject({ changed: [id], unchanged: [], record: closed });
    const again = await post(`/api/v1/dead-letters/${id}/resolve`, { reason: 'twice' });
    expect(again.status).toBe(200);
    await expect(bodyOf(again)).resolves.toMatchObject({ changed: [], unchanged: [id], record: closed });
    const reopened = await bodyOf(post(`/api/v1/dead-letters/${id}/reopen`, { reason: 'still broken' }));
    expect(reopened).toMatchObject({
      changed: [id],
      record: { status: 'open', closed_by: null, reopened_by: 'local' },
    });
    await eventually('the log says who', () =>
      monitor.lines.find(({ message, actor }) => message === 'dead letters resolved' && actor === 'local'),
    );
  });

  it('shows what failed, byte for byte to who may decide, and takes back what it has exported', async () => {
    const [id] = await send(VERIFY, 'exported', 1);
    const content = await bodyOf(get(`/api/v1/dead-letters/${id}/content`));
    const exported = content['dead_letter'] as Json;
    expect(Buffer.from(String(exported['value_base64']), 'base64').toString()).toContain('"error_code":"exported"');
    const body = { reason: 'moved', items: [exported, { ...exported, offset: '999999' }] };
    await expect(bodyOf(post('/api/v1/dead-letters/import', body))).resolves.toEqual({ added: 1, known: 1 });
    const [again] = await records('code=exported');
    expect(again).toMatchObject({ dlq_topic: VERIFY, dlq_offset: '999999', status: 'open' });
    const strange = { ...body, items: [{ ...exported, topic: 'my-own' }] };
    await expect(bodyOf(post('/api/v1/dead-letters/import', strange))).resolves.toMatchObject({
      code: 'invalid_field',
    });
    await eventually('the states are counted', async () =>
      /omninode_dead_letters\{status="open",service="dlq-monitor"\} [1-9]/.test(await (await get('/metrics')).text()),
    );
  });

  it('publishes every decision once, with who, why, before and after; in order, and after a restart what is left', async () => {
    const ids = await send(VERIFY, 'audited', 2);
    const by = { reason: 'sent again' };
    const audited = (count: number) =>
      eventually(`${count} events about them`, () => {
        const about = (event: Seen) => (json(event)['payload'] as { result: { dead_letters?: string[] } }).result;
        const mine = tap.keyed(AUDIT, 'local').filter((event) => about(event).dead_letters?.includes(ids[0]!));
        return mine.length === count && mine;
      });
    const asked = await post('/dead-letters/resolve', { ...by, ids });
    await post('/dead-letters/resolve', { ...by, ids });
    await post(`/dead-letters/${ids[0]}/reopen`, { ...by, reason: 'still broken' });
    const events = await audited(2);
    const request_id = asked.headers.get('x-request-id');
    expect(json(events[0]!)).toMatchObject({ correlation_id: request_id, metadata: { user_id: 'local', request_id } });
    const [open, resolved] = [{ status: 'open' }, { status: 'resolved' }];
    expect(events.map((event) => json(event)['payload'])).toEqual([
      {
        agent_name: 'local',
        task: { kind: 'resolve_dead_letters', reason: 'sent again' },
        result: { dead_letters: expect.arrayContaining(ids), before: open, after: resolved },
      },
      {
        agent_name: 'local',
        task: { kind: 'reopen_dead_letters', reason: 'still broken' },
        result: { dead_letters: [ids[0]], before: resolved, after: open },
      },
    ]);
    await eventually('they are marked', async () =>
      (await (await get('/metrics')).text()).includes('omninode_outbox_messages{service="dlq-monitor"} 0'),
    );
    // As a monitor leaves it that dies between the decision and its event.
    await monitor.stop();
    await rows.query(`UPDATE outbox SET sent_at = NULL WHERE key = 'local'`);
    await start();
    const again = await audited(4);
    expect(again.slice(2).map(({ headers }) => headers['event_id'])).toEqual(
      events.map(({ headers }) => headers['event_id']),
    );
  });

  it('takes no decision that it could not publish', async () => {
    const [id] = await send(VERIFY, 'unpublished', 1);
    await rows.query('ALTER TABLE outbox ADD CONSTRAINT spec CHECK (false) NOT VALID');
    expect((await post(`/dead-letters/${id}/resolve`, { reason: 'x' })).status).toBe(500);
    await rows.query('ALTER TABLE outbox DROP CONSTRAINT spec');
    await expect(bodyOf(get(`/dead-letters/${id}`))).resolves.toMatchObject({ status: 'open' });
  });

  it('refuses decisions that it cannot take, each with its code', async () => {
    const [id] = await send(VERIFY, 'two', 1);
    const path = `/api/v1/dead-letters/${id}/resolve`;
    const refusals: [Promise<Response>, number, string][] = [
      [post('/api/v1/dead-letters/999999999/resolve', { reason: 'x' }), 404, 'dead_letter_not_found'],
      [post('/api/v1/dead-letters/x/resolve', { reason: 'x' }), 400, 'invalid_parameter'],
      [post(path, {}), 400, 'missing_field'],
      [post(path, { reason: '\u0000' }), 400, 'invalid_field'],
      [post(path, { reason: 'x', forse: true }), 400, 'unknown_field'],
      [post(path, []), 400, 'not_an_object'],
      [post(path, { reason: 'x'.repeat(70_000) }), 413, 'body_too_large'],
      [post(path, { reason: 'x' }, { 'content-type': 'text/plain' }), 415, 'unsupported_media_type'],
      [post(path, { reason: 'x' }, { ...JSON_TYPE, origin: 'https://evil.example' }), 403, 'cross_site_request'],
      [post('/api/v1/dead-letters', { reason: 'x' }), 405, 'method_not_allowed'],
      [post('/api/v1/dead-letters/resolve', { reason: 'x', filter: {} }), 400, 'invalid_field'],
    ];
    for (const [sent, status, code] of refusals) {
      const response = await sent;
      expect([response.status, await bodyOf(response)]).toEqual([status, expect.objectContaining({ status, code })]);
    }
    await expect(bodyOf(get(`/api/v1/dead-letters/${id}`))).resolves.toMatchObject({ status: 'open' });
  });

  it('is looked after from the command line, by ids and by what dead letters have in common', async () => {
    const ids = await send(VERIFY, 'three', 2);
    const others = await send(VERIFY, 'four', 1);
    const dlq = (...argv: string[]) => omni(['dlq', ...argv, '--url', url, '--output', 'json']);
    const listed = documents((await dlq('list', '--code', 'three')).stdout).map(({ id }) => id);
    expect(listed).toEqual(ids);
    const because = ['--reason', 'fixed'];
    const one = await dlq('resolve', ids[0]!, '999999999', ...because);
    expect([one.code, documents(one.stdout)]).toEqual([
      1,
      [{ changed: [ids[0]], unchanged: [], statuses: {}, not_found: ['999999999'] }],
    ]);
    const rest = await dlq('resolve', '--topic', VERIFY, '--code', 'three', ...because);
    expect([rest.code, documents(rest.stdout)]).toEqual([
      0,
      [{ changed: [ids[1]], unchanged: [], statuses: {}, not_found: [] }],
    ]);
    const shown = await dlq('show', ids[1]!);
    expect(documents(shown.stdout)).toMatchObject([{ status: 'resolved', closed_by: 'local', close_reason: 'fixed' }]);
    await expect(bodyOf(get(`/api/v1/dead-letters/${others[0]}`))).resolves.toMatchObject({ status: 'open' });
    expect((await dlq('reopen', ids[1]!, '--reason', 'no')).code).toBe(0);
    expect((await dlq('list', '--topic', 'a b')).code).toBe(2);
  });

  it('says once on both alert topics that an alert is over, also after a restart', async () => {
    await send(STAMP, 'five', THRESHOLD + 1);
    for (const topic of ALERTS) await tap.first(topic, STAMP);
    const firing = async () => (await (await get('/metrics')).text()).split('\n');
    await eventually('the alert is counted', async () =>
      (await firing()).includes(
        `omninode_dead_letter_alerts_firing{topic="${STAMP}",kind="threshold",service="dlq-monitor"} 1`,
      ),
    );
    expect(await firing()).toContain(
      `omninode_dead_letters_open{topic="${STAMP}",service="dlq-monitor"} ${THRESHOLD + 1}`,
    );
    await monitor.stop();
    await start();
    await post('/api/v1/dead-letters/resolve', { reason: 'fixed', filter: { topic: STAMP } });
    const [bare, enveloped] = await Promise.all(ALERTS.map((topic) => tap.all(topic, STAMP, 2)));
    const facts = { dlq_topic: STAMP, failure_count: 0, threshold: THRESHOLD };
    expect(json(bare![1]!)['payload']).toMatchObject({ ...facts, status: 'resolved', severity: 'info' });
    expect(json(enveloped![1]!)['payload']).toMatchObject({ severity: 'info', status: 'resolved', metadata: facts });
    // Another topic alerts later: by then the first one has been looked at again.
    await send('omninode_bridge_dlq_batch_stamp_v1', 'six', THRESHOLD + 1);
    await tap.first(ALERTS[0], 'omninode_bridge_dlq_batch_stamp_v1');
    for (const topic of ALERTS) expect(tap.keyed(topic, STAMP)).toHaveLength(2);
    expect(monitor.lines.filter(({ message }) => message === 'alert ended')).toHaveLength(1);
  });

  it('keeps in a bounded form what the database will never take, and never stops for it', async () => {
    await rows.query(`ALTER TABLE dead_letters ADD CONSTRAINT a CHECK (error_code <> 'poison')`);
    await rows.query(
      `ALTER TABLE dead_letters ADD CONSTRAINT b CHECK (shape <> 'unstorable' OR dlq_topic = '${VERIFY}')`,
    );
    const poison = JSON.stringify({ original_topic: 'x', error_message: 'y', error_code: 'poison' });
    await tap.send({ topic: STAMP, key: null, value: poison }, { topic: VERIFY, key: null, value: poison });
    await send(STAMP, 'behind it', 1);
    const [kept] = await eventually('it is kept', async () => {
      const found = await records('code=unstorable');
      return found.length > 0 && found;
    });
    expect(kept).toMatchObject({ dlq_topic: VERIFY, shape: 'unstorable', original_topic: null });
    expect(kept?.['error_message']).toMatch(/violates check constraint/);
    await eventually('the other is logged with its place', () =>
      monitor.lines.find(({ message, topic }) => message === 'a dead letter cannot be stored' && topic === STAMP),
    );
    const text = await (await get('/metrics')).text();
    expect(text).toContain('omninode_dead_letters_unstorable_total{stored="false",service="dlq-monitor"} 1');
    expect(text).toMatch(/omninode_breaker_open\{[^}]*\} 0/);
    expect(text).toMatch(/omninode_build_info\{version="[^"]+",node_version="v[^"]+",service="dlq-monitor"\} 1/);
  });

  it('has called none of this a change of its health', () => {
    const types = LIFECYCLE.flatMap((topic) => tap.on(topic)).map(({ headers }) => headers['event_type']);
    expect(new Set(types)).toEqual(new Set(['service.lifecycle.started', 'service.lifecycle.stopped']));
  });

  it('answers for its health while 500 ask for its pages at once', async () => {
    const pages = ['/catalog', '/catalog.json', '/api/v1/dead-letters?limit=100', '/metrics', '/nowhere'];
    const crowd = Promise.all(
      Array.from({ length: 500 }, async (_, index) => {
        const response = await get(pages[index % pages.length] ?? '');
        await response.arrayBuffer();
        return { status: response.status, retryAfter: response.headers.get('retry-after') };
      }),
    );
    const live = await get('/health/live');
    expect([live.status, live.headers.get('x-powered-by'), live.headers.get('x-content-type-options')]).toEqual([
      200,
      null,
      'nosniff',
    ]);
    const answers = await crowd;
    expect(answers.filter(({ status }) => ![200, 404, 429, 503].includes(status))).toEqual([]);
    const refused = answers.filter(({ status }) => status === 429 || status === 503);
    expect(refused.filter(({ retryAfter }) => retryAfter === null)).toEqual([]);
    expect((await get('/health/ready')).status).toBe(200);
  });
});

describe('a start of dlq-monitor that waits', () => {
  it('says for what, in one line of the log for each reason, and turns ready when it is there', async () => {
    const broker = await startLocalBroker();
    const database = await createRandomDatabase();
    const monitor = AppProcess.start('dlq-monitor', {
      KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap,
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
    });
    const patient = AppProcess.start('dlq-monitor', {
      KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap,
      DATABASE_URL: database.url,
    });
    const reason = async (app: AppProcess, kind: string) => {
      const { details } = (await (await fetch(`${await app.url()}/health/${kind}`)).json()) as { details: Json };
      return (details['bus'] as Json)['reason'];
    };
    try {
      for (const kind of ['startup', 'ready']) {
        await eventually(`${kind} names the database`, async () =>
          String(await reason(monitor, kind)).startsWith('starting: waiting for the database: connect ECONNREFUSED'),
        );
        await eventually(`${kind} names the topics`, async () =>
          String(await reason(patient, kind)).startsWith('starting: waiting for topics: none of the topics exists'),
        );
      }
      // Long enough for several tries: the reconnect takes a second.
      await eventually('the log has other lines by then', () =>
        patient.lines.find(({ message }) => message === 'still starting'),
      );
      await applyTopics(broker.bootstrap, topicCatalog());
      await patient.ready();
      expect(monitor.lines.filter(({ message }) => message === 'waiting for the database')).toHaveLength(1);
    } finally {
      await Promise.all([monitor.kill(), patient.kill()]);
      await database.drop();
      await broker.stop();
    }
  });
});
