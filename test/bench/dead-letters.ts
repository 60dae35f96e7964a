import { randomUUID } from 'node:crypto';
import { encodeDeadLetter, messageOf, routeOf, type AnyOutboundRecord, type InboundRecord } from '#contracts';
import { DEAD_LETTERS, storeDeadLetters } from '#dead-letters';
import { openDatabase, Storage, type Database } from '#storage';
import { parseDeadLetter } from '../../apps/dlq-monitor/src/dead-letters/parse-dead-letter';
import { median, round } from './figures';
import { copyAgain, perSecond, publishAll, storeAll, type Stored } from './into-database';
import type { Stage } from './stage';

/** As many as the monitor takes together. */
const GROUP = 500;
const AIM = 5_000;
const RECORD_BYTES = 1_024;
const nothing = (): void => undefined;

const { request: TOPIC, deadLetter: DLQ } = routeOf('stamp', 'dotted');
const WRITERS = ['our own workers', 'Kafka Connect'] as const;
type Writer = (typeof WRITERS)[number];

/** For dead letters of one writer, each a second. */
export interface DeadLetterFigures {
  readonly writer: Writer;
  readonly records: number;
  readonly copy: number;
  readonly store: number;
  readonly monitor: Stored;
}

/** How fast dead letters get into the database: by the monitor, with the broker beside it, and what limits it. */
export async function measureDeadLetters(
  stage: Stage,
  databaseUrl: string,
  records: number,
): Promise<readonly DeadLetterFigures[]> {
  const days = { dead_letters: 30, dead_letter_groups: 30, dead_letter_alerts: 30, dead_letter_notices: 30 };
  const retention = { days, onRemoved: nothing, onFailed: nothing };
  const options = { url: databaseUrl, applicationName: 'bench', onError: nothing };
  const storage = new Storage({ ...options, modules: [DEAD_LETTERS], retention });
  await storage.prepare(new AbortController().signal, nothing);
  const database = openDatabase({ ...options, maxConnections: 2 });
  const figures: DeadLetterFigures[] = [];
  try {
    for (const writer of WRITERS) figures.push(await measureWriter(stage, database, databaseUrl, writer, records));
    return figures;
  } finally {
    await Promise.all([database.close(), storage.close()]);
  }
}

async function measureWriter(
  stage: Stage,
  database: Database,
  databaseUrl: string,
  writer: Writer,
  records: number,
): Promise<DeadLetterFigures> {
  const store = await storeInProcess(database, writer, records);
  const copy = await copyAgain(database, 'dead_letters', records);
  await database.query('TRUNCATE dead_letters CASCADE');
  const topic = `bench-${randomUUID()}.dlq`;
  await stage.makeTopics([topic]);
  await publishAll(stage.bootstrap, records, (number) => ({ ...deadLetter(writer, number), topic }));
  const env = { DATABASE_URL: databaseUrl, DLQ_TOPIC_PATTERNS: topic };
  const monitor = await storeAll(stage, { name: 'dlq-monitor', env }, records, async () => {
    const [row] = await database.query<{ count: string }>('SELECT count(*) FROM dead_letters');
    return Number(row?.count);
  });
  await database.query('TRUNCATE dead_letters CASCADE');
  return { writer, records, copy, store, monitor };
}

async function storeInProcess(database: Database, writer: Writer, count: number): Promise<number> {
  const began = performance.now();
  for (let at = 0; at < count; at += GROUP) {
    const letters = Array.from({ length: Math.min(GROUP, count - at) }, (_, index) => received(writer, at + index));
    await storeDeadLetters(database.query, letters.map(parseDeadLetter));
  }
  return perSecond(count, began);
}

/** A record of 1 KiB that has failed. */
function failed(number: number): InboundRecord {
  const id = `request-${number}`;
  const envelope = { event_type: TOPIC, correlation_id: id, payload: { namespace: 'bench', content: '' } };
  const rest = RECORD_BYTES - JSON.stringify(envelope).length;
  const value = Buffer.from(
    JSON.stringify({ ...envelope, payload: { content: 'x'.repeat(rest), namespace: 'bench' } }),
  );
  const place = { topic: TOPIC, partition: 0, offset: String(number), timestamp: Date.now() };
  return { ...place, key: Buffer.from(id), value, headers: {}, rawHeaders: Buffer.from([0]) };
}

const CONNECT = {
  '__connect.errors.topic': TOPIC,
  '__connect.errors.partition': '0',
  '__connect.errors.connector.name': 'bench-sink',
  '__connect.errors.exception.class.name': 'org.apache.kafka.connect.errors.DataException',
  '__connect.errors.exception.message': 'the record has no schema',
};
const FAILURE = {
  refusal: { code: 'invalid_payload', message: 'content must be longer', details: [] },
  category: 'contract',
  retryCount: 0,
  maxRetries: 3,
  consumerGroup: 'bench',
  eventType: TOPIC,
} as const;
const ORIGIN = {
  service: 'bench',
  version: '1.0.0',
  instanceId: 'bench-1',
  hostname: 'bench',
  now: () => new Date(),
  newId: randomUUID,
};

function deadLetter(writer: Writer, number: number): AnyOutboundRecord {
  const record = failed(number);
  if (writer !== 'Kafka Connect') {
    return encodeDeadLetter(messageOf(record), { ...FAILURE, correlationId: `request-${number}` }, ORIGIN);
  }
  const headers = { ...CONNECT, '__connect.errors.offset': String(number) };
  return { topic: DLQ, key: record.key, value: record.value ?? '', headers };
}

function received(writer: Writer, number: number): InboundRecord {
  const { key, value, headers = {} } = deadLetter(writer, number);
  const bytes = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)] as const);
  const place = { topic: DLQ, partition: 0, offset: String(number), timestamp: Date.now() };
  return {
    ...place,
    key: Buffer.from(key ?? ''),
    value: Buffer.from(value ?? ''),
    headers: Object.fromEntries(bytes),
  };
}

export function reportDeadLetters(rows: readonly DeadLetterFigures[]): void {
  console.log(`dead letters of records of 1 KiB, ${rows[0]?.records} each time (aim: ${AIM} a second by the monitor)`);
  for (const writer of WRITERS) {
    const of = (read: (row: DeadLetterFigures) => number) =>
      median(rows.filter((row) => row.writer === writer).map(read));
    const copy = of((row) => row.copy);
    console.table(
      [
        { name: `${writer}: COPY of the same rows`, rate: copy },
        { name: `${writer}: read and stored in this process`, rate: of((row) => row.store) },
        { name: `${writer}: dlq-monitor, with the broker beside it`, rate: of((row) => row.monitor.rate) },
      ].map(({ name, rate }) => ({ name, 'records/s': Math.round(rate), 'of COPY': round(rate / copy) })),
    );
    const [cpu, peak] = [of((row) => row.monitor.cpu), of((row) => row.monitor.peakMb)];
    console.log(`dlq-monitor: ${round(cpu)} µs of processor time a record, ${Math.round(peak)} MB at most`);
  }
}
