import { Controller } from '@nestjs/common';
import { DocumentIndexedEvent, DocumentProcessedEvent, EVENT_TOPICS, QualityAssessedEvent } from '#contracts';
import { Consumes } from '#event-bus';
import { topicsOf } from '../baselines/announce';
import { Reactions } from './reactions';
import { subscribedEvent, type Subscribed } from './subscribed-event';

const DOCUMENT_INDEXED = topicsOf('search.event.document_indexed');
const QUALITY_ASSESSED = [EVENT_TOPICS.quality_assessed] as const;
const DOCUMENT_PROCESSED = [EVENT_TOPICS.document_processed] as const;

/** What this service takes in besides requests. */
export const SUBSCRIBED_TOPICS: readonly string[] = [...DOCUMENT_INDEXED, ...QUALITY_ASSESSED, ...DOCUMENT_PROCESSED];

@Controller()
export class SubscriptionsController {
  constructor(private readonly reactions: Reactions) {}

  @Consumes('document_indexed', DOCUMENT_INDEXED, subscribedEvent(DocumentIndexedEvent))
  documentIndexed(event: Subscribed<DocumentIndexedEvent>): Promise<void> {
    return this.reactions.documentIndexed(event);
  }

  @Consumes('quality_assessed', QUALITY_ASSESSED, subscribedEvent(QualityAssessedEvent))
  qualityAssessed(event: Subscribed<QualityAssessedEvent>): Promise<void> {
    return this.reactions.qualityAssessed(event);
  }

  @Consumes('document_processed', DOCUMENT_PROCESSED, subscribedEvent(DocumentProcessedEvent))
  documentProcessed(event: Subscribed<DocumentProcessedEvent>): Promise<void> {
    return this.reactions.documentProcessed(event);
  }
}
