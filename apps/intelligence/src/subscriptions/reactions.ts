import { Inject, Injectable } from '@nestjs/common';
import {
  encodeEvents,
  textMember,
  type DomainEvent,
  type DocumentIndexedEvent,
  type DocumentProcessedEvent,
  type JsonObject,
  type OutboundRecord,
  type QualityAssessedEvent,
} from '#contracts';
import { RefusedEventError } from '#event-bus';
import type { Logger } from '#operations';
import { WorkerRuntime } from '#worker';
import { Intelligence, Learning } from '#code-intelligence';
import { Assessments, type QualityAssessed } from './assessments';
import { auditRecords } from './audit-trail';
import { codeInDocument, pathOf, type DocumentCode } from './code-in-document';
import { isOurs } from './sender';
import type { Subscribed, SubscribedEvent } from './subscribed-event';

/** What is done about other services' events. All of it may be done twice: effects and event ids stay the same. */
@Injectable()
export class Reactions {
  constructor(
    private readonly assessments: Assessments,
    @Inject(Intelligence) private readonly intelligence: Pick<Intelligence, 'answer' | 'invalidate'>,
    @Inject(Learning) private readonly learning: Pick<Learning, 'rate'>,
    @Inject(WorkerRuntime)
    private readonly runtime: Pick<WorkerRuntime, 'origin'> & { readonly logger: Pick<Logger, 'debug'> },
  ) {}

  /** Assesses the document's code, or says again what is known of it; resolves to the events that say so. */
  async documentIndexed(subscribed: Subscribed<DocumentIndexedEvent>): Promise<readonly OutboundRecord[]> {
    const event = taken(subscribed);
    const { origin, logger } = this.runtime;
    const { document_id } = event.payload;
    const code = codeInDocument(event.payload);
    const events = code ? await this.assess(document_id, code) : this.known(event.payload);
    if (code !== undefined) this.assessments.remember(events, code.request.file_path);
    if (events.length === 0) logger.debug({ document_id, code: code !== undefined }, 'a document was not assessed');
    return [...encodeEvents(event, events, origin), ...auditRecords(event, events, origin)];
  }

  /** Learns from what others found; what this service said itself it knows. */
  async qualityAssessed(subscribed: Subscribed<QualityAssessedEvent>): Promise<void> {
    const { sender, payload } = taken(subscribed);
    if (isOurs(sender, this.runtime.origin)) return;
    const { entity_id, quality_score } = payload;
    const known = await this.learning.rate(entity_id, quality_score);
    this.runtime.logger.debug({ entity_id, known, from: sender.service }, 'another service assessed an entity');
  }

  /** Forgets what was answered about a document that has changed. */
  async documentProcessed(subscribed: Subscribed<DocumentProcessedEvent>): Promise<void> {
    const { payload } = taken(subscribed);
    const names = [payload.document_id, textMember(payload, 'source_path'), textMember(payload, 'file_path')];
    const files = new Set(names.flatMap((name) => (name === undefined ? [] : [name, this.assessments.forget(name)])));
    let answers = 0;
    for (const file of files) if (file !== undefined) answers += this.intelligence.invalidate(file);
    this.runtime.logger.debug({ document_id: payload.document_id, answers }, 'a document was processed');
  }

  private async assess(documentId: string, { request, guessed }: DocumentCode): Promise<readonly DomainEvent[]> {
    const { kind, events } = await this.intelligence.answer('validate', request);
    const assessed = events.find((event) => event.type === 'quality_assessed');
    if (kind === 'refusal' || assessed === undefined) return [];
    // Prose is no bad Python.
    if (guessed && (assessed.payload.dimensions['syntax'] ?? 0) < 1) return [];
    return events.map((event) => (event.type === 'quality_assessed' ? named(event, documentId) : event));
  }

  private known(document: DocumentIndexedEvent & JsonObject): readonly DomainEvent[] {
    const { assessments } = this;
    const known = assessments.of(document.document_id) ?? assessments.of(pathOf(document) ?? '');
    return known ? [named({ type: 'quality_assessed', payload: known }, document.document_id)] : [];
  }
}

function named({ type, payload }: QualityAssessed, entity_id: string): DomainEvent {
  return { type, payload: { ...payload, entity_id } };
}

function taken<Payload extends object>(subscribed: Subscribed<Payload>): SubscribedEvent<Payload> {
  if (subscribed.kind === 'refused') throw new RefusedEventError(subscribed.refusal);
  return subscribed;
}
