import type { DocumentProcessedEvent } from './payloads/bridge-events';
import type { NodeCompletedEvent, NodeFailedEvent, NodeStartedEvent, WorkflowStateEvent } from './payloads/onex';

/** The members of a payload class, as a plain object has them. */
type Members<Payload> = { readonly [Name in keyof Payload]: Payload[Name] };

/** What a handler publishes besides its reply. Published in the architecture envelope on `EVENT_TOPICS[type]`. */
export type DomainEvent =
  | {
      readonly type: 'metadata_stamped';
      readonly payload: { readonly blake3_hash: string; readonly namespace: string; readonly content_type: string };
    }
  | {
      readonly type: 'document_processed';
      readonly payload: Members<DocumentProcessedEvent>;
    }
  | {
      readonly type: 'validation_failed';
      readonly payload: {
        readonly blake3_hash: string | null;
        readonly reason: string;
        readonly validation_errors: readonly string[];
      };
    }
  | {
      readonly type: 'quality_assessed';
      readonly payload: {
        readonly entity_id: string;
        readonly quality_score: number;
        readonly onex_compliance: number;
        readonly dimensions: Readonly<Record<string, number>>;
      };
    }
  | {
      readonly type: 'pattern_learned';
      readonly payload: {
        readonly pattern_id: string;
        readonly pattern_type: string;
        readonly pattern_data: Readonly<Record<string, unknown>>;
      };
    }
  | { readonly type: 'node_started'; readonly payload: Members<NodeStartedEvent> }
  | { readonly type: 'node_completed'; readonly payload: Members<NodeCompletedEvent> }
  | { readonly type: 'node_failed'; readonly payload: Members<NodeFailedEvent> }
  | { readonly type: 'workflow_state'; readonly payload: Members<WorkflowStateEvent>; readonly key: string };

export type DomainEventType = DomainEvent['type'];
