import { derivedId, type DomainEvent, type JsonObject, type Origin, type OutboundRecord, textMember } from '#contracts';
import type { Middleware } from '#event-bus';
import { announcementOf } from '../baselines/announce';

/** The snapshots that are kept for good of what a request made known, published like its reply. */
export function auditTrail(origin: Origin): Middleware {
  return async (context, next) => {
    await next();
    const { request, result } = context;
    if (request === null || result === null || result.kind === 'ignored') return;
    context.publish(...auditRecords(request.origin, result.events, origin));
  };
}

/** One snapshot per event that has one; ids derived, so that the same cause repeats none. */
export function auditRecords(cause: string, events: readonly DomainEvent[], origin: Origin): OutboundRecord[] {
  return events.flatMap((event, index) => {
    const snapshot = snapshotOf(event, origin);
    if (snapshot === undefined) return [];
    const { name, key, payload } = snapshot;
    return [announcementOf(name, key, payload, { ...origin, newId: () => derivedId(cause, name, String(index)) })];
  });
}

interface Snapshot {
  readonly name: string;
  readonly key: string;
  readonly payload: JsonObject;
}

function snapshotOf(event: DomainEvent, origin: Origin): Snapshot | undefined {
  if (event.type === 'quality_assessed') {
    const { entity_id, quality_score, dimensions } = event.payload;
    const payload = {
      entity_id,
      quality_scores: { overall: quality_score, ...dimensions },
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
