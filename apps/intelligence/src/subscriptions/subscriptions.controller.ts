import { Controller } from '@nestjs/common';
import {
  DocumentIndexedEvent,
  DocumentProcessedEvent,
  QualityAssessedEvent,
  SUBSCRIPTIONS,
  type OutboundRecord,
} from '#contracts';
import { Consumes } from '#worker';
import { Reactions } from './reactions';
import { subscribedEvent, type Subscribed } from './subscribed-event';

/** What this service takes in besides requests. */
@Controller()
export class SubscriptionsController {
  constructor(private readonly reactions: Reactions) {}

  @Consumes('document_indexed', SUBSCRIPTIONS.document_indexed, subscribedEvent(DocumentIndexedEvent))
  documentIndexed(event: Subscribed<DocumentIndexedEvent>): Promise<readonly OutboundRecord[]> {
    return this.reactions.documentIndexed(event);
  }

  @Consumes('quality_assessed', SUBSCRIPTIONS.quality_assessed, subscribedEvent(QualityAssessedEvent))
  qualityAssessed(event: Subscribed<QualityAssessedEvent>): Promise<readonly OutboundRecord[]> {
    return this.reactions.qualityAssessed(event);
  }

  @Consumes('document_processed', SUBSCRIPTIONS.document_processed, subscribedEvent(DocumentProcessedEvent))
  documentProcessed(event: Subscribed<DocumentProcessedEvent>): Promise<void> {
    return this.reactions.documentProcessed(event);
  }
}
