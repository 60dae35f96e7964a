import type { InboundRecord, Refusal } from '#contracts';
import type { DeadLetter } from './dead-letter';
import { failureOf, identityOf, originOf, type Reading } from './dead-letter-fields';
import { failureHeaders, keepsAll, leavesValueRaw, tellsFailure } from './header-fields';
import { isMembers, parseJson, type Members } from './members';
import { MISSING, ruleFor } from './shapes';

const NOTHING: Members = {};

/**
 * Reads a record of a dead-letter topic, whoever wrote it. Never throws and loses nothing: what it cannot read is
 * `null`, `'unknown'` or 0, and `raw` is the record's value as it came. The body's word goes before the headers'.
 */
export function parseDeadLetter(record: InboundRecord): DeadLetter {
  const reading = read(record);
  return {
    ...placeOf(record),
    shape: reading.shape,
    ...originOf(record, reading),
    ...failureOf(reading),
    ...identityOf(record, reading),
  };
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
  if (record.unreadable !== undefined) return readPart(record, record.unreadable, headers);
  const { body, text, problem } = bodyOf(record.value);
  const rule = body && !leavesValueRaw(headers) ? ruleFor(body) : undefined;
  if (body !== undefined && rule !== undefined) {
    return { shape: rule.shape, body, text, original: rule.original(body, text), headers, unreadable: null };
  }
  if (tellsFailure(headers)) {
    const original = { value: record.value, exact: keepsAll(headers), content: body, text };
    return { shape: 'headers', body: NOTHING, text: '', original, headers, unreadable: null };
  }
  const shape = record.value === null || record.value.length === 0 ? 'tombstone' : 'unknown';
  const original = { ...MISSING, content: body, text };
  return { shape, body: body ?? NOTHING, text, original, headers, unreadable: problem };
}

/** The client could not read the record as it was written: why is what can be told of it, and it is stored all the same. */
function readPart({ value }: InboundRecord, { code, message }: Refusal, headers: Members): Reading {
  const body = { error_code: code, error_message: message };
  const original = { ...MISSING, value };
  return { shape: tellsFailure(headers) ? 'headers' : 'unknown', body, text: '', original, headers, unreadable: null };
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
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value);
  } catch {
    return undefined;
  }
}

function brokerTime(milliseconds: number): Date {
  return new Date(milliseconds >= 0 && milliseconds <= 8.64e15 ? milliseconds : 0);
}
