import { ApiProperty } from '@nestjs/swagger';
import { deadLetterTopics, encodeHeaders, type InboundRecord, type RawHeader } from '#contracts';
import { Field, type Kind } from '#http';
import { JobReason } from '#jobs';
import { base64, count, isMembers, offset } from '../dead-letters/members';

/** Of one request, whose body is small. */
const MAX_ITEMS = 100;
const MAX_HEADERS = 1_000;

const TOPICS = new Set(deadLetterTopics());

/** A record of a dead-letter topic, as `omni dlq export` writes it. */
const RECORDS: Kind<readonly InboundRecord[]> = {
  expected:
    `a list of 1 to ${MAX_ITEMS} records of dead-letter topics of the catalog: topic, partition, offset, timestamp, ` +
    'key_base64, value_base64 and headers, pairs of a name and base64',
  schema: {
    type: 'array',
    minItems: 1,
    maxItems: MAX_ITEMS,
    items: {
      type: 'object',
      required: ['topic', 'partition', 'offset', 'timestamp', 'value_base64'],
      properties: {
        topic: { type: 'string' },
        partition: { type: 'integer' },
        offset: { type: 'string' },
        timestamp: { type: 'integer', description: 'Milliseconds since 1970.' },
        key_base64: { type: ['string', 'null'] },
        value_base64: { type: ['string', 'null'] },
        headers: { type: 'array', items: { type: 'array' } },
      },
    },
  },
  read: (value) => {
    if (!Array.isArray(value) || value.length === 0 || value.length > MAX_ITEMS) return undefined;
    const records = (value as unknown[]).map(recordOf).filter((record) => record !== undefined);
    return records.length === value.length ? records : undefined;
  },
};

function recordOf(item: unknown): InboundRecord | undefined {
  if (!isMembers(item)) return undefined;
  const { topic, timestamp } = item;
  const [partition, at] = [count(item['partition']), offset(item['offset'])];
  const [key, value] = [bytesOf(item['key_base64']), bytesOf(item['value_base64'])];
  const headers = headersOf(item['headers']);
  if (typeof topic !== 'string' || !TOPICS.has(topic) || partition === undefined || at === undefined) return undefined;
  if (typeof timestamp !== 'number' || !Number.isSafeInteger(timestamp)) return undefined;
  if (key === undefined || value === undefined || headers === undefined) return undefined;
  const last = new Map(headers.map(([name, bytes]) => [name.toString(), bytes ?? Buffer.alloc(0)]));
  const texts = Object.fromEntries(last) as Record<string, Buffer>;
  return { topic, partition, offset: at, timestamp, key, value, headers: texts, rawHeaders: encodeHeaders(headers) };
}

function bytesOf(value: unknown): Buffer | null | undefined {
  return value === null || value === undefined ? null : base64(value);
}

function headersOf(value: unknown): readonly RawHeader[] | undefined {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > MAX_HEADERS) return undefined;
  const headers = (value as unknown[]).map(headerOf).filter((header) => header !== undefined);
  return headers.length === value.length ? headers : undefined;
}

function headerOf(pair: unknown): RawHeader | undefined {
  if (!Array.isArray(pair) || pair.length !== 2 || typeof pair[0] !== 'string') return undefined;
  const bytes = bytesOf(pair[1] as unknown);
  return bytes === undefined ? undefined : [Buffer.from(pair[0]), bytes];
}

export class ImportBody extends JobReason {
  @Field(RECORDS)
  items!: readonly InboundRecord[];
}

export class ImportedView {
  @ApiProperty({ type: 'integer', description: 'Dead letters that were not there.' }) added!: number;
  @ApiProperty({ type: 'integer', description: 'Those that were: a place on a topic is kept once.' }) known!: number;
}
