import { decodeHeaders, isObject, member, type InboundRecord } from '#contracts';
import { headersIn } from '../record-of';
import { NOT_COMPARABLE, type Exchange, type NotComparable } from './exchange';

/** An exchange as one line of a sample: JSON, with exact bytes as base64. */
export function writeExchange({ request, reply, missing }: Exchange): string {
  return JSON.stringify({
    request: written(request),
    reply: reply && written(reply),
    ...(missing !== null && { missing }),
  });
}

function written({ topic, partition, offset, timestamp, key, value, rawHeaders }: InboundRecord): object {
  const [key64, value64, headers] = [key, value, rawHeaders ?? null].map((bytes) => bytes?.toString('base64') ?? null);
  return { topic, partition, offset, timestamp, key: key64, value: value64, headers };
}

/** @throws {SampleLineError} where it is none. */
export function readExchange(line: string): Exchange {
  const given = parsed(line);
  const reply = member(given, 'reply') ?? null;
  const missing = member(given, 'missing') ?? (reply === null ? 'unanswered' : null);
  if (missing !== null && !isReason(missing)) throw new SampleLineError('"missing" is no known reason');
  return {
    request: readRecord('request', member(given, 'request')),
    reply: reply === null ? null : readRecord('reply', reply),
    missing,
  };
}

/** Says what is wrong with a line. */
export class SampleLineError extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = 'SampleLineError';
  }
}

function parsed(line: string) {
  try {
    const given: unknown = JSON.parse(line);
    if (isObject(given)) return given;
  } catch {
    // Said below.
  }
  throw new SampleLineError('it is not a JSON object');
}

function isReason(value: unknown): value is NotComparable {
  return typeof value === 'string' && Object.hasOwn(NOT_COMPARABLE, value);
}

function readRecord(name: string, given: unknown): InboundRecord {
  if (!isObject(given)) throw new SampleLineError(`"${name}" is not an object`);
  const { topic, partition, offset, timestamp } = given;
  if (typeof topic !== 'string' || topic === '') throw new SampleLineError(`"${name}.topic" is not a text`);
  if (!isWhole(partition)) throw new SampleLineError(`"${name}.partition" is not a whole number`);
  if (typeof offset !== 'string' || !/^\d{1,19}$/.test(offset)) {
    throw new SampleLineError(`"${name}.offset" is not a decimal text`);
  }
  if (!isWhole(timestamp)) throw new SampleLineError(`"${name}.timestamp" is not a whole number`);
  const [key, value, headers] = ['key', 'value', 'headers'].map((part) => bytesOf(`${name}.${part}`, given[part]));
  return {
    topic,
    partition,
    offset,
    timestamp,
    key: key ?? null,
    value: value ?? null,
    ...headersOf(name, headers ?? null),
  };
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;

function bytesOf(name: string, text: unknown): Buffer | null {
  if (text === null || text === undefined) return null;
  if (typeof text === 'string' && BASE64.test(text)) return Buffer.from(text, 'base64');
  throw new SampleLineError(`"${name}" is not base64`);
}

function headersOf(name: string, bytes: Buffer | null): ReturnType<typeof headersIn> {
  try {
    if (bytes !== null) decodeHeaders(bytes);
  } catch {
    throw new SampleLineError(`"${name}.headers" are not headers as Kafka writes them`);
  }
  return headersIn(bytes);
}
