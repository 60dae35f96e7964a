import * as fc from 'fast-check';
import {
  findDeadLetter,
  listDeadLetters,
  openCounts,
  reopenDeadLetters,
  resolveDeadLetters,
  storeDeadLetters,
  type DeadLetterRow,
  type StoredDeadLetter,
} from '#dead-letters';
import type { Query } from '#storage';
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
  error_code: 'invalid_json',
  error_type: 'Refusal',
  error_message: 'no JSON at all',
  error_category: 'permanent',
  correlation_id: 'abc-123',
  event_type: 'stamp',
  retry_count: 0,
  consumer_group: 'bridge',
  failed_at: new Date('2026-01-02T03:04:05.600Z'),
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
    await storeDeadLetters(query, [letter('exact', '9223372036854775807')]);
    const [row] = await listDeadLetters(query, { topic: 'exact', limit: 10 });
    expect(row).toEqual({
      ...letter('exact', '9223372036854775807'),
      id: expect.stringMatching(/^\d+$/),
      status: 'open',
      first_seen_at: expect.any(Date),
      last_seen_at: expect.any(Date),
      ...UNDECIDED,
    });
    await expect(findDeadLetter(query, row?.id ?? '')).resolves.toEqual(row);
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

  it('knows no record by an id that is none', async () => {
    for (const id of ['0', '999999999', 'abc', '', '99999999999999999999']) {
      await expect(findDeadLetter(query, id)).resolves.toBeUndefined();
    }
  });
});
