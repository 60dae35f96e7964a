import {
  answer,
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
import { draftOf } from './stamp-draft';
import type { Stamping } from './stamp-store';
import { elapsedMs, stampedEvents, stampResponse } from './stamp';

/**
 * Stamps item by item and answers in the order asked. A bad item fails alone; equal items are one stamp and all
 * succeed. Refuses more than `MAX_BATCH_ITEMS`. Rejects as a whole when the store does: stamping again is the same.
 */
export async function batchStamp(request: BatchStampRequest, stamping: Stamping): Promise<Outcome<BatchStampResponse>> {
  const { length } = request.contents;
  if (length > MAX_BATCH_ITEMS) return refuse(tooMany(length));
  const started = stamping.now();
  const stamped = await Promise.all(
    request.contents.map((item, index) => stampItem(item, index, request, stamping, started)),
  );
  const results = stamped.map(({ result }) => result);
  const success_count = results.filter(({ success }) => success).length;
  return answer({ results, success_count, failed_count: length - success_count }, distinctEvents(stamped));
}

interface StampedItem {
  readonly result: BatchStampItem;
  readonly events: readonly DomainEvent[];
}

async function stampItem(
  item: unknown,
  index: number,
  batch: BatchStampRequest,
  { stamps, now, isSigned }: Stamping,
  started: Date,
): Promise<StampedItem> {
  const read = readBatchItem(item, index, batch);
  if ('refusal' in read) return failed(index, read.id, read.refusal);
  const drafted = draftOf(read.request, undefined, isSigned);
  if ('refusal' in drafted) return failed(index, read.id, drafted.refusal);
  const row = await stamps.stamp(drafted.draft);
  const result = { index, id: read.id, success: true, ...stampResponse(row), error: null };
  return { result, events: stampedEvents(read.request, row, elapsedMs(started, now())) };
}

function failed(index: number, id: string, { code, message, details }: Refusal): StampedItem {
  const error = { code, message, details: details.map((detail) => ({ ...detail })) };
  return {
    result: { index, id, success: false, blake3_hash: null, metadata: {}, stamp_time: null, error },
    events: [],
  };
}

/** Equal items are one stamp, announced once. */
function distinctEvents(items: readonly StampedItem[]): DomainEvent[] {
  const byStamp = new Map(items.map(({ result, events }) => [result.metadata['uid'], events]));
  return [...byStamp.values()].flat();
}

function tooMany(length: number): Refusal {
  const message = `contents has ${length} items, at most ${MAX_BATCH_ITEMS} are stamped at once`;
  return refusal('invalid_payload', message, [{ path: '/contents', message }]);
}
