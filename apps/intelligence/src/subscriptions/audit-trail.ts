import {
  derivedId,
  type Cause,
  type DomainEvent,
  type JsonObject,
  type Origin,
  type OutboundRecord,
  textMember,
} from '#contracts';
import type { Middleware } from '#event-bus';
import { announcementOf } from '../baselines/announce';

/** Audit snapshots of the events a request caused, published like its reply and kept permanently. */
export function auditTrail(origin: Origin): Middleware {
  return async (context, next) => {
    await next();
    const { request, result } = context;
    if (request === null || result === null || result.kind === 'ignored') return;
    context.publish(...auditRecords(request, result.events, origin));
  };
}

/** One snapshot per event that has one; ids derived, so that the same cause repeats none, and carried on from it. */
export function auditRecords(cause: Cause, events: readonly DomainEvent[], origin: Origin): OutboundRecord[] {
  const { correlationId, eventId: causationId, trace: metadata } = cause;
  const belonging = { correlationId: correlationId ?? causationId, causationId, metadata };
  return events.flatMap((event, index) => {
    const snapshot = snapshotOf(event, origin);
    if (snapshot === undefined) return [];
    const { name, key, payload } = snapshot;
    const newId = (): string => derivedId(cause.origin, name, String(index));
    return [announcementOf(name, key, payload, { ...origin, newId }, belonging)];
  });
}

interface Snapshot {
  readonly name: string;
  readonly key: string;
  readonly payload: JsonObject;
}

function snapshotOf(event: DomainEvent, origin: Origin): Snapshot | undefined {
  if (event.type === 'quality_assessed') {
    const { entity_id, quality_score, onex_compliance, dimensions } = event.payload;
    const payload = {
      entity_id,
      quality_scores: { overall: quality_score, onex_compliance, ...dimensions },
      timestamp: origin.now().toISOString(),
    };
    return { name: 'audit.quality_snapshot', key: entity_id, payload };
  }
  if (event.type === 'pattern_learned') {
    const { pattern_id, pattern_data } = event.payload;
    const payload = { pattern_id, pattern_data, source: sourceOf(pattern_data) ?? pattern_id };
    return { name: 'audit.pattern_creation', key: pattern_id, payload };
  }
  return undefined;
}

/** The file a pattern was seen in where it says so; a node that was learned is named after its file. */
function sourceOf(patternData: JsonObject): string | undefined {
  return textMember(patternData, 'source') ?? textMember(patternData, 'file_path');
}
