import {
  answer,
  refuse,
  type DomainEvent,
  type Outcome,
  type Refusal,
  type StampRequest,
  type StampResponse,
} from '#contracts';
import { oneMetadataOf } from './kept-metadata';
import type { StampRow } from './stamps';
import { draftOf, type Drafted } from './stamp-draft';
import type { Stamping } from './stamp-store';

/**
 * Stamps the content, or finds the stamp it has already: the answer is the same to the byte. Refuses content without
 * UTF-8 bytes and content that is too large. Rejects when the store does; nothing is lost by trying again.
 */
export async function stamp(request: StampRequest, stamping: Stamping): Promise<Outcome<StampResponse>> {
  const started = stamping.now();
  return stampDrafted(await draftOf(request, stamping.maxContentBytes, stamping.isSigned), stamping, started);
}

/** The same of a content that was hashed, or refused, before. */
export async function stampDrafted(
  drafted: Drafted,
  { stamps, now }: Pick<Stamping, 'stamps' | 'now'>,
  started: Date,
): Promise<Outcome<StampResponse>> {
  if ('refusal' in drafted) return refuse(drafted.refusal, [refused(drafted.refusal)]);
  const row = await stamps.stamp(drafted.draft);
  return answer(stampResponse(row), stampedEvents(documentOf(drafted), row, elapsedMs(started, now())));
}

/** Everything in it comes from the stored row, so that stamping again gives the same answer. */
export function stampResponse(row: StampRow): StampResponse {
  return {
    blake3_hash: row.blake3_hash,
    metadata: metadataOf(row),
    stamp_time: row.stamped_at.toISOString(),
  };
}

export function metadataOf(row: StampRow): Record<string, unknown> {
  return {
    uid: row.uid,
    namespace: row.namespace,
    content_type: row.content_type,
    content_length: row.content_length,
    hash_algorithm: 'BLAKE3',
    ...(row.file_path === null ? {} : { file_path: row.file_path }),
    ...oneMetadataOf(row.metadata),
    ...(row.signature !== undefined && { signature: row.signature }),
  };
}

/** What a request says of the document that it stamps. */
export interface StampedDocument {
  readonly document_id?: string | undefined;
  readonly file_path?: string | null;
}

export function documentOf({ document_id, draft }: Extract<Drafted, { draft: unknown }>): StampedDocument {
  return { document_id, file_path: draft.file_path };
}

/**
 * A document that has an id or a place of its own goes by it, also where its content was stamped before, for another
 * one.
 */
export function stampedEvents(
  { document_id, file_path = null }: StampedDocument,
  { blake3_hash, namespace, content_type, uid }: StampRow,
  processing_time_ms: number,
): DomainEvent[] {
  const document =
    document_id === undefined
      ? ({ document_id: uid, document_id_source: 'stamp' } as const)
      : ({ document_id, document_id_source: 'sender' } as const);
  const place = file_path !== null && { file_path };
  return [
    { type: 'metadata_stamped', payload: { blake3_hash, namespace, content_type } },
    { type: 'document_processed', payload: { ...document, ...place, processing_time_ms } },
  ];
}

/** Whole milliseconds; a clock that was set back in between makes it 0. */
export function elapsedMs(from: Date, to: Date): number {
  return Math.max(0, to.getTime() - from.getTime());
}

/** Refused content has no hash to name: it was not hashed. */
export function refused({ code, details }: Refusal): DomainEvent {
  const validation_errors = details.map(({ path, message }) => `${path} ${message}`);
  return { type: 'validation_failed', payload: { blake3_hash: null, reason: code, validation_errors } };
}
