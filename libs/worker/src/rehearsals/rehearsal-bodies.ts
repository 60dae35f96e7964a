import { ApiProperty } from '@nestjs/swagger';
import { decodeHeaders, MAX_MESSAGE_BYTES, type InboundRecord, type OutboundRecord, type Refusal } from '#contracts';
import type { Rehearsal } from '#event-bus';
import { base64Kind, Field, invalidField, TOPIC } from '#http';

const optional = true;
const nullable = true;
const BYTES = base64Kind(MAX_MESSAGE_BYTES);

/** A record as it would come from the broker. */
export class RehearsalBody {
  @Field(TOPIC, { description: 'A request topic of this worker.' })
  topic!: string;

  @Field(BYTES, { optional, description: 'Left out: it has no key.' })
  key?: string;

  @Field(BYTES, { optional, description: 'Left out: a tombstone.' })
  value?: string;

  @Field(BYTES, { optional, description: "All of them as in Kafka's record format: their number, then each." })
  headers?: string;
}

export function recordOf({ topic, key, value, headers }: RehearsalBody): InboundRecord {
  const rawHeaders = bytesOf(headers) ?? Buffer.from([0]);
  return {
    topic,
    partition: 0,
    offset: '0',
    timestamp: Date.now(),
    key: bytesOf(key),
    value: bytesOf(value),
    headers: lastOfEach(rawHeaders),
    rawHeaders,
  };
}

function bytesOf(text: string | undefined): Buffer | null {
  return text === undefined ? null : Buffer.from(text, 'base64');
}

function lastOfEach(rawHeaders: Buffer): Record<string, Buffer> {
  try {
    const all = decodeHeaders(rawHeaders);
    return Object.fromEntries(all.flatMap(([name, value]) => (value === null ? [] : [[name.toString(), value]])));
  } catch {
    throw invalidField('headers', "headers as in Kafka's record format");
  }
}

export class SentView {
  @ApiProperty() topic!: string;
  @ApiProperty({ type: String, nullable, description: 'Base64.' }) key!: string | null;
  @ApiProperty({ description: 'Base64.' }) value!: string;
}

export class RehearsalView {
  @ApiProperty({ enum: ['would_succeed', 'would_fail'] }) outcome!: 'would_succeed' | 'would_fail';
  @ApiProperty() operation!: string;
  @ApiProperty({ type: String, nullable, description: 'As its dead letter would have it.' }) code!: string | null;
  @ApiProperty({ type: String, nullable }) message!: string | null;
  @ApiProperty({ type: String, enum: ['decode', 'handle', 'encode', null], nullable })
  step!: Rehearsal['failedStep'];
  @ApiProperty({ type: 'array', items: { type: 'object' }, description: 'What is wrong, and where.' })
  details!: Refusal['details'];
  @ApiProperty({ type: SentView, nullable, description: 'The reply that would be sent; `null`: nobody is answered.' })
  reply!: SentView | null;
  @ApiProperty({ type: [String], description: 'Topics of the events that would be published beside it.' })
  events!: readonly string[];
}

export function rehearsalView(operation: string, rehearsal: Rehearsal): RehearsalView {
  const { rejection, reply, events, failedStep } = rehearsal;
  return {
    outcome: rejection === null ? 'would_succeed' : 'would_fail',
    operation,
    code: rejection?.refusal.code ?? null,
    message: rejection?.refusal.message ?? null,
    step: failedStep,
    details: rejection?.refusal.details ?? [],
    reply: reply && sentView(reply),
    events: events.map(({ topic }) => topic),
  };
}

function sentView({ topic, key, value }: OutboundRecord): SentView {
  const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64');
  return { topic, key: key === null ? null : base64(key), value: base64(value) };
}
