import { setTimeout as pause } from 'node:timers/promises';
import { appendWithin, readEvents, type LoggedEvent } from '#event-log';
import type { Database, Query } from '#storage';
import { eventually } from '../../support/eventually';
import { checkOrder, NO_FAULTS } from './check-order';
import { createLogDatabase, eventOf } from './log-rig';

/** How long writers and a reader run against each other. */
const SECONDS = Number(process.env['OMNI_TEST_ORDER_SECONDS'] ?? 10);
const WRITERS = 8;

jest.setTimeout((SECONDS + 120) * 1000);

describe('positions of the event log', () => {
  let random: Awaited<ReturnType<typeof createLogDatabase>>;
  beforeEach(async () => {
    random = await createLogDatabase();
  });
  afterEach(() => random.drop());

  class Reader {
    readonly read: LoggedEvent[] = [];
    constructor(private readonly query: Query) {}

    /** Reads to the end, as far as it is now. */
    async toEnd(): Promise<void> {
      for (let page = await this.#page(); page.length > 0; page = await this.#page()) this.read.push(...page);
    }

    #page(): Promise<LoggedEvent[]> {
      return readEvents(this.query, { after: this.read.at(-1)?.position ?? '0' }, 500);
    }
  }

  const log = (): Promise<LoggedEvent[]> => readEvents(random.database.query, {}, 10_000_000);

  it(`are in order for ${WRITERS} writers that keep transactions open and roll back, over ${SECONDS} s`, async () => {
    const until = performance.now() + SECONDS * 1000;
    const rolledBack = new Error('rolled back');
    const write = async (writer: number): Promise<number> => {
      const database: Database = random.open(1);
      let offset = 0;
      let undone = 0;
      while (performance.now() < until) {
        const count = 1 + Math.floor(Math.random() * 40);
        const events = Array.from({ length: count }, (_, index) => eventOf(offset + index, {}, { partition: writer }));
        const done = await database
          .transaction(async (query) => {
            await appendWithin(query, events);
            await pause(Math.random() < 0.05 ? Math.random() * 500 : Math.random() * 5);
            if (Math.random() < 0.2) throw rolledBack;
            return true;
          })
          .catch((error: unknown) => {
            if (error !== rolledBack) throw error;
            return false;
          });
        if (done) offset += count;
        else undone += 1;
      }
      return undone;
    };
    const reader = new Reader(random.open(1).query);
    const writing = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)));
    while (performance.now() < until) await reader.toEnd();
    const undone = await writing;
    await reader.toEnd();
    const stored = await log();
    expect(checkOrder(reader.read, stored)).toEqual(NO_FAULTS);
    expect(stored.length).toBeGreaterThan(1_000);
    expect(undone.reduce((sum, count) => sum + count)).toBeGreaterThan(WRITERS);
  });

  /** Two writers, the second commits first; answers what a reader missed in between. */
  async function overtake(first: Database, second: Database) {
    const reader = new Reader(random.open(1).query);
    let commit = (): void => undefined;
    const open = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let inserted = false;
    const slow = first.transaction(async (query) => {
      await insert(query, 0);
      inserted = true;
      await open;
    });
    await eventually('the first has its position', () => inserted);
    const quick = second.transaction((query) => insert(query, 1));
    await eventually('the second has committed or waits', async () => {
      const waiting = await random.database.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);
      return waiting.length > 0 || (await log()).length > 0;
    });
    await reader.toEnd();
    commit();
    await Promise.all([slow, quick]);
    await reader.toEnd();
    return checkOrder(reader.read, await log());
  }

  /** As somebody might who knows the table only. */
  const insert = async (query: Query, partition: number): Promise<void> => {
    const [source] = await query<{ id: number }>(
      `INSERT INTO event_sources (topic, partition, next_offset) VALUES ('by hand', $1, 1) RETURNING id`,
      [partition],
    );
    await query(
      `INSERT INTO event_log (kind, event_id, source_id, kafka_offset) VALUES ('traffic', gen_random_uuid(), $1, 0)`,
      [source?.id],
    );
  };

  it('are in order whoever inserts, because the table itself gives turns', async () => {
    expect(await overtake(random.open(1), random.open(1))).toEqual(NO_FAULTS);
  });

  it('would not be without turns, and the checker says so', async () => {
    await random.database.query('DROP TRIGGER event_log_take_turn ON event_log');
    expect((await overtake(random.open(1), random.open(1))).missed).toHaveLength(1);
  });
});

describe('the checker of the order', () => {
  const place = (position: number, partition = 0, offset = position) => ({
    position: String(position),
    partition,
    offset: String(offset),
  });
  const log = [1, 2, 3].map((position) => place(position));

  it('accepts what was read in order', () => {
    expect(checkOrder(log, log)).toEqual(NO_FAULTS);
    expect(checkOrder([], [])).toEqual(NO_FAULTS);
  });

  it.each([
    ['missed', [place(1), place(3)], log],
    ['unreal', [...log, place(4)], log],
    ['repeated', [place(1), place(1), place(2), place(3)], log],
    ['repeated', log, [...log, place(3)]],
    ['reordered', [place(1, 0, 5), place(2, 0, 3), place(3, 0, 6)], [place(1, 0, 5), place(2, 0, 3), place(3, 0, 6)]],
  ] as const)('tells what is %s', (fault, read, stored) => {
    const faults = checkOrder(read, stored);
    expect(Object.entries(faults).filter(([, places]) => (places as string[]).length > 0)).toEqual([
      [fault, expect.any(Array)],
    ]);
  });
});
