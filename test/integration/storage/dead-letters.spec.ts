import * as fc from 'fast-check';
import { decodeHeaders, encodeHeaders, type RawHeader } from '#contracts';
import {
  changeStatus,
  chosenForRedrive,
  findDeadLetter,
  findGroup,
  groupDeadLetters,
  groupOf,
  historyOf,
  leftUnsent,
  listGroups,
  listDeadLetters,
  openCounts,
  planRedrive,
  quietGroups,
  readOriginals,
  statusesOf,
  storeDeadLetters,
  takenBy,
  takenIds,
  withoutGroup,
  type Decision,
  type DeadLetterRow,
  type StoredDeadLetter,
  type Verb,
} from '#dead-letters';
import { PersonalData } from '#personal-data';
import { createJob, type Query } from '#storage';
import { createMigratedDatabase } from '../../support/random-database';

const letter = (dlq_topic: string, dlq_offset: string, changes: Partial<DeadLetterRow> = {}): DeadLetterRow => ({
  dlq_topic,
  dlq_partition: 0,
  dlq_offset,
  received_at: new Date('2026-01-02T03:04:05.678Z'),
  shape: 'ours',
  raw: Buffer.from([0, 255, 10]),
  original_topic: 't.v1',
  original_partition: 3,
  original_offset: '9007199254740993',
  original_key: Buffer.from('key'),
  original_value: Buffer.from([0xc3, 0x28]),
  original_headers: { 'x-correlation-id': 'abc-123' },
  original_raw_headers: encodeHeaders([[Buffer.from('x-correlation-id'), Buffer.from('abc-123')]]),
  exact: true,
  sealed: null,
  subjects: null,
  error_code: 'invalid_json',
  error_type: 'Refusal',
  error_message: 'no JSON at all',
  error_category: 'permanent',
  correlation_id: 'abc-123',
  event_type: 'stamp',
  retry_count: 0,
  consumer_group: 'bridge',
  failed_at: new Date('2026-01-02T03:04:05.600Z'),
  error_stack: null,
  ...changes,
});

const UNDECIDED = {
  closed_at: null,
  closed_by: null,
  close_reason: null,
  reopened_at: null,
  reopened_by: null,
  reopen_reason: null,
};

const NOT_REDRIVEN = {
  attempt: 0,
  previous_id: null,
  redrive_id: null,
  redrive_topic: null,
  redrive_partition: null,
  redrive_offset: null,
  redriven_at: null,
  redrive_seen_at: null,
};

const changing = (verb: Verb) => async (query: Query, ids: readonly string[], by: Decision) =>
  (await changeStatus(query, verb, ids, by)).map(({ id }) => id);
const [resolveDeadLetters, reopenDeadLetters] = [changing('resolve'), changing('reopen')];

const JOB = '01890a5d-ac96-774b-bcce-b302099a8057';

const by = { actor: 'ada', reason: 'sent again by hand' };

const offsetsOf = (rows: readonly StoredDeadLetter[]) => rows.map((row) => row.dlq_offset);

describe('the dead letter table', () => {
  let random: Awaited<ReturnType<typeof createMigratedDatabase>>;
  let query: Query;
  beforeAll(async () => {
    random = await createMigratedDatabase();
    ({ query } = random.database);
  });
  afterAll(() => random.drop());

  it('gives back exactly what it was given', async () => {
    const stored = letter('exact', '9223372036854775807', { error_stack: 'at handle\nat main' });
    await storeDeadLetters(query, [stored]);
    const [row] = await listDeadLetters(query, { topic: 'exact', limit: 10 });
    expect(row).toEqual({
      ...stored,
      group_id: expect.any(String),
      reason: 'deserialization',
      addressee: 'producer',
      id: expect.stringMatching(/^\d+$/),
      status: 'open',
      first_seen_at: expect.any(Date),
      last_seen_at: expect.any(Date),
      ...UNDECIDED,
      ...NOT_REDRIVEN,
    });
    await expect(findDeadLetter(query, row?.id ?? '')).resolves.toEqual(row);
  });

  const only = async (topic: string) => {
    const [row] = await listDeadLetters(query, { topic, limit: 1 });
    return (await readOriginals(new PersonalData(random.database, undefined), query, [row!.id])).get(row!.id)!;
  };

  it('gives back the failed record byte for byte, a tombstone too', async () => {
    const headers: RawHeader[] = [
      [Buffer.from([0xff]), null],
      [Buffer.from('a'), Buffer.from([0, 0xfe])],
      [Buffer.from('a'), Buffer.alloc(0)],
    ];
    const rawHeaders = encodeHeaders(headers);
    const nothing = { original_key: null, original_value: null, original_raw_headers: rawHeaders };
    await storeDeadLetters(query, [letter('tombstone', '1', nothing)]);
    const known = { topic: 't.v1', partition: 3, key: null, value: null, rawHeaders };
    expect(await only('tombstone')).toMatchObject({ ...known, dlq_topic: 'tombstone', exact: true, seal: null });
    await storeDeadLetters(query, [letter('lost', '1', { ...nothing, exact: false })]);
    expect(await only('lost')).toMatchObject({ ...known, dlq_topic: 'lost', exact: false, seal: null });
    await storeDeadLetters(query, [
      letter('empty', '1', { original_key: Buffer.alloc(0), original_value: Buffer.alloc(0) }),
    ]);
    expect(await only('empty')).toMatchObject({ key: Buffer.alloc(0), value: Buffer.alloc(0) });
  });

  it.each([
    ['the bytes of headers and the tombstone', 'omninode-workers', { original_value_b64: null }, [0xff, 0xfe], true],
    [
      'no value where none was kept',
      'omninode-workers',
      { original_value_b64: 'x', original_event: null },
      [0xff, 0xfe],
      false,
    ],
    ['headers as text of other writers', 's4-record', {}, [...Buffer.from('text')], false],
  ])('recovers of rows of programs from before what there is: %s', async (topic, shape, body, header, exact) => {
    const raw = Buffer.from(JSON.stringify({ ...body, original_headers: { h: '//4=', n: 5 } }));
    const original_headers = { h: 'text' };
    await storeDeadLetters(query, [letter(topic, '1', { shape, raw, original_value: null, original_headers })]);
    // As they are written by a program that does not know the columns.
    await query('UPDATE dead_letters SET original_raw_headers = NULL, exact = NULL WHERE dlq_topic = $1', [topic]);
    const original = await only(topic);
    expect(decodeHeaders(original.rawHeaders)).toEqual([[Buffer.from('h'), Buffer.from(header)]]);
    expect([original.value, original.exact]).toEqual([null, exact]);
  });

  it('stores a record once, however often and by however many it is delivered', async () => {
    const records = Array.from({ length: 60 }, (_, index) => letter('once', String(index)));
    const other = random.open().query;
    const counts = await Promise.all([
      storeDeadLetters(query, records),
      storeDeadLetters(other, records.toReversed()),
      storeDeadLetters(query, [...records, ...records]),
    ]);
    expect(counts.reduce((sum, count) => sum + count)).toBe(60);
    await expect(storeDeadLetters(query, [])).resolves.toBe(0);
    const again = Array.from({ length: 40 }, (_, index) =>
      storeDeadLetters(index % 2 ? query : other, index % 3 ? records : records.toReversed()),
    );
    await expect(Promise.all(again)).resolves.toEqual(Array.from({ length: 40 }, () => 0));
    const rows = await listDeadLetters(query, { topic: 'once', limit: 100 });
    expect(rows).toHaveLength(60);
    expect(rows.every((row) => row.last_seen_at >= row.first_seen_at)).toBe(true);
  });

  it('stores whatever other writers put into their records', async () => {
    const anyLetter = fc.record({
      shape: fc.string({ unit: 'binary' }),
      original_topic: fc.option(fc.string({ unit: 'binary' })),
      original_partition: fc.option(fc.double()),
      original_offset: fc.option(fc.oneof(fc.string(), fc.bigInt().map(String))),
      original_headers: fc.option(fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }))),
      error_code: fc.string({ unit: 'binary', maxLength: 5_000 }),
      error_message: fc.constantFrom('\u0000', '\ud800 alone', 'fine'),
      retry_count: fc.oneof(fc.double(), fc.integer()),
      failed_at: fc.option(fc.date({ noInvalidDate: false })),
    });
    let offset = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyLetter, { minLength: 1, maxLength: 20 }), async (changes) => {
        const records = changes.map((change) => letter('foreign', String((offset += 1)), change));
        await expect(storeDeadLetters(query, records)).resolves.toBe(records.length);
      }),
      { numRuns: 50 },
    );
  });

  it('pages from newest to oldest and does not lose its place when records arrive', async () => {
    await storeDeadLetters(
      query,
      ['1', '2', '3', '4', '5'].map((offset) => letter('pages', offset)),
    );
    const first = await listDeadLetters(query, { topic: 'pages', limit: 2 });
    await storeDeadLetters(query, [letter('pages', '6')]);
    const second = await listDeadLetters(query, { topic: 'pages', limit: 2, before: first[1]?.id });
    const third = await listDeadLetters(query, { topic: 'pages', limit: 2, before: second[1]?.id });
    expect([first, second, third].map(offsetsOf)).toEqual([['5', '4'], ['3', '2'], ['1']]);
  });

  it('filters by code and status', async () => {
    await storeDeadLetters(query, [
      letter('filters', '1', { error_code: 'too_deep' }),
      letter('filters', '2', { error_code: 'too_deep' }),
      letter('filters', '3'),
    ]);
    const [newest] = await listDeadLetters(query, { topic: 'filters', code: 'too_deep', limit: 1 });
    expect(newest?.dlq_offset).toBe('2');
    await resolveDeadLetters(query, [newest?.id ?? ''], by);
    expect(offsetsOf(await listDeadLetters(query, { topic: 'filters', status: 'open', limit: 9 }))).toEqual(['3', '1']);
    expect(offsetsOf(await listDeadLetters(query, { code: 'too_deep', status: 'resolved', limit: 9 }))).toEqual(['2']);
  });

  it('filters by correlation id, of any length and as it was sent', async () => {
    const long = Array.from({ length: 4_000 }, (_, index) =>
      String.fromCharCode(0x100 + ((index * 7919) % 5_000)),
    ).join('');
    await storeDeadLetters(query, [
      letter('correlation', '1', { correlation_id: long }),
      letter('correlation', '2', { correlation_id: 'a\u0000b' }),
      letter('correlation', '3', { correlation_id: null }),
    ]);
    const found = async (correlation_id: string) =>
      offsetsOf(await listDeadLetters(query, { correlation_id, limit: 9 }));
    expect([await found(long), await found('a\u0000b'), await found('other')]).toEqual([['1'], ['2'], []]);
  });

  it('resolves and reopens records, once each, with who decided and why', async () => {
    await storeDeadLetters(query, [letter('decisions', '1'), letter('decisions', '2')]);
    const ids = (await listDeadLetters(query, { topic: 'decisions', limit: 9 })).map(({ id }) => id);
    const [first = '', second = ''] = ids;
    await expect(resolveDeadLetters(query, [first], by)).resolves.toEqual([first]);
    await expect(findDeadLetter(query, first)).resolves.toMatchObject({
      status: 'resolved',
      closed_at: expect.any(Date),
      closed_by: 'ada',
      close_reason: 'sent again by hand',
    });
    await expect(resolveDeadLetters(query, [first, second, 'no id', '999999999'], by)).resolves.toEqual([second]);
    await expect(reopenDeadLetters(query, [first], { actor: 'bob', reason: 'it\u0000came back' })).resolves.toEqual([
      first,
    ]);
    await expect(reopenDeadLetters(query, [first], by)).resolves.toEqual([]);
    await expect(findDeadLetter(query, first)).resolves.toMatchObject({
      ...UNDECIDED,
      status: 'open',
      reopened_at: expect.any(Date),
      reopened_by: 'bob',
      reopen_reason: 'it\uFFFDcame back',
    });
  });

  it('lets exactly one of several decisions made together change a record', async () => {
    await storeDeadLetters(
      query,
      Array.from({ length: 40 }, (_, offset) => letter('together', String(offset))),
    );
    const ids = (await listDeadLetters(query, { topic: 'together', limit: 100 })).map(({ id }) => id);
    const monitors = [query, random.open().query, random.open().query];
    const changed = await Promise.all(
      monitors.map((monitor, index) => resolveDeadLetters(monitor, index % 2 ? ids : ids.toReversed(), by)),
    );
    expect(changed.flat().sort()).toEqual(ids.toSorted());
  });

  it('keeps every step with who, why and what it came from', async () => {
    await storeDeadLetters(query, [letter('history', '0')]);
    const [stored] = await listDeadLetters(query, { topic: 'history', limit: 1 });
    const { id } = stored!;
    await changeStatus(query, 'acknowledge', [id], by);
    await changeStatus(query, 'redrive', [id], by, 'a job', takenBy(JOB, new Map([[id, 't.v1']])));
    await expect(changeStatus(query, 'discard', [id], by)).resolves.toEqual([]);
    await expect(statusesOf(query, [id, '999999999', 'no id'])).resolves.toEqual(new Map([[id, 'redriving']]));
    const step = { ...by, at: expect.any(Date) as Date, link: null };
    await expect(historyOf(query, id, 10)).resolves.toEqual([
      { ...step, verb: 'acknowledge', from_status: 'open', to_status: 'acknowledged' },
      { ...step, verb: 'redrive', from_status: 'acknowledged', to_status: 'redriving', link: 'a job' },
    ]);
    await expect(findDeadLetter(query, id)).resolves.toMatchObject({ redrive_id: JOB, redrive_topic: 't.v1' });
    await expect(takenIds(query, JOB, [id, '1'])).resolves.toEqual([id]);
    // There is no such job, so nothing will send it.
    await expect(leftUnsent(query, 10)).resolves.toEqual([{ id, job: JOB }]);
  });

  it('freezes what is to be redriven in the order of its topics, and says before what would become of it', async () => {
    const places = [9, 10, 2].map((offset) => letter('planned', String(offset), { original_offset: String(offset) }));
    const lost = letter('planned', '3', { original_offset: '3', exact: false, original_value: null });
    await storeDeadLetters(query, [...places, lost, letter('planned', '4', { original_topic: 'not-there' })]);
    const choice = { filter: { topic: 'planned' } };
    const to = { topics: new Set(['t.v1']) };
    const counts = await planRedrive(query, choice, to);
    expect(counts.map(({ topic, skipped, count }) => [topic, skipped, count])).toEqual([
      ['t.v1', null, 3],
      ['not-there', 'no_such_topic', 1],
      ['t.v1', 'not_exact', 1],
    ]);
    const draft = { kind: 'k', input: {}, actor: 'a', reason: 'r', rate: null, choose: chosenForRedrive(choice, 4) };
    const job = await random.database.transaction((held) => createJob(held, draft));
    expect(job.total).toBe(4);
    const frozen = await query<{ original_offset: string }>(
      `SELECT original_offset FROM job_records JOIN dead_letters ON id = ref::bigint WHERE job_id = $1 ORDER BY place`,
      [job.id],
    );
    // Of a topic whose name comes first, then 2 before 10: offsets are numbers.
    expect(frozen.map(({ original_offset }) => original_offset)).toEqual(['9007199254740993', '2', '3', '9']);
    await query('DELETE FROM jobs WHERE id = $1', [job.id]);
    expect(await query('SELECT FROM job_records WHERE job_id = $1', [job.id])).toEqual([]);
  });

  it('has groups that are due for a rule, until a job for them is under way', async () => {
    await storeDeadLetters(query, [letter('quiet', '1', { error_code: 'unfinished', error_type: 'Quiet' })]);
    const [{ group_id } = { group_id: null }] = await listDeadLetters(query, { topic: 'quiet', limit: 1 });
    const rule = { reason: 'timeout', quietMs: 3_600_000 } as const;
    await expect(quietGroups(query, rule, 'm', group_id)).resolves.toEqual([]);
    await query(`UPDATE dead_letters SET first_seen_at = now() - interval '2 hours' WHERE group_id = $1`, [group_id]);
    await expect(quietGroups(query, rule, 'm', group_id)).resolves.toEqual([group_id]);
    await expect(quietGroups(query, { ...rule, reason: 'bug' }, 'm', group_id)).resolves.toEqual([]);
    const input = { filter: { group: group_id, status: 'open' } };
    await createJob(query, { kind: 'republish_dead_letters', input, actor: 'm', reason: 'r', rate: null, refs: [] });
    await expect(quietGroups(query, rule, 'm', group_id)).resolves.toEqual([]);
  });

  it('counts what is open per topic, with the newest of each', async () => {
    await storeDeadLetters(query, [
      letter('counts', '1'),
      letter('counts', '2', { error_code: 'too_deep', error_message: 'the last one' }),
    ]);
    const count = async () => (await openCounts(query)).find(({ dlq_topic }) => dlq_topic === 'counts');
    const two = await count();
    expect(two).toEqual({
      dlq_topic: 'counts',
      open: 2,
      oldest_received_at: expect.any(Date),
      newest: {
        id: expect.any(String),
        received_at: expect.any(Date),
        error_code: 'too_deep',
        error_message: 'the last one',
      },
    });
    await resolveDeadLetters(query, [two?.newest.id ?? ''], by);
    expect(await count()).toMatchObject({ open: 1, newest: { error_code: 'invalid_json' } });
  });

  describe('groups', () => {
    const failed = (topic: string, offset: number, message: string, changes: Partial<DeadLetterRow> = {}) =>
      letter(topic, String(offset), { error_message: message, ...changes });

    it('have what failed for one cause, by whatever topic it came', async () => {
      const gone = (host: string) => `connect ECONNREFUSED ${host}:5432`;
      const outage = { error_code: 'unknown', error_type: 'Error', error_stack: 'Error\n    at ask (/a/b.js:1:2)' };
      await storeDeadLetters(query, [
        failed('one', 1, gone('10.0.0.1'), outage),
        failed('one', 2, gone('db.internal'), outage),
        failed('two', 1, gone('10.0.0.2'), outage),
        failed('two', 2, 'another message', outage),
      ]);
      const [other, group] = await listGroups(query, { limit: 2 });
      expect(group).toMatchObject({
        reason: 'dependency_down',
        addressee: 'operator',
        message: 'connect ECONNREFUSED <host>',
        frames: ['ask b.js'],
        open: 3,
        total: 3,
        last_topic: 'two',
        last_message: gone('10.0.0.2'),
      });
      expect(other).toMatchObject({ reason: 'unknown', open: 1, last_id: expect.any(String) });
      const members = await listDeadLetters(query, { group: group!.id, limit: 10 });
      expect(members.map(({ group_id, addressee }) => [group_id, addressee])).toEqual(
        Array.from({ length: 3 }, () => [group!.id, 'operator']),
      );
      await resolveDeadLetters(
        query,
        members.slice(1).map(({ id }) => id),
        by,
      );
      await expect(findGroup(query, group!.id)).resolves.toMatchObject({ open: 1, total: 3 });
      await resolveDeadLetters(
        query,
        members.map(({ id }) => id),
        by,
      );
      const ids = async (open: boolean) => (await listGroups(query, { open, limit: 100 })).map(({ id }) => id);
      expect(await ids(true)).not.toContain(group!.id);
      expect(await ids(false)).toContain(group!.id);
    });

    it('are listed in pages, by reason and by who has to act', async () => {
      await storeDeadLetters(
        query,
        ['a', 'b', 'c'].map((name, offset) => failed('kinds', offset, `no ${name}`, { error_code: 'too_deep' })),
      );
      const chosen = { reason: 'deserialization', addressee: 'producer', limit: 2 } as const;
      const first = await listGroups(query, chosen);
      const second = await listGroups(query, { ...chosen, before: first[1]!.last_id });
      expect([...first, ...second].slice(0, 3).map(({ message }) => message)).toEqual(['no c', 'no b', 'no a']);
      await expect(listGroups(query, { reason: 'deserialization', addressee: 'us', limit: 9 })).resolves.toEqual([]);
    });

    it('are given later to what a program stored that knows none', async () => {
      await storeDeadLetters(query, [failed('former', 1, 'x'), failed('former', 2, 'x')]);
      await query(`UPDATE dead_letters SET group_id = NULL WHERE dlq_topic = 'former'`);
      const former = await withoutGroup(query, 10);
      expect(offsetsOf(former)).toEqual(['1', '2']);
      const group = groupOf({ ...former[0]!, error_stack: null });
      await groupDeadLetters(query, new Map(former.map(({ id }) => [id, group])));
      await expect(withoutGroup(query, 10)).resolves.toEqual([]);
      await expect(findGroup(query, group.id)).resolves.toMatchObject({ total: 2, message: 'x' });
    });

    it('are not there where none of their dead letters is', async () => {
      await expect(findGroup(query, '00000000-0000-0000-0000-000000000000')).resolves.toBeUndefined();
    });
  });

  it('knows no record by an id that is none', async () => {
    for (const id of ['0', '999999999', 'abc', '', '99999999999999999999']) {
      await expect(findDeadLetter(query, id)).resolves.toBeUndefined();
    }
  });
});
