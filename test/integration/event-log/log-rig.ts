import { EVENT_LOG, readEvent, type NewEvent } from '#event-log';
import { encodeHeaders, messageOf, rawHeadersOf, type InboundRecord } from '#contracts';
import { Retention } from '#storage';
import { createMigratedDatabase, type RandomDatabase } from '../../support/random-database';

/** A database that can take events now. */
export async function createLogDatabase(): Promise<Awaited<ReturnType<typeof createMigratedDatabase>>> {
  const random = await createMigratedDatabase();
  await retentionOf(random).prepare();
  return random;
}

/** Of the log's tables, by days; what is not named is kept. */
export function retentionOf(
  { open }: Pick<RandomDatabase, 'open'>,
  days: Partial<Record<string, number>> = {},
  onRemoved: (table: string, rows: number) => void = () => undefined,
): Retention {
  const kept = { event_log_audit: null, event_log_traffic: null, event_log_telemetry: null };
  const onFailed = (table: string, error: unknown): never => {
    throw new Error(`the retention of ${table} failed`, { cause: error });
  };
  return new Retention(open(1), [EVENT_LOG], { days: { ...kept, ...days }, onRemoved, onFailed });
}

/** One record of a topic, with an envelope of these fields for its value unless another is given. */
export function recordOf(
  offset: number,
  fields: Readonly<Record<string, unknown>> = {},
  record: Partial<InboundRecord> = {},
): InboundRecord {
  const headers = rawHeadersOf({ sender: 'spec' });
  return {
    topic: 'spec.events',
    partition: 0,
    offset: String(offset),
    timestamp: Date.UTC(2026, 10, 29, 12, 0, 0) + offset,
    key: Buffer.from(`key-${offset}`),
    value: Buffer.from(JSON.stringify({ event_id: `event-${offset}`, event_type: 'Spec', payload: {}, ...fields })),
    headers: {},
    rawHeaders: encodeHeaders(headers),
    ...record,
  };
}

export function eventOf(...parts: Parameters<typeof recordOf>): NewEvent {
  return readEvent(messageOf(recordOf(...parts)));
}
