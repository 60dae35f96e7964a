import { derivedId, type DomainEvent, type JsonObject, type Origin, type OutboundRecord, textMember } from '#contracts';
import { announcementOf } from '../baselines/announce';

export interface AuditParts {
  readonly origin: Origin;
  readonly publish: (records: readonly OutboundRecord[]) => Promise<void>;
  readonly log: { warn(facts: object, message: string): void };
}

/** The snapshots that are kept for good of what the service made known. */
export class AuditTrail {
  constructor(private readonly parts: AuditParts) {}

  /**
   * Publishes the snapshots of these events beside whatever else goes on; never throws. `cause` is what the events' own
   * ids were derived from.
   */
  take(cause: string, events: readonly DomainEvent[]): void {
    if (events.length > 0) void this.publish(cause, events);
  }

  private async publish(cause: string, events: readonly DomainEvent[]): Promise<void> {
    const { origin, publish, log } = this.parts;
    try {
      await publish(auditRecords(cause, events, origin));
    } catch (error) {
      log.warn({ error, events: events.length }, 'what was made known is missing in the audit trail');
    }
  }
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
