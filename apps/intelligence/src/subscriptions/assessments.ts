import { LRUCache } from 'lru-cache';
import type { DomainEvent } from '#contracts';

export type QualityAssessed = Extract<DomainEvent, { readonly type: 'quality_assessed' }>;
export type Assessment = QualityAssessed['payload'];

/** As many as there are answers in the cache. */
const MAX_ENTITIES = 1000;

/** A name longer than this is no name, and would make the memory as large as the messages are. */
const MAX_NAME = 4096;

interface Kept {
  readonly assessment: Assessment;
  /** Where the entity is, when that is not what it is called. */
  readonly file: string | undefined;
}

/** The last assessment of each entity; those longest unasked for make room. */
export class Assessments {
  private readonly last: LRUCache<string, Kept>;

  constructor(maxEntities = MAX_ENTITIES) {
    this.last = new LRUCache({ max: maxEntities });
  }

  /** Keeps published assessments; `file` is given where the entity is not named after its file. */
  remember(events: readonly DomainEvent[], file?: string): void {
    for (const { type, payload } of events) {
      if (type === 'quality_assessed' && payload.entity_id.length <= MAX_NAME) {
        this.last.set(payload.entity_id, { assessment: payload, file });
      }
    }
  }

  of(entityId: string): Assessment | undefined {
    return this.last.get(entityId)?.assessment;
  }

  /** The file that was assessed under this name, if it has another. */
  forget(entityId: string): string | undefined {
    const file = this.last.peek(entityId)?.file;
    this.last.delete(entityId);
    return file;
  }
}
