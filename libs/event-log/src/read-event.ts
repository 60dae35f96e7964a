import {
  entriesOfTopic,
  isObject,
  readableJson,
  readEnvelope,
  sourceOf,
  type Domain,
  type Envelope,
  type JsonObject,
  type Message,
} from '#contracts';
import { NO_METADATA, type EventMetadata, type NewEvent } from './event';
import { eventId } from './event-id';
import type { EventKind } from './event-log-module';

/** What is longer says nothing that anybody would look for; it stays in the value. */
const MAX_TEXT_LENGTH = 1024;

/** PostgreSQL's own range is smaller than that of a `Date`; years of four digits are plenty. */
const FIRST_TIME = Date.UTC(0, 0, 1);
const LAST_TIME = Date.UTC(9999, 11, 31);

/** Any record as an event of the log. Never throws and loses nothing: what cannot be read is bytes, with the reason. */
export function readEvent(message: Message): NewEvent {
  const { topic, partition, offset, timestamp, key, value, rawHeaders = null } = message.record;
  return {
    id: eventId(message.record, rawHeaders),
    kind: kindOf(topic),
    topic,
    partition,
    offset: BigInt(offset),
    kafkaTime: storableTime(timestamp),
    key,
    value,
    headers: rawHeaders,
    ...(value?.[0] === 0 && message.json.ok && { said: Buffer.from(message.json.text) }),
    ...metadataOf(message),
  };
}

function metadataOf({ record, json }: Message): EventMetadata {
  if (record.unreadable !== undefined) return unreadable(record.unreadable.code, record.unreadable.message);
  const readable = readableJson(json);
  const envelope = readEnvelope(record, readable);
  const said = json.ok ? null : `${json.refusal.code}: ${json.refusal.message}`;
  return { ...fieldsOf(envelope, readable.value), unreadable: said };
}

function unreadable(code: string, message: string): EventMetadata {
  return { ...NO_METADATA, unreadable: `${code}: ${message}` };
}

function fieldsOf(envelope: Envelope, message: JsonObject): Omit<EventMetadata, 'unreadable'> {
  const { eventId: envelopeId, correlationId, causationId, sessionId, trace, eventType, timestamp, version } = envelope;
  return {
    envelopeId,
    correlationId: bounded(correlationId),
    causationId,
    sessionId,
    traceId: trace['trace_id'] ?? null,
    eventType,
    source: sourceOf(message),
    schemaVersion: versionOf(version),
    eventTime: timestamp === null ? null : storableTime(Date.parse(timestamp)),
  };
}

function bounded(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= MAX_TEXT_LENGTH ? value : null;
}

function versionOf(version: unknown): string | null {
  if (typeof version === 'number') return String(version);
  if (!isObject(version)) return bounded(version);
  const parts = ['major', 'minor', 'patch'].map((part) => version[part]).filter((part) => typeof part === 'number');
  return parts.length > 0 ? parts.join('.') : null;
}

function storableTime(milliseconds: number): Date | null {
  return milliseconds >= FIRST_TIME && milliseconds <= LAST_TIME ? new Date(milliseconds) : null;
}

/** Of the catalog: what services say about themselves. */
const SELF_REPORTS: ReadonlySet<Domain> = new Set(['service', 'infra']);

/** By the catalog; what nobody has described is traffic. */
export function kindOf(topic: string): EventKind {
  const [entry] = entriesOfTopic(topic);
  if (entry?.pattern === 'audit' || entry?.audited === true) return 'audit';
  return entry !== undefined && SELF_REPORTS.has(entry.domain) ? 'telemetry' : 'traffic';
}
