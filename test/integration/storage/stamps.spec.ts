import { createHash } from 'node:crypto';
import { insertStamps, findStamps, Stamps, type StampDraft } from '#stamping';
import { classifyDatabaseError } from '#storage';
import { createMigratedDatabase } from '../../support/random-database';

/** Any 32 bytes serve as a hash here. */
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

const draft = (text: string, changes: Partial<StampDraft> = {}): StampDraft => ({
  namespace: 'default',
  blake3_hash: hashOf(text),
  content_type: 'text/plain',
  content_length: text.length,
  file_path: null,
  ...changes,
});

describe('the stamp table', () => {
  let random: Awaited<ReturnType<typeof createMigratedDatabase>>;
  let stamps: Stamps;
  beforeAll(async () => {
    random = await createMigratedDatabase();
    stamps = new Stamps(random.database.query);
  });
  afterAll(() => random.drop());

  /** Runs `work` while another process has inserted the stamp but not committed it yet. */
  const whileAnotherStamps = <Result>(text: string, work: () => Promise<Result>): Promise<Result> =>
    random.database.transaction(async (query) => {
      await query(`INSERT INTO stamps VALUES ('default', decode($1, 'hex'), DEFAULT, 'another', 0)`, [hashOf(text)]);
      return work();
    });

  it('answers the row it stored', async () => {
    const row = await stamps.stamp(draft('stored', { namespace: 'a.b', file_path: '/x/ü.py' }));
    expect(row).toEqual({
      ...draft('stored', { namespace: 'a.b', file_path: '/x/ü.py' }),
      uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      metadata: null,
      sealed: null,
      stamped_at: expect.any(Date),
    });
    await expect(stamps.find(row)).resolves.toEqual(row);
  });

  it('answers the first row to whoever stamps again, whatever they say about it', async () => {
    const first = await stamps.stamp(draft('again'));
    const second = await stamps.stamp(draft('again', { content_type: 'text/x-python', file_path: '/elsewhere' }));
    expect(second).toEqual(first);
  });

  it('keeps namespaces apart', async () => {
    const [one, two] = await Promise.all([
      stamps.stamp(draft('apart')),
      stamps.stamp(draft('apart', { namespace: 'b' })),
    ]);
    expect(one.uid).not.toBe(two.uid);
  });

  it('finds nothing where nothing was stamped', async () => {
    await stamps.stamp(draft('elsewhere', { namespace: 'b' }));
    await expect(Promise.all([stamps.find(draft('never')), stamps.find(draft('elsewhere'))])).resolves.toEqual([
      undefined,
      undefined,
    ]);
  });

  it('lets the first draft win among equals in one group', async () => {
    const rows = await Promise.all(
      ['first', 'second', 'third'].map((file_path) => stamps.stamp(draft('equals', { file_path }))),
    );
    expect(new Set(rows.map(({ uid }) => uid)).size).toBe(1);
    expect(rows.map(({ file_path }) => file_path)).toEqual(['first', 'first', 'first']);
  });

  it('fails a row that PostgreSQL refuses and none of its neighbours', async () => {
    const results = await Promise.allSettled([
      stamps.stamp(draft('before')),
      stamps.stamp(draft('bad path', { file_path: 'a\u0000b' })),
      stamps.stamp(draft('bad hash', { blake3_hash: 'abc' })),
      stamps.stamp(draft('after')),
      stamps.find(draft('bad namespace', { namespace: 'n\u0000' })),
      stamps.find(draft('never')),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });

  it('gives one answer to several processes that stamp the same contents in different orders', async () => {
    const contents = Array.from({ length: 400 }, (_, index) => `shared ${index}`);
    const tables = Array.from({ length: 4 }, () => new Stamps(random.open(4).query));
    const answers = await Promise.all(
      tables.map(async (table, shift) => {
        const order = [...contents.slice(shift * 100), ...contents.slice(0, shift * 100)];
        if (shift % 2 === 1) order.reverse();
        const rows = await Promise.all(order.map((text) => table.stamp(draft(text))));
        return new Map(rows.map((row) => [row.blake3_hash, row]));
      }),
    );
    const [first, ...others] = answers;
    expect(first?.size).toBe(400);
    for (const other of others) expect(other).toEqual(first);
    const [{ count } = { count: 0 }] = await random.database.query<{ count: number }>(
      'SELECT count(*)::integer AS count FROM stamps WHERE blake3_hash = ANY (SELECT decode(h, $2) FROM unnest($1::text[]) h)',
      [contents.map(hashOf), 'hex'],
    );
    expect(count).toBe(400);
  });

  it('answers the row of another process that was storing it at the same moment', async () => {
    const answer = await whileAnotherStamps('same moment', async () => {
      const waiting = stamps.stamp(draft('same moment'));
      await until(async () => (await random.database.query(WAITING)).length > 0);
      return { waiting };
    });
    await expect(answer.waiting).resolves.toMatchObject({ content_type: 'another' });
  });

  it('stamps in the transaction of its caller, and not at all where that fails', async () => {
    const failed = random.database.transaction(async (query) => {
      const [row] = await insertStamps(query, [draft('undone')]);
      await expect(findStamps(query, [draft('undone')])).resolves.toEqual([row]);
      throw new Error('something else went wrong');
    });
    await expect(failed).rejects.toThrow('something else went wrong');
    await expect(stamps.find(draft('undone'))).resolves.toBeUndefined();
  });

  it('rejects as an outage what a lost connection interrupted, and stamps it when asked again', async () => {
    const drafts = Array.from({ length: 300 }, (_, index) => draft(`interrupted ${index}`));
    const table = new Stamps(random.open(2).query);
    const attempt = await whileAnotherStamps('interrupted 0', async () => {
      const waiting = Promise.allSettled(drafts.map((one) => table.stamp(one)));
      await until(async () => (await random.database.query(TERMINATE_WAITING)).length > 0);
      return waiting;
    });
    const failures = attempt.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    expect(failures).toHaveLength(100);
    expect(new Set(failures.map(classifyDatabaseError))).toEqual(new Set(['outage']));
    const again = await Promise.all(drafts.map((one) => table.stamp(one)));
    expect(again[0]?.content_type).toBe('another');
    expect(new Set(again.map(({ uid }) => uid)).size).toBe(300);
  });

  it('stamps what one request asks for all or not at all', async () => {
    const drafts = Array.from({ length: 300 }, (_, index) => draft(`together ${index}`));
    const table = new Stamps(random.open(2).query);
    const stampAll = () => {
      const together = table.together();
      return Promise.allSettled(drafts.map((one) => together.stamp(one)));
    };
    const attempt = await whileAnotherStamps('together 299', async () => {
      const waiting = stampAll();
      await until(async () => (await random.database.query(TERMINATE_WAITING)).length > 0);
      return waiting;
    });
    expect(attempt.filter(({ status }) => status === 'rejected')).toHaveLength(300);
    const stored = await findStamps(random.database.query, drafts);
    expect(stored.filter((row) => row !== undefined).map(({ content_type }) => content_type)).toEqual(['another']);
    const [one, other] = await Promise.all([stampAll(), stampAll()]);
    expect(one.every(({ status }) => status === 'fulfilled')).toBe(true);
    expect(other).toEqual(one);
  });
});

const WAITING = `
SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;

const TERMINATE_WAITING = WAITING.replace('pid', 'pg_terminate_backend(pid)');

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 4_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('the condition never came true');
  }
}
