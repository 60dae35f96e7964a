import type { InboundRecord } from '#contracts';
import { blake3 } from '#blake3';

/** Largest number of 48 bits. */
const MAX_TIME = 2 ** 48 - 1;

/**
 * The id of a record in the log: the same record always has the same, and two never share one. UUIDv8 (RFC 9562, section
 * 5.8) laid out as version 7 is, with the record's time in front, so that an index grows at its end; where that has
 * random bits, these are of a BLAKE3 over place, time and bytes.
 */
export function eventId(record: InboundRecord, headers: Buffer | null): Buffer {
  const { topic, partition, offset, timestamp, key, value } = record;
  const place = Buffer.from(JSON.stringify([topic, partition, offset, timestamp, lengths(key, value, headers)]));
  const digest = blake3(Buffer.concat([place, key ?? EMPTY, value ?? EMPTY, headers ?? EMPTY]));
  const id = Buffer.alloc(16);
  id.writeUIntBE(Math.min(Math.max(timestamp, 0), MAX_TIME), 0, 6);
  digest.copy(id, 6, 0, 10);
  id[6] = (id[6]! & 0x0f) | 0x80;
  id[8] = (id[8]! & 0x3f) | 0x80;
  return id;
}

const EMPTY = Buffer.alloc(0);

/** What is null is not what is empty, and no byte may move from one to the next. */
function lengths(...parts: readonly (Buffer | null)[]): (number | null)[] {
  return parts.map((part) => part?.length ?? null);
}
