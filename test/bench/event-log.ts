import { randomUUID } from 'node:crypto';
import { messageOf, routeOf, type InboundRecord, type OutboundRecord } from '#contracts';
import { append, EVENT_LOG, readEvent } from '#event-log';
import { Storage, openDatabase, type Database } from '#storage';
import { median, round } from './figures';
import { copyAgain, perSecond, publishAll, storeAll } from './into-database';
import { CONTENT_LENGTH } from './load';
import type { Stage } from './stage';

/** As many as the recorder takes together. */
const GROUP = 1_000;
const AIM = 10_000;
const nothing = (): void => undefined;

/** Its topics are those of a request, so that the envelope is read as it is in production. */
const TOPIC = routeOf('stamp', 'dotted').request;

export interface EventLogFigures {
  readonly events: number;
  /** A second. */
  readonly copy: number;
  readonly append: number;
  readonly recorder: number;
  /** Processor time of the recorder for one event, in microseconds. */
  readonly cpu: number;
  readonly peakMb: number;
}

/** How fast events get into the log: by the recorder, with the broker beside it, and what limits it. */
export async function measureEventLog(stage: Stage, databaseUrl: string, events: number): Promise<EventLogFigures> {
  const storage = await openLog(databaseUrl);
  const database = openDatabase({ url: databaseUrl, maxConnections: 2, applicationName: 'bench', onError: nothing });
  try {
    const appended = await appendAll(database, events);
    const copied = await copyAgain(database, 'event_log', events);
    await database.query('TRUNCATE event_log, event_sources');
    const recorded = await record(stage, database, databaseUrl, events);
    return { events, copy: copied, append: appended, ...recorded };
  } finally {
    await Promise.all([database.close(), storage.close()]);
  }
}

async function openLog(url: string): Promise<Storage> {
  const days = { event_log_audit: null, event_log_traffic: null, event_log_telemetry: null };
  const retention = { days, onRemoved: nothing, onFailed: nothing };
  const storage = new Storage({ url, modules: [EVENT_LOG], applicationName: 'bench', onError: nothing, retention });
  await storage.prepare(new AbortController().signal, nothing);
  return storage;
}

async function appendAll(database: Database, count: number): Promise<number> {
  const began = performance.now();
  for (let at = 0; at < count; at += GROUP) {
    const records = Array.from({ length: Math.min(GROUP, count - at) }, (_, index) => inbound(at + index));
    await append(
      database,
      records.map((one) => readEvent(messageOf(one))),
    );
  }
  return perSecond(count, began);
}

async function record(stage: Stage, database: Database, databaseUrl: string, count: number) {
  await publishAll(stage.bootstrap, count, outbound);
  const recorder = { name: 'recorder', env: { DATABASE_URL: databaseUrl, RECORDER_TOPICS: TOPIC } } as const;
  const { rate, cpu, peakMb } = await storeAll(stage, recorder, count, async () => {
    const [row] = await database.query<{ sum: string | null }>('SELECT sum(next_offset) FROM event_sources');
    return Number(row?.sum ?? 0);
  });
  return { recorder: rate, cpu, peakMb };
}

function outbound(number: number): OutboundRecord {
  const id = `request-${number}`;
  const envelope = {
    event_id: randomUUID(),
    event_type: TOPIC,
    correlation_id: id,
    timestamp: new Date().toISOString(),
    source: { service: 'bench', version: '1.0.0' },
    payload: { content: `${id} ${'x'.repeat(CONTENT_LENGTH)}`, namespace: 'bench' },
  };
  return { topic: TOPIC, key: id, value: JSON.stringify(envelope), headers: { correlation_id: id } };
}

function inbound(number: number): InboundRecord {
  const { key, value } = outbound(number);
  const place = { topic: TOPIC, partition: number % 6, offset: String(Math.floor(number / 6)), timestamp: Date.now() };
  return {
    ...place,
    key: Buffer.from(String(key)),
    value: Buffer.from(value),
    headers: {},
    rawHeaders: Buffer.from([0]),
  };
}

export function reportEventLog(rows: readonly EventLogFigures[]): void {
  const of = (read: (row: EventLogFigures) => number) => median(rows.map(read));
  const copy = of((row) => row.copy);
  console.log(`event log: events of 2 KiB, ${rows[0]?.events} each time (aim: ${AIM} a second by the recorder)`);
  console.table(
    [
      { name: 'COPY of the same rows', rate: copy },
      { name: 'append in this process', rate: of((row) => row.append) },
      { name: 'recorder, with the broker beside it', rate: of((row) => row.recorder) },
    ].map(({ name, rate }) => ({ name, 'events/s': Math.round(rate), 'of COPY': round(rate / copy) })),
  );
  console.log(
    `recorder: ${round(of((row) => row.cpu))} µs of processor time an event, ${Math.round(of((row) => row.peakMb))} MB at most`,
  );
}
