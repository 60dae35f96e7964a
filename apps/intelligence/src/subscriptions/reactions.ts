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
import { Intelligence, Learning, LEAST_QUALITY } from '#code-intelligence';
import { Assessments, type QualityAssessed } from './assessments';
import { auditRecords } from './audit-trail';
import { codeInDocument, languageIn, pathOf, type DocumentCode } from './code-in-document';
import { DocumentSource } from './document-source';
import { isOurs } from './sender';
import type { Subscribed, SubscribedEvent } from './subscribed-event';

/** What is done about other services' events. All of it may be done twice: effects and event ids stay the same. */
@Injectable()
export class Reactions {
  constructor(
    private readonly assessments: Assessments,
    @Inject(Intelligence) private readonly intelligence: Pick<Intelligence, 'answer' | 'invalidate'>,
    @Inject(Learning) private readonly learning: Pick<Learning, 'rate'>,
    @Inject(DocumentSource) private readonly documents: Pick<DocumentSource, 'textOf'>,
    @Inject(WorkerRuntime)
    private readonly runtime: Pick<WorkerRuntime, 'origin'> & { readonly logger: Pick<Logger, 'debug'> },
  ) {}

  /** Assesses the document's code, or says again what is known of it; resolves to the events that say so. */
  async documentIndexed(subscribed: Subscribed<DocumentIndexedEvent>): Promise<readonly OutboundRecord[]> {
    const event = taken(subscribed);
    const { logger } = this.runtime;
    const { document_id } = event.payload;
    const code = codeInDocument(event.payload) ?? (await this.fetched(event.payload));
    const events = code ? await this.assess(document_id, code) : this.known(event.payload);
    if (code !== undefined) this.assessments.remember(events, code.request.file_path);
    if (events.length === 0) logger.debug({ document_id, code: code !== undefined }, 'a document was not assessed');
    return this.recordsOf(event, events);
  }

  /**
   * Learns from what others found: their score of a node that is known, and the node where it is not and they find it
   * good. What this service said itself it knows.
   */
  async qualityAssessed(subscribed: Subscribed<QualityAssessedEvent>): Promise<readonly OutboundRecord[]> {
    const event = taken(subscribed);
    const { entity_id, quality_score } = event.payload;
    if (isOurs(event.sender, this.runtime.origin)) return [];
    const known = await this.learning.rate(entity_id, quality_score);
    const events = known || quality_score < LEAST_QUALITY ? [] : await this.learnOf(entity_id, quality_score);
    const facts = { entity_id, known, learned: events.length, from: event.sender.service };
    this.runtime.logger.debug(facts, 'another service assessed an entity');
    return this.recordsOf(event, events);
  }

  /** Forgets what was answered about a document that has changed. */
  async documentProcessed(subscribed: Subscribed<DocumentProcessedEvent>): Promise<void> {
    const { payload } = taken(subscribed);
    const names = [payload.document_id, textMember(payload, 'source_path'), payload.file_path];
    const files = new Set(names.flatMap((name) => (name === undefined ? [] : [name, this.assessments.forget(name)])));
    let answers = 0;
    for (const file of files) if (file !== undefined) answers += this.intelligence.invalidate(file);
    this.runtime.logger.debug({ document_id: payload.document_id, answers }, 'a document was processed');
  }

  private recordsOf(event: SubscribedEvent<object>, events: readonly DomainEvent[]): readonly OutboundRecord[] {
    const { origin } = this.runtime;
    return [...encodeEvents(event, events, origin), ...auditRecords(event, events, origin)];
  }

  /** The code of a document that only says which one it is. */
  private async fetched(document: JsonObject & { readonly document_id: string }): Promise<DocumentCode | undefined> {
    if (languageIn(document) === undefined) return undefined;
    const { document_id, collection } = document;
    const named = { document_id, path: pathOf(document) ?? document_id };
    const text = await this.documents.textOf(typeof collection === 'string' ? { ...named, collection } : named);
    return text === undefined ? undefined : codeInDocument({ ...document, content: text });
  }

  /** What is new is learned as ever, by our own judgement; the score is theirs who found it. */
  private async learnOf(entityId: string, quality: number): Promise<readonly DomainEvent[]> {
    const code = await this.fetched({ document_id: entityId });
    if (code === undefined) return [];
    const { events } = await this.intelligence.answer('validate', code.request);
    const learned = events.filter((event) => event.type === 'pattern_learned');
    for (const { payload } of learned) await this.learning.rate(payload.pattern_id, quality);
    return learned;
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
