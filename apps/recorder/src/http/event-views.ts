import { ApiProperty } from '@nestjs/swagger';
import { decodeHeaders } from '#contracts';
import { KINDS, SEALS, type EventExcerpt, type EventKind, type LoggedEvent, type Seal } from '#event-log';
import { PageOf } from '#http';
import { humanText, isSecretName, LABEL_LIMIT, MESSAGE_LIMIT, previewOf, REDACTED } from '#redaction';

const nullable = true;
const TEXT = { type: String, nullable } as const;
const INSTANT = { type: String, format: 'date-time' } as const;

/** Ids are shown whole, so that they can be asked for. */
const ID_LIMIT = 1_024;
/** Of a payload, in UTF-16 units. */
const PAYLOAD_LIMIT = 65_536;

/** An event for people and scripts: bytes are shown as text, without secrets. */
export class EventView {
  @ApiProperty({ format: 'uuid' }) event_id!: string;
  @ApiProperty({ description: 'In the order of the log; 64 bit, decimal.' }) position!: string;
  @ApiProperty({ enum: KINDS }) kind!: EventKind;
  @ApiProperty() topic!: string;
  @ApiProperty({ type: 'integer' }) partition!: number;
  @ApiProperty({ description: '64 bit, decimal.' }) offset!: string;
  @ApiProperty(INSTANT) recorded_at!: string;
  @ApiProperty({ ...INSTANT, nullable, description: "The record's own." }) kafka_time!: string | null;
  @ApiProperty({ ...INSTANT, nullable, description: "By its sender's clock." }) event_time!: string | null;
  @ApiProperty({ ...TEXT, description: 'Its beginning.' }) key!: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', nullable },
    nullable,
    description: '`null` where there are none, or where they are long.',
  })
  headers!: Readonly<Record<string, string | null>> | null;
  @ApiProperty({ ...TEXT, description: 'The id that its sender gave it.' }) envelope_id!: string | null;
  @ApiProperty(TEXT) correlation_id!: string | null;
  @ApiProperty(TEXT) causation_id!: string | null;
  @ApiProperty(TEXT) session_id!: string | null;
  @ApiProperty(TEXT) trace_id!: string | null;
  @ApiProperty(TEXT) event_type!: string | null;
  @ApiProperty(TEXT) source!: string | null;
  @ApiProperty(TEXT) schema_version!: string | null;
  @ApiProperty({ ...TEXT, description: 'Why nothing of this is known.' }) unreadable!: string | null;
  @ApiProperty({
    enum: [...SEALS, null],
    nullable,
    description:
      'Of an event about people: `open` is shown as it came; `erased`: somebody was erased; `sealed`: too long for a list; `locked`: its master key is not here.',
  })
  personal_data!: Seal;
  @ApiProperty({ type: 'integer', nullable, description: '`null`: it has no value.' }) value_bytes!: number | null;
  @ApiProperty({ ...TEXT, description: 'The beginning of the value, at most 500 characters.' })
  preview!: string | null;
}

export class EventsPage extends PageOf(EventView) {}

/** One event with its value. */
export class WholeEventView extends EventView {
  @ApiProperty({ ...TEXT, description: 'JSON where it is JSON; at most 65,536 characters.' }) payload!: string | null;
}

export function eventView(event: EventExcerpt): EventView {
  return {
    event_id: event.eventId,
    position: event.position,
    kind: event.kind,
    topic: event.topic,
    partition: event.partition,
    offset: event.offset,
    recorded_at: event.recordedAt.toISOString(),
    kafka_time: instant(event.kafkaTime),
    event_time: instant(event.eventTime),
    key: event.key && humanText(event.key.toString('utf8'), LABEL_LIMIT),
    headers: event.headers && headersView(event.headers),
    envelope_id: idView(event.envelopeId),
    correlation_id: idView(event.correlationId),
    causation_id: idView(event.causationId),
    session_id: idView(event.sessionId),
    trace_id: idView(event.traceId),
    event_type: idView(event.eventType),
    source: idView(event.source),
    schema_version: idView(event.schemaVersion),
    unreadable: event.unreadable && humanText(event.unreadable, MESSAGE_LIMIT),
    personal_data: event.seal,
    value_bytes: event.valueBytes,
    preview: event.value && previewOf(event.value),
  };
}

export function wholeEventView(event: LoggedEvent): WholeEventView {
  const payload = event.value && previewOf(event.value, PAYLOAD_LIMIT);
  return { ...eventView({ ...event, valueBytes: event.value?.length ?? null }), payload };
}

export function idView(id: string | null): string | null {
  return id && humanText(id, ID_LIMIT);
}

function instant(time: Date | null): string | null {
  return time && time.toISOString();
}

/** The last value of each name; what is not in Kafka's format is none. */
function headersView(bytes: Buffer): Readonly<Record<string, string | null>> | null {
  try {
    return Object.fromEntries(
      decodeHeaders(bytes).map(([name, value]) => [
        humanText(name.toString('utf8'), LABEL_LIMIT),
        value && (isSecretName(name.toString('utf8')) ? REDACTED : humanText(value.toString('utf8'), LABEL_LIMIT)),
      ]),
    );
  } catch {
    return null;
  }
}
