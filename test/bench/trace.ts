import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVENT_LOG, listEvents, readConversation, readSession, type EventFilter } from '#event-log';
import { migrate, openDatabase, Retention, type Database, type Query } from '#storage';
import { startEmbeddedPostgres } from '../../tools/local-stack/src/embedded-postgres';
import { latenciesOf, round } from './figures';

const BATCH = 500_000;
const PER_CONVERSATION = 5;
const PER_SESSION = 50;
const QUESTIONS = 200;
const LONG = { correlationId: 'correlation-long' };
const STATEMENT_TIMEOUT_MS = 600_000;
/** Of a trace, as the recorder reads it. */
const LIMIT = 1_000;

/** Five events to a conversation, one in a hundred to a long one, ten conversations to a session, over the months of the log, twenty topics and types. */
const FILL = `
INSERT INTO event_log (recorded_at, kind, event_id, source_id, kafka_offset, kafka_time, key, value, envelope_id,
  correlation_id, causation_id, session_id, event_type, source, schema_version, event_time)
SELECT at, 'traffic', lpad(to_hex(n), 32, '0')::uuid, 1 + n % 20, n, at, convert_to('key-' || n, 'UTF8'),
  '\\x7b7d'::bytea, 'event-' || n,
  CASE WHEN n % 100 = 99 THEN 'correlation-long' ELSE 'correlation-' || n / ${PER_CONVERSATION} END,
  CASE WHEN n % ${PER_CONVERSATION} > 0 THEN 'event-' || n - n % ${PER_CONVERSATION} END, 'session-' || n / ${PER_SESSION},
  'type-' || n % 20, 'bench', '1.0', at
FROM generate_series($1::bigint, $2::bigint - 1) AS n, LATERAL (SELECT date_trunc('month', now()) + interval '110 days' * (n::float8 / $3)) AS t (at)`;

/** `npm run bench -- trace`: what a log of this many events is asked, and how PostgreSQL answers. */
export async function reportTrace(events: number): Promise<void> {
  const postgres = await startEmbeddedPostgres({
    directory: mkdtempSync(join(tmpdir(), 'omninode-bench-')),
    log: () => undefined,
    settings: { fsync: 'off', max_wal_size: '4GB' },
  });
  const database = openDatabase({
    url: postgres.url,
    maxConnections: 2,
    applicationName: 'bench',
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    onError: () => undefined,
  });
  try {
    await fill(database, events);
    await report(database.query, events);
  } finally {
    await database.close();
    await postgres.remove();
  }
}

async function fill(database: Database, events: number): Promise<void> {
  const began = performance.now();
  await migrate(database, [EVENT_LOG]);
  const days = { event_log_audit: null, event_log_traffic: null, event_log_telemetry: null };
  const onFailed = (table: string, error: unknown): never => {
    throw new Error(`no partitions of ${table}`, { cause: error });
  };
  await new Retention(database, [EVENT_LOG], { days, onRemoved: () => undefined, onFailed }).prepare();
  await database.query(
    `INSERT INTO event_sources (topic, partition, next_offset) SELECT 'topic-' || n, 0, 0 FROM generate_series(1, 20) n`,
  );
  for (let from = 0; from < events; from += BATCH) {
    await database.query(FILL, [from, Math.min(from + BATCH, events), events]);
    console.log(`${Math.min(from + BATCH, events)} events after ${seconds(began)} s`);
  }
  // As autovacuum does in time.
  await database.query('ANALYZE event_log');
  await database.query(
    `SELECT brin_summarize_new_values(indexrelid) FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
     JOIN pg_am ON pg_am.oid = relam WHERE amname = 'brin' AND relkind = 'i'`,
  );
  const [size] = await database.query<{ size: string }>(
    `SELECT pg_size_pretty(sum(pg_total_relation_size(relid))) AS size FROM pg_partition_tree('event_log')`,
  );
  console.log(`filled in ${seconds(began)} s, ${size?.size}`);
}

async function report(query: Query, events: number): Promise<void> {
  const some = (n: number) => Math.floor((n * 7_919 * 104_729) % events);
  const conversation = (n: number) => ({ correlationId: `correlation-${Math.floor(some(n) / PER_CONVERSATION)}` });
  const session = (n: number) => `session-${Math.floor(some(n) / PER_SESSION)}`;
  await explain(query, 'the plan for one correlation id', (asked) => readConversation(asked, conversation(1), LIMIT));
  const [span] = await query<{ from: Date; to: Date }>(
    'SELECT min(kafka_time) AS "from", max(kafka_time) AS "to" FROM event_log',
  );
  const middle = new Date((span!.from.getTime() + span!.to.getTime()) / 2);
  const after = (hours: number) => ({ from: middle, to: new Date(middle.getTime() + hours * 3_600_000) });
  const lists: Readonly<Record<string, EventFilter>> = {
    'the newest': {},
    'of a type': { eventType: 'type-7' },
    'of a topic': { topic: 'topic-7' },
    'of a topic there is none of': { topic: 'none' },
    'of one hour': after(1),
    'of a type and one hour': { ...after(1), eventType: 'type-7' },
    'of one day': after(24),
    'of thirty days': after(720),
  };
  const rows = [
    await timed('one correlation id', (n) => readConversation(query, conversation(n), LIMIT)),
    await timed('one session', (n) => readSession(query, session(n), LIMIT)),
    await timed(
      `a correlation id of ${events / 100} events, the first ${LIMIT}`,
      () => readConversation(query, LONG, LIMIT),
      5,
    ),
  ];
  for (const [name, filter] of Object.entries(lists)) {
    rows.push(await timed(`list, ${name}`, () => listEvents(query, filter, 51), 5));
  }
  console.log(`${events} events, in milliseconds`);
  console.table(rows);
}

async function timed(question: string, ask: (n: number) => Promise<unknown>, questions = QUESTIONS) {
  const times: number[] = [];
  for (let n = 0; n < questions; n += 1) {
    const began = performance.now();
    await ask(n);
    times.push(performance.now() - began);
  }
  const { p50, p99 } = latenciesOf(times.map((milliseconds) => ({ milliseconds })));
  return { question, 'p50 ms': round(p50), 'p99 ms': round(p99), 'most ms': round(Math.max(...times)) };
}

async function explain(query: Query, title: string, ask: (query: Query) => Promise<unknown>): Promise<void> {
  console.log(`${title}:`);
  await ask(async (text, values) => {
    const lines = await query<{ 'QUERY PLAN': string }>(`EXPLAIN (ANALYZE, BUFFERS) ${text}`, values);
    for (const line of lines) console.log(line['QUERY PLAN']);
    return [];
  });
}

function seconds(began: number): number {
  return Math.round((performance.now() - began) / 1_000);
}
