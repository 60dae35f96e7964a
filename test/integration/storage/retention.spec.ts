import { DEAD_LETTERS, listDeadLetters } from '#dead-letters';
import { Inbox, INBOX, Retention, trim, type Database, type Query } from '#storage';
import { eventually } from '../../support/eventually';
import { createMigratedDatabase } from '../../support/random-database';

const DAY_S = 86_400;

const trimInbox = (query: Query, days: number) => trim(query, 'inbox', INBOX.tables.inbox.kept, days * DAY_S);
const trimLetters = (query: Query, days: number) =>
  trim(query, 'dead_letters', DEAD_LETTERS.tables.dead_letters.kept, days * DAY_S);

/** Rows of alerts, which none of these are about. */
const WATCHED = { dead_letter_alerts: null, dead_letter_notices: null };

describe('retention', () => {
  let random: Awaited<ReturnType<typeof createMigratedDatabase>>;
  let inbox: Inbox;
  beforeEach(async () => {
    random = await createMigratedDatabase();
    inbox = new Inbox(random.database.query);
  });
  afterEach(() => random.drop());

  const finish = async (consumer: string, daysAgo: number, ...ids: readonly string[]) => {
    await Promise.all(ids.map((id) => inbox.finish(consumer, id)));
    await random.database.query(
      'UPDATE inbox SET finished_at = clock_timestamp() - make_interval(days => $2) WHERE consumer = $1',
      [consumer, daysAgo],
    );
  };

  /** Three dead letters: resolved long ago, resolved just now, and open. */
  const letThree = async () => {
    await random.database.query(`
      INSERT INTO dead_letters (status, closed_at, dlq_topic, dlq_partition, dlq_offset, received_at, shape, raw,
        error_code, error_type, error_message, error_category, retry_count)
      SELECT status, clock_timestamp() - make_interval(days => age), name, 0, 0, now() - interval '1 year', 'ours', '',
        'c', 't', 'm', 'k', 0
      FROM (VALUES ('resolved', 31, 'long ago'), ('resolved', 29, 'just now'), ('open', NULL, 'open')) AS v
        (status, age, name)`);
  };
  const topics = async () =>
    (await listDeadLetters(random.database.query, { limit: 9 })).map(({ dlq_topic }) => dlq_topic).sort();

  it('removes what was finished before the time asked for and keeps the rest', async () => {
    await finish('old', 8, 'a', 'b');
    await finish('new', 6, 'a');
    await expect(trimInbox(random.database.query, 7)).resolves.toBe(2);
    await expect(inbox.finished('old', 'a')).resolves.toBe(false);
    await expect(inbox.finished('new', 'a')).resolves.toBe(true);
  });

  it('removes dead letters that were closed long ago, and none that is open, however old', async () => {
    await letThree();
    await expect(trimLetters(random.database.query, 30)).resolves.toBe(1);
    expect(await topics()).toEqual(['just now', 'open']);
  });

  it('keeps a dead letter that is reopened at this moment', async () => {
    await letThree();
    const [row] = await random.database.query<{ id: string }>(
      `SELECT id FROM dead_letters WHERE dlq_topic = 'long ago'`,
    );
    const [trimming] = await random.database.transaction(async (query) => {
      await query(`UPDATE dead_letters SET status = 'open', closed_at = NULL WHERE id = $1`, [row?.id]);
      const removed = trimLetters(random.database.query, 30);
      await eventually('it waits for the row', async () => (await random.database.query(WAITING)).length > 0);
      return [removed];
    });
    await expect(trimming).resolves.toBe(0);
    expect(await topics()).toEqual(['just now', 'long ago', 'open']);
  });

  it('leaves a table to the worker that is at it', async () => {
    await finish('old', 8, 'a');
    const other = random.open();
    await random.database.transaction(async (query) => {
      await query(
        `SELECT pg_advisory_xact_lock(${Buffer.from('trim').readInt32BE()}, 'inbox'::regclass::oid::integer)`,
      );
      await expect(trimInbox(other.query, 7)).resolves.toBe(0);
    });
    await expect(trimInbox(other.query, 7)).resolves.toBe(1);
  });

  it('begins at once, takes small steps, tells what it removed and what failed, and stops', async () => {
    await letThree();
    await random.database.query(`INSERT INTO inbox SELECT 'old', g::text, now() - interval '8 days'
      FROM generate_series(1, 20001) AS g`);
    await random.database.query('ALTER TABLE dead_letters RENAME TO gone');
    const removed: [string, number][] = [];
    const failed: [string, unknown][] = [];
    const retention = new Retention(random.database, [DEAD_LETTERS, INBOX], {
      days: { dead_letters: 30, dead_letter_groups: null, ...WATCHED, inbox: 7 },
      onRemoved: (...step) => removed.push(step),
      onFailed: (...failure) => failed.push(failure),
    });
    retention.start();
    await eventually('all is removed', () => removed.length === 3);
    retention.stop();
    expect(removed).toEqual([10_000, 10_000, 1].map((rows) => ['inbox', rows]));
    expect(failed).toEqual([['dead_letters', expect.objectContaining({ code: '42P01' })]]);
  });
});

describe('a retention', () => {
  const quiet = (): void => undefined;
  const unexpected = () => Promise.reject(new Error('no statement was expected'));
  const never: Database = { query: unexpected, transaction: unexpected, close: () => Promise.resolve() };
  const retention = (days: Readonly<Record<string, number | null>>) =>
    new Retention(never, [INBOX, DEAD_LETTERS], { days, onRemoved: quiet, onFailed: quiet });

  it('has to say of every table whose rows go at an age how long they stay, and of no other', () => {
    expect(() => retention({ inbox: 7 })).toThrow(/not said how long rows of dead_letters are kept/);
    expect(() => retention({ inbox: 7, dead_letters: null, dead_letter_groups: null, ...WATCHED, stamps: 1 })).toThrow(
      /has a table stamps/,
    );
    expect(() => retention({ inbox: null, dead_letters: 1, dead_letter_groups: 1, ...WATCHED })).not.toThrow();
  });

  it('leaves a table alone whose rows stay for ever', async () => {
    const failed: string[] = [];
    const one = new Retention(never, [INBOX, DEAD_LETTERS], {
      days: { inbox: null, dead_letters: 1, dead_letter_groups: null, ...WATCHED },
      onRemoved: quiet,
      onFailed: (table) => failed.push(table),
    });
    one.start();
    await eventually('the other table is looked at', () => failed.length > 0);
    one.stop();
    expect(failed).toEqual(['dead_letters']);
  });
});

const WAITING = `
SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
