import { isObject, member, parseJsonObject, readEnvelope, type JsonObject } from '#contracts';
import { storableKey, storableText } from '#storage';
import type { EventExcerpt } from '../../event';
import { recordOf } from '../../record-of';

/** What one event says of the quality of an entity. */
export interface Assessment {
  /** Decimal. */
  readonly position: string;
  readonly eventId: string;
  readonly entityId: string;
  /** The same where an event comes again. */
  readonly assessmentId: string;
  readonly at: Date;
  readonly score: number;
  readonly compliance: number | null;
  readonly dimensions: Readonly<Record<string, number>>;
  readonly correlationId: string | null;
  readonly source: string | null;
}

/** With three bytes each it fits into an index entry of 2.7 kB, beside the assessment's id. */
const MAX_ENTITY_LENGTH = 512;
const MAX_DIMENSIONS = 64;
const MAX_DIMENSION_LENGTH = 128;

// oxlint-disable-next-line no-control-regex -- PostgreSQL keeps neither
const UNSTORABLE = /\u0000|\p{Surrogate}/u;

/** `null` where the event says nothing that can be kept: no name of an entity, or no score from 0 to 1. */
export function readAssessment(event: EventExcerpt): Assessment | null {
  const payload = payloadOf(event);
  const entityId = nameOf(member(payload, 'entity_id'));
  const score = shareOf(member(payload, 'quality_score'));
  if (entityId === null || score === null) return null;
  return {
    position: event.position,
    eventId: event.eventId,
    entityId,
    assessmentId: event.envelopeId === null ? event.eventId : storableKey(event.envelopeId),
    at: timeOf(event),
    score,
    compliance: shareOf(member(payload, 'onex_compliance')),
    dimensions: dimensionsOf(member(payload, 'dimensions')),
    correlationId: event.correlationId,
    source: event.source,
  };
}

const NOTHING: JsonObject = {};

function payloadOf(event: EventExcerpt): JsonObject {
  // What is longer was cut off, and is no assessment.
  const json = parseJsonObject(event.value);
  if (!json.ok) return NOTHING;
  const { payload } = readEnvelope(recordOf(event), json);
  return isObject(payload) ? payload : NOTHING;
}

function nameOf(value: unknown): string | null {
  const isName = typeof value === 'string' && value.trim() !== '' && value.length <= MAX_ENTITY_LENGTH;
  return isName && !UNSTORABLE.test(value) ? value : null;
}

/** A number from 0 to 1; minus nothing is nothing. */
function shareOf(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= 1 ? Math.abs(value) : null;
}

function dimensionsOf(value: unknown): Readonly<Record<string, number>> {
  if (!isObject(value)) return {};
  const entries = Object.entries(value).flatMap(([name, of]) => {
    const share = name.length <= MAX_DIMENSION_LENGTH ? shareOf(of) : null;
    return share === null ? [] : [[storableText(name), share] as const];
  });
  return Object.fromEntries(entries.slice(0, MAX_DIMENSIONS));
}

/** By its sender's clock, but not after it was recorded. */
function timeOf({ eventTime, kafkaTime, recordedAt }: EventExcerpt): Date {
  const said = eventTime ?? kafkaTime ?? recordedAt;
  return said < recordedAt ? said : recordedAt;
}
