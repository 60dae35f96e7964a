import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { topicCatalog } from '#contracts';
import { DEAD_LETTERS } from '#dead-letters';
import { applyTopics, KafkaConnection } from '#event-bus';
import { migrate, openDatabase } from '#storage';
import { startLocalBroker } from '../../tools/local-broker/src';
import { processHoldings } from '../../tools/local-stack/src/proc';
import { postgresServer, type Server } from '../campaign/servers';
import { AppProcess } from '../support/app-process';
import { eventually } from '../support/eventually';
import { latenciesOf, round } from './figures';

const BATCH = 100_000;
const GROUPS = 500;
const TOPICS = 20;
const QUESTIONS = 20;
const STATEMENT_TIMEOUT_MS = 600_000;
const WHILE_ASKED = 'npm run bench';

/**
 * Records of half a KiB that failed for 500 reasons, of which every fourth is of one group (a plan of 250,000); one in
 * ten has been resolved. What their topics are called, the catalogue knows.
 */
const FILL = `
INSERT INTO dead_letters (dlq_topic, dlq_partition, dlq_offset, received_at, shape, raw, original_topic,
  original_partition, original_offset, original_key, original_value, original_headers, error_code, error_type,
  error_message, error_category, correlation_id, event_type, retry_count, consumer_group, failed_at, group_id, status,
  closed_at, exact)
SELECT ($3::text[])[1 + n % ${TOPICS}], n % 6, n, at, 'omninode-workers', convert_to(repeat(md5(n::text), 24), 'UTF8'),
  ($4::text[])[1 + n % ${TOPICS}], n % 6, n, convert_to('key-' || n % 1000, 'UTF8'),
  convert_to(repeat(md5(n::text), 16), 'UTF8'), '{"traceparent": "00"}', 'code_' || n % 50, 'TypeError',
  'the value of field ' || n % ${GROUPS} || ' is missing', 'contract', 'correlation-' || n, 'type-' || n % 20, 3,
  'bench', at, md5(CASE WHEN n % 4 = 0 THEN 'group-0' ELSE 'group-' || n % ${GROUPS} END)::uuid,
  CASE WHEN n % 10 = 9 THEN 'resolved' ELSE 'open' END, CASE WHEN n % 10 = 9 THEN at END, true
FROM generate_series($1::bigint, $2::bigint - 1) AS n,
  LATERAL (SELECT now() - interval '7 days' * (1 - n::float8 / $5)) AS t (at)`;

const FILL_GROUPS = `
INSERT INTO dead_letter_groups (id, first_seen_at, reason, addressee, error_code, error_class, message, frames, event_type)
SELECT md5('group-' || n)::uuid, now() - interval '7 days', (ARRAY['schema', 'timeout', 'our_bug'])[1 + n % 3],
  (ARRAY['producer', 'operator', 'us'])[1 + n % 3], 'code_' || n % 50, 'TypeError',
  'the value of field ' || n || ' is missing', '{}', 'type-' || n % 20
FROM generate_series(0, ${GROUPS - 1}) AS n`;

/** `npm run bench -- kept`: what dlq-monitor takes and how fast it answers with so many dead letters in its database. */
export async function reportManyDeadLetters(records: number): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'omninode-bench-'));
  const broker = await startLocalBroker();
  const settings = { fsync: 'off', max_wal_size: '4GB' };
  const postgres = await postgresServer(join(directory, 'postgres'), settings);
  try {
    await postgres.start();
    const nothing = (): void => undefined;
    const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
    await applyTopics(new KafkaConnection({ brokers: [broker.bootstrap], clientId: 'bench' }, log), topicCatalog());
    await fill(postgres.address, records);
    await reportMonitor({ KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap }, postgres, records);
  } finally {
    await broker.stop();
    await postgres.remove();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function fill(url: string, records: number): Promise<void> {
  const began = performance.now();
  const database = openDatabase({
    url,
    maxConnections: 1,
    applicationName: 'bench',
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    onError: () => undefined,
  });
  await migrate(database, [DEAD_LETTERS]);
  await database.query(FILL_GROUPS);
  const letters = topicCatalog().filter(({ name }) => name.endsWith('.dlq'));
  const topics = letters.slice(0, TOPICS).map(({ name }) => name);
  const originals = topics.map((name) => name.replace(/\.dlq$/, ''));
  for (let from = 0; from < records; from += BATCH) {
    await database.query(FILL, [from, Math.min(from + BATCH, records), topics, originals, records]);
  }
  await database.close();
  await vacuum(url);
  console.log(`${records} dead letters stored in ${Math.round((performance.now() - began) / 1_000)} s`);
}

/** As autovacuum does in time. */
async function vacuum(connectionString: string): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query('VACUUM (ANALYZE)');
  await client.end();
}

async function reportMonitor(env: Readonly<Record<string, string>>, postgres: Server, records: number): Promise<void> {
  await postgres.end();
  const monitor = AppProcess.start('dlq-monitor', { ...env, DATABASE_URL: postgres.address });
  try {
    const url = await monitor.url();
    await eventually('it misses the database', async () => (await fetch(`${url}/health/ready`)).status === 503);
    await postgres.start();
    const began = performance.now();
    await eventually('it is ready', async () => (await fetch(`${url}/health/ready`)).ok);
    console.log(`ready ${round((performance.now() - began) / 1_000)} s after PostgreSQL was`);
    const rows = [];
    for (const [question, request] of Object.entries(questions())) rows.push(await timed(question, url, request));
    console.log(`${records} dead letters, answered by dlq-monitor over HTTP, in milliseconds`);
    console.table(rows);
    console.log(`${Math.round((processHoldings(monitor.pid)?.peakKb ?? Number.NaN) / 1_024)} MB at most`);
  } finally {
    await monitor.stop();
  }
}

interface Asked {
  readonly path: string;
  readonly body?: unknown;
}

function questions(): Readonly<Record<string, Asked>> {
  const list = (search: string): Asked => ({ path: `/api/v1/dead-letters${search}` });
  // md5('group-0'), as in FILL.
  const group = '92a158dc-a660-b0c4-4afb-f331cf1c63a8';
  const redrive = { kind: 'republish_dead_letters', input: { filter: { group } } };
  return {
    'list, the newest': list(''),
    'list, 100 rows': list('?limit=100'),
    'list, open': list('?status=open'),
    'list, resolved': list('?status=resolved'),
    'list, of a topic': list('?topic=omninode.codegen.request.validate.v1.dlq'),
    'list, of a code': list('?code=code_7'),
    'list, of a code there is none of': list('?code=none'),
    'list, of a group': list(`?group=${group}`),
    'list, of a reason': list('?reason=timeout'),
    'list, of an addressee and open': list('?addressee=producer&status=open'),
    'list, of a correlation id': list('?correlation_id=correlation-4711'),
    'open, by topic': list('/counts'),
    groups: { path: '/api/v1/dead-letter-groups' },
    overview: { path: '/api/v1/overview' },
    'a redrive of a quarter, planned': { path: '/api/v1/jobs/preview', body: redrive },
    'a redrive of a quarter, frozen': { path: '/api/v1/jobs', body: { ...redrive, rate: 1, reason: WHILE_ASKED } },
  };
}

async function timed(question: string, url: string, { path, body }: Asked) {
  const times: number[] = [];
  // A job is asked for once: its records are taken.
  const often = path.endsWith('/jobs') ? 1 : QUESTIONS;
  for (let n = 0; n < often; n += 1) {
    const began = performance.now();
    const answer = await fetch(`${url}${path}`, body === undefined ? {} : post(body));
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${question}: ${answer.status} ${text}`);
    times.push(performance.now() - began);
  }
  const { p50 } = latenciesOf(times.map((milliseconds) => ({ milliseconds })));
  return { question, 'p50 ms': round(p50), 'most ms': round(Math.max(...times)) };
}

function post(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
