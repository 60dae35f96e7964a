import {
  answer,
  isObject,
  MAX_BATCH_ITEMS,
  refusal,
  refuse,
  type BatchStampItem,
  type BatchStampRequest,
  type BatchStampResponse,
  type DomainEvent,
  type Outcome,
  type Refusal,
} from '#contracts';
import { readBatchItem } from './batch-item';
import { inTurns } from './in-turns';
import { draftOf, MAX_CONTENT_BYTES, type Drafted } from './stamp-draft';
import type { Stamping } from './stamp-store';
import { documentOf, elapsedMs, stampedEvents, stampResponse } from './stamp';

/**
 * Stamps item by item and answers in the order asked. A bad item fails alone; equal items are one stamp and all
 * succeed. Refuses none, more than `MAX_BATCH_ITEMS`, and two with one id: whose answer is whose could not be told.
 * Rejects as a whole when the store does: stamping again is the same.
 */
export async function batchStamp(request: BatchStampRequest, stamping: Stamping): Promise<Outcome<BatchStampResponse>> {
  const { length } = request.contents;
  if (length === 0) return refuse(badContents('contents has no items'));
  if (length > MAX_BATCH_ITEMS) {
    return refuse(badContents(`contents has ${length} items, at most ${MAX_BATCH_ITEMS} are stamped at once`));
  }
  const started = stamping.now();
  const drafted = await inTurns(request.contents, (item, index) => draftItem(item, index, request, stamping), unitsOf);
  const twice = firstRepeated(drafted.map(({ id }) => id));
  if (twice !== undefined) return refuse(badContents(`two items have the id ${JSON.stringify(twice)}`));
  // Drafts that are handed over in one turn of the event loop are stored together.
  const stamped = await Promise.all(drafted.map((item, index) => stampItem(item, index, stamping, started)));
  const results = stamped.map(({ result }) => result);
  const success_count = results.filter(({ success }) => success).length;
  return answer({ results, success_count, failed_count: length - success_count }, distinctEvents(stamped));
}

interface StampedItem {
  readonly result: BatchStampItem;
  readonly events: readonly DomainEvent[];
}

type DraftedItem = { readonly id: string } & Drafted;

async function draftItem(
  item: unknown,
  index: number,
  batch: BatchStampRequest,
  { isSigned }: Stamping,
): Promise<DraftedItem> {
  const read = readBatchItem(item, index, batch);
  return 'refusal' in read ? read : { id: read.id, ...(await draftOf(read.request, undefined, isSigned)) };
}

async function stampItem(
  item: DraftedItem,
  index: number,
  { stamps, now }: Stamping,
  started: Date,
): Promise<StampedItem> {
  if ('refusal' in item) return failed(index, item.id, item.refusal);
  const row = await stamps.stamp(item.draft);
  const result = { index, id: item.id, success: true, ...stampResponse(row), error: null };
  return { result, events: stampedEvents(documentOf(item), row, elapsedMs(started, now())) };
}

/** Of a content that is looked at at all. */
function unitsOf(item: unknown): number {
  const content = isObject(item) ? item['content'] : item;
  return typeof content === 'string' ? Math.min(content.length, MAX_CONTENT_BYTES) : 0;
}

function failed(index: number, id: string, { code, message, details }: Refusal): StampedItem {
  const error = { code, message, details: details.map((detail) => ({ ...detail })) };
  return {
    result: { index, id, success: false, blake3_hash: null, metadata: {}, stamp_time: null, error },
    events: [],
  };
}

/** Equal items are one stamp, announced once; two documents may have one content, and are two that were processed. */
function distinctEvents(items: readonly StampedItem[]): DomainEvent[] {
  const distinct = new Map<string, DomainEvent>();
  for (const { result, events } of items) {
    for (const event of events) distinct.set(keyOf(event, result.metadata['uid']), event);
  }
  return [...distinct.values()];
}

function keyOf(event: DomainEvent, uid: unknown): string {
  if (event.type !== 'document_processed') return JSON.stringify([event.type, uid]);
  const { document_id, file_path } = event.payload;
  return JSON.stringify([event.type, uid, document_id, file_path]);
}

/** The first that is there once more. */
export function firstRepeated(ids: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return ids.find((id) => seen.size === seen.add(id).size);
}

function badContents(message: string): Refusal {
  return refusal('invalid_payload', message, [{ path: '/contents', message }]);
}
