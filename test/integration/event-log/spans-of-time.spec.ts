import * as fc from 'fast-check';
import { listEvents, type EventFilter } from '#event-log';
import { createLogDatabase } from './log-rig';

const EVENTS = 60_000;
const START = Date.UTC(2026, 2, 1);
const HOUR_MS = 3_600_000;

/** A hundred days in the order of the log, but for one in a hundred, which is of any time, and those that have none. */
const FILL = `
INSERT INTO event_log (kind, event_id, source_id, kafka_offset, kafka_time, event_type)
SELECT 'traffic', lpad(to_hex(n), 32, '0')::uuid, 1 + n % 3, n, CASE WHEN n % 1000 > 0 THEN to_timestamp($1::float8 / 1000)
  + interval '100 days' * (CASE WHEN n % 100 = 7 THEN (n::bigint * 7919 % ${EVENTS})::float8 ELSE n END / ${EVENTS}) END,
  CASE WHEN n % 5000 = 3 THEN 'rare' ELSE 'type-' || n % 5 END
FROM generate_series(1, ${EVENTS}) AS n`;

describe('a list of a span of time', () => {
  let random: Awaited<ReturnType<typeof createLogDatabase>>;
  beforeAll(async () => {
    random = await createLogDatabase();
    await random.database.query(
      `INSERT INTO event_sources (topic, partition, next_offset) SELECT 'topic-' || n, 0, 0 FROM generate_series(1, 3) n`,
    );
    await random.database.query(FILL, [START]);
    await random.database.query('ANALYZE event_log');
  });
  afterAll(() => random.drop());

  const listed = async (filter: EventFilter, limit: number) =>
    (await listEvents(random.database.query, filter, limit)).map(({ position }) => position);
  /** As plainly as it can be said. */
  const expected = async ({ from, to, before, eventType, topic }: EventFilter, limit: number) => {
    const rows = await random.database.query<{ position: string }>(
      `SELECT position FROM event_log WHERE ($1::timestamptz IS NULL OR kafka_time >= $1) AND ($2::timestamptz IS NULL OR kafka_time < $2)
         AND ($3::bigint IS NULL OR position < $3) AND ($4::text IS NULL OR event_type = $4)
         AND ($5::text IS NULL OR source_id IN (SELECT id FROM event_sources WHERE topic = $5))
       ORDER BY position DESC LIMIT $6`,
      [from ?? null, to ?? null, before ?? null, eventType ?? null, topic ?? null, limit],
    );
    return rows.map(({ position }) => position);
  };
  const optional = <Value>(of: fc.Arbitrary<Value>) => fc.option(of, { nil: undefined });
  const time = fc.integer({ min: -48, max: 2_500 }).map((hours) => new Date(START + hours * HOUR_MS + 1_234));
  const filters = fc.record({
    from: optional(time),
    to: optional(time),
    before: optional(fc.integer({ min: 1, max: EVENTS }).map(String)),
    eventType: optional(fc.constantFrom('type-3', 'rare', 'none')),
    topic: optional(fc.constantFrom('topic-2', 'none')),
  });

  const holds = (runs: number) =>
    fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 1, max: 60 }), async (filter, limit) => {
        expect(await listed(filter, limit)).toEqual(await expected(filter, limit));
      }),
      { numRuns: runs },
    );

  it('has its last events, whatever else is asked for and wherever in the log they are', () => holds(60));

  it('is the same for what was in the log before hours were kept', async () => {
    await random.database.query(
      `WITH gone AS (DELETE FROM event_hours WHERE last_position < 40000)
       UPDATE event_hours SET last_position = 40000 WHERE hour = '-infinity'`,
    );
    await holds(30);
  });

  it('is there for records of any time that Kafka may have', async () => {
    await random.database.query(
      `INSERT INTO event_log (kind, event_id, source_id, kafka_offset, kafka_time) VALUES
         ('traffic', gen_random_uuid(), 1, 70000, '0001-01-01'), ('traffic', gen_random_uuid(), 1, 70001, '9999-12-30')`,
    );
    const first = { to: new Date(Date.UTC(1000, 0, 1)) };
    const last = { from: new Date(Date.UTC(9000, 0, 1)) };
    expect([(await listed(first, 10)).length, (await listed(last, 10)).length]).toEqual([1, 1]);
  });
});
