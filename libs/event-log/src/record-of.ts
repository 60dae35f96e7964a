import { decodeHeaders, type InboundRecord, type RawHeader } from '#contracts';
import type { LoggedEvent } from './event';

/** The record that was taken into the log. */
export function recordOf({ topic, partition, offset, kafkaTime, key, value, headers }: LoggedEvent): InboundRecord {
  return {
    topic,
    partition,
    offset,
    timestamp: kafkaTime?.getTime() ?? 0,
    key,
    value,
    ...headersIn(headers),
  };
}

/** Of a record with these bytes for its headers. */
export function headersIn(bytes: Buffer | null): Pick<InboundRecord, 'headers' | 'rawHeaders'> {
  const named = readable(bytes).flatMap(([name, value]) => (value === null ? [] : [[name.toString(), value]]));
  return { headers: Object.fromEntries(named), ...(bytes !== null && { rawHeaders: bytes }) };
}

/** Headers that are not in Kafka's format say nothing. */
function readable(headers: Buffer | null): RawHeader[] {
  try {
    return headers === null ? [] : decodeHeaders(headers);
  } catch {
    return [];
  }
}
