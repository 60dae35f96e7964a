/** What a handler made known besides its reply. Published in the architecture envelope on `EVENT_TOPICS[type]`. */
export type DomainEvent =
  | {
      readonly type: 'metadata_stamped';
      readonly payload: { readonly blake3_hash: string; readonly namespace: string; readonly content_type: string };
    }
  | {
      readonly type: 'document_processed';
      readonly payload: { readonly document_id: string; readonly processing_time_ms: number };
    }
  | {
      readonly type: 'validation_failed';
      readonly payload: {
        readonly content_hash: string;
        readonly reason: string;
        readonly validation_errors: readonly string[];
      };
    }
  | {
      readonly type: 'quality_assessed';
      readonly payload: {
        readonly entity_id: string;
        readonly quality_score: number;
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
    };

export type DomainEventType = DomainEvent['type'];
