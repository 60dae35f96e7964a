import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routeOf } from '#contracts';
import type { Database } from '#storage';
import { onOneBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { omni } from '../cli/omni';
import { TestSystem } from '../main-job/test-system';
import type { Json } from '../main-job/tap';

jest.setTimeout(120_000);

const { request: REQUEST, response: RESPONSE, deadLetter: DLQ } = routeOf('stamp', 'dotted');

/** The built monitor asks the built workers. */
onOneBroker(({ bootstrap }) => {
  let system: TestSystem;
  let rows: Database;
  let url = '';

  beforeAll(async () => {
    system = await TestSystem.open(bootstrap());
    rows = system.database.open();
    const workers = [system.start('bridge'), system.start('intelligence')] as const;
    const [bridge, intelligence] = await Promise.all(workers.map(async (app) => (await app.ready()).url()));
    const monitor = system.start('dlq-monitor', { REHEARSE_URLS: `bridge=${bridge},intelligence=${intelligence}` });
    await monitor.ready();
    url = await monitor.url();
  }, 120_000);
  afterAll(() => system.close());

  const envelope = (id: string, payload: object, topic = REQUEST): string =>
    JSON.stringify({
      event_id: randomUUID(),
      event_type: topic,
      correlation_id: id,
      timestamp: new Date().toISOString(),
      version: '1.0.0',
      source: { service: 'test', instance_id: 'test-1' },
      metadata: {},
      payload,
    });
  const ask = async (path: string, body?: object): Promise<Json> => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await fetch(`${url}/api/v1/${path}`, body === undefined ? {} : init);
    return (await response.json()) as Json;
  };
  const letterOf = (id: string): Promise<Json> =>
    eventually(
      'it is collected',
      async () => ((await ask(`dead-letters?correlation_id=${id}`))['items'] as Json[])[0],
      60_000,
    );
  /** A request that the bridge has dead-lettered. */
  const failed = async (): Promise<Json> => {
    const id = randomUUID();
    await system.tap.send({ topic: REQUEST, key: id, value: envelope(id, { content: 7 }) });
    return letterOf(id);
  };
  /** A dead letter of another's. */
  const foreign = async (letter: object): Promise<Json> => {
    const id = randomUUID();
    const value = JSON.stringify({ ...letter, correlation_id: id, error_message: 'broken' });
    await system.tap.send({ topic: DLQ, key: id, value });
    return letterOf(id);
  };

  it('says that a record would fail as it failed, and why', async () => {
    const letter = await failed();
    await expect(ask(`dead-letters/${String(letter['id'])}/rehearse`, {})).resolves.toMatchObject({
      outcome: 'would_fail',
      reason: null,
      worker: 'bridge',
      operation: 'stamp',
      code: letter['error_code'],
      step: 'decode',
      exact: true,
      edited: false,
    });
  });

  it('says that an edited one would succeed and what would be replied, and does none of it', async () => {
    const { id, correlation_id } = await failed();
    const answered = await system.tap.all(RESPONSE, String(correlation_id), 1);
    const value = envelope(String(correlation_id), { content: `rehearsed ${String(id)}`, namespace: 'rehearsal' });
    const rehearsed = await ask(`dead-letters/${String(id)}/rehearse`, { value, headers: {} });
    expect(rehearsed).toMatchObject({ outcome: 'would_succeed', code: null, step: null, edited: true });
    expect(rehearsed['reply']).toMatchObject({
      topic: RESPONSE,
      preview: expect.stringContaining(String(correlation_id)) as string,
    });
    // What comes behind it is seen, so it would have been, too.
    const other = randomUUID();
    await system.tap.send({ topic: REQUEST, key: other, value: envelope(other, { content: 'x', namespace: 'real' }) });
    await system.tap.first(RESPONSE, other);
    expect(system.tap.keyed(RESPONSE, String(correlation_id))).toHaveLength(answered.length);
    expect(system.tap.keyed(DLQ, String(correlation_id))).toHaveLength(1);
    const stamped = await rows.query('SELECT namespace FROM stamps');
    expect(stamped).toEqual([{ namespace: 'real' }]);
  });

  it('asks intelligence, whose threads do the work, about what it refused and about the edit', async () => {
    const { request } = routeOf('validate', 'dotted');
    const correlation = randomUUID();
    const value = (payload: object) => envelope(correlation, payload, request);
    await system.tap.send({ topic: request, key: correlation, value: value({ code_content: 'x', language: 'cobol' }) });
    const { id } = await letterOf(correlation);
    const asked = (body: object) => ask(`dead-letters/${String(id)}/rehearse`, body);
    await expect(asked({})).resolves.toMatchObject({
      outcome: 'would_fail',
      worker: 'intelligence',
      code: 'unsupported_language',
      step: 'handle',
    });
    const edited = value({ code_content: 'x = 1\n', language: 'python' });
    await expect(asked({ value: edited, headers: {} })).resolves.toMatchObject({
      outcome: 'would_succeed',
      code: null,
    });
  });

  it('rehearses a group by its newest, and the command line tells the numbers', async () => {
    const { group_id: group } = await failed();
    await failed();
    const told = await ask(`dead-letter-groups/${String(group)}/rehearse`, { max: 2 });
    expect(told).toMatchObject({ rehearsed: 2, would_succeed: 0, would_fail: 2, not_possible: 0 });
    expect(told['counts']).toEqual([{ outcome: 'would_fail', code: 'invalid_payload', ids: expect.any(Array) as [] }]);
    const typed = await omni(['dlq', 'rehearse', '--group', String(group), '--url', url]);
    expect([typed.code, typed.stdout]).toEqual([1, expect.stringMatching(/would fail\s+\d+\s+invalid_payload/)]);
  });

  it('takes an edited value from a file', async () => {
    const { id, correlation_id } = await failed();
    const file = join(mkdtempSync(join(tmpdir(), 'rehearse-')), 'value.json');
    writeFileSync(file, envelope(String(correlation_id), { content: 'good', namespace: 'rehearsal' }));
    const typed = await omni(['dlq', 'rehearse', String(id), '--value', file, '--url', url, '--output', 'json']);
    expect([typed.code, JSON.parse(typed.stdout)]).toEqual([0, expect.objectContaining({ outcome: 'would_succeed' })]);
  });

  it.each([
    ['whose topic is another system’s', { original_topic: 'orders.v1', original_data: {} }, 'foreign_consumer'],
    ['whose topic nobody says', { original_data: {} }, 'topic_unknown'],
    ['whose record is lost', { original_topic: REQUEST }, 'lost'],
    [
      'whose worker is not configured',
      { original_topic: 'omninode.onex.request.workflow_trigger.v1', original_data: {} },
      'worker_not_configured',
    ],
  ])('cannot say anything about one %s', async (_, letter, reason) => {
    const { id } = await foreign(letter);
    await expect(ask(`dead-letters/${String(id)}/rehearse`, {})).resolves.toMatchObject({
      outcome: 'not_possible',
      reason,
      code: null,
    });
  });

  it('says so when the worker cannot be asked', async () => {
    const { id } = await failed();
    await system.app('bridge').stop();
    const { outcome, reason } = await ask(`dead-letters/${String(id)}/rehearse`, {});
    expect([outcome, reason]).toEqual(['not_possible', 'worker_unreachable']);
  });
});
