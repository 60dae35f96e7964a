import { isUtf8 } from 'node:buffer';
import type { InboundRecord, Refusal } from '#contracts';
import type { DeadLetter } from './dead-letter';
import { failureOf, identityOf, originOf, type Reading } from './dead-letter-fields';
import { failureHeaders, headersBefore, keepsAll, leavesValueRaw, tellsFailure } from './header-fields';
import { at, isMembers, parseJson, type Members } from './members';
import { readHeaderFamily, type FamilyReading } from './read-header-family';
import { MISSING, once, ruleFor } from './shapes';

const NOTHING: Members = {};
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Reads a record of a dead-letter topic, whoever wrote it. Never throws and loses nothing: what it cannot read is
 * `null`, `'unknown'` or 0, and `raw` is the record's value as it came. The body's word goes before the headers'.
 */
export function parseDeadLetter(record: InboundRecord): DeadLetter {
  const reading = read(record);
  // Four spreads would take twenty times as long, and most of the time of reading a record.
  return Object.assign(placeOf(record), originOf(record, reading), failureOf(reading), identityOf(record, reading));
}

/** What is known of a record of a dead-letter topic whatever it holds. */
export type Place = Pick<DeadLetter, 'dlq_topic' | 'dlq_partition' | 'dlq_offset' | 'received_at' | 'raw'>;

export function placeOf({ topic, partition, offset, timestamp, value }: InboundRecord): Place {
  return {
    dlq_topic: topic,
    dlq_partition: partition,
    dlq_offset: offset,
    received_at: brokerTime(timestamp),
    raw: value ?? Buffer.alloc(0),
  };
}

function read(record: InboundRecord): Reading {
  const headers = failureHeaders(record.headers);
  const isRaw = leavesValueRaw(headers);
  const family = isRaw ? undefined : readHeaderFamily(record);
  if (record.unreadable !== undefined) return readPart(record, record.unreadable, headers, family);
  if (family !== undefined) return readFamily(record, family, headers);
  const { body, text, problem } = bodyOf(record.value);
  const rule = body && !isRaw ? ruleFor(body) : undefined;
  if (body !== undefined && rule !== undefined) {
    const original = rule.original(body, text);
    return { shape: rule.shape, body, text, original, headers, own: null, unreadable: null };
  }
  if (tellsFailure(headers)) {
    const original = { value: record.value, exact: keepsAll(headers), read: () => ({ content: body, text }) };
    return { ...NO_BODY, shape: 'headers', original, headers, own: headersBefore(record) };
  }
  const shape = record.value === null || record.value.length === 0 ? 'tombstone' : 'unknown';
  const original = { ...MISSING, read: () => ({ content: body, text }) };
  return { shape, body: body ?? NOTHING, text, original, headers, own: null, unreadable: problem };
}

const NO_BODY = { body: NOTHING, text: '', unreadable: null };

/** The value is the failed record's, whatever it looks like: with such headers nobody wraps anything. */
function readFamily({ value: sent }: InboundRecord, family: FamilyReading, generic: Members): Reading {
  const { shape, own, key, value = sent, keepsTombstones } = family;
  const read = once(() => {
    const { body: content, text } = bodyOf(value);
    return { content, text };
  });
  const original = { value, exact: value !== null || keepsTombstones, read };
  return { ...NO_BODY, shape, original, headers: fieldsOf(family, generic), own, key };
}

/** Of what else is in the headers, only what every writer calls so: the rest is the failed record's. */
function fieldsOf({ fields }: FamilyReading, generic: Members): Members {
  return { correlation_id: at(generic, 'correlation_id'), event_type: at(generic, 'event_type'), ...fields };
}

/** The client could not read the record as it was written: why is what can be told of it, and it is stored all the same. */
function readPart(
  record: InboundRecord,
  { code, message }: Refusal,
  generic: Members,
  family: FamilyReading | undefined,
): Reading {
  const body = { error_code: code, error_message: message };
  const part = { body, text: '', original: { ...MISSING, value: record.value }, unreadable: null };
  if (family !== undefined) {
    return { ...part, shape: family.shape, headers: fieldsOf(family, generic), own: family.own };
  }
  if (!tellsFailure(generic)) return { ...part, shape: 'unknown', headers: generic, own: null };
  return { ...part, shape: 'headers', headers: generic, own: headersBefore(record) };
}

interface Body {
  readonly body: Members | undefined;
  readonly text: string;
  readonly problem: string;
}

function bodyOf(value: Buffer | null): Body {
  if (value === null || value.length === 0) return { body: undefined, text: '', problem: 'it has no value' };
  const text = decode(value);
  if (text === undefined) return { body: undefined, text: '', problem: 'it is not UTF-8' };
  const json = parseJson(text);
  if (isMembers(json)) return { body: json, text, problem: 'no writer is known by its members' };
  return { body: undefined, text, problem: json === undefined ? 'it is not JSON' : 'it is JSON but no object' };
}

function decode(value: Buffer): string | undefined {
  if (!isUtf8(value)) return undefined;
  const text = value.toString('utf8');
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

function brokerTime(milliseconds: number): Date {
  return new Date(milliseconds >= 0 && milliseconds <= 8.64e15 ? milliseconds : 0);
}
