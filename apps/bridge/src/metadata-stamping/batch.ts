import type { JsonObject } from '#contracts';
import { firstRepeated, hasUtf8Bytes, inTurns, normalised } from '#stamping';
import { BatchBody, StampBody } from './bodies';
import { toRequest } from './content';
import type { Stamped, ToStamp } from './http-stamping';
import { MAX_ITEMS } from './limits';
import { performanceOf } from './performance';
import { readBody } from './read-body';
import { refused, StampingRefusal } from './refusals';
import { keptMetadata, stampOf } from './stamp-facts';
import { BatchView, type BatchResultView } from './views';
import type { Wrapped } from './wrapped';

/** An item that can be stamped, or why it cannot. `bytes` are those of its content. */
export type BatchItem = { readonly id: string; readonly bytes: number } & (
  { readonly toStamp: ToStamp } | { readonly error: string }
);

/** Throws the refusal of a batch that is nothing as a whole: empty, too many, too large, two items with one id. */
export async function batchOf(batch: BatchBody, maxBytes: number): Promise<readonly BatchItem[]> {
  const { items } = batch;
  if (items.length === 0) throw refused(400, 'EMPTY_BATCH_REQUEST', 'No items provided for batch processing', 'items');
  if (items.length > MAX_ITEMS) {
    throw refused(
      413,
      'BATCH_TOO_LARGE',
      `items has ${items.length}, at most ${MAX_ITEMS} are stamped at once`,
      'items',
    );
  }
  const read = await inTurns(items, (item, index) => itemOf(item, index, batch), unitsOf);
  const twice = firstRepeated(read.map(({ id }) => id));
  if (twice !== undefined) {
    throw refused(422, 'DUPLICATE_ITEM_ID', `two items have the id ${JSON.stringify(twice)}`, 'items');
  }
  const bytes = read.reduce((sum, item) => sum + item.bytes, 0);
  if (bytes <= maxBytes) return read;
  throw refused(413, 'CONTENT_TOO_LARGE', `the contents have ${bytes} bytes, at most ${maxBytes} together`, 'items');
}

function itemOf(item: JsonObject, index: number, batch: BatchBody): BatchItem {
  const { id: given = null, content } = item;
  const isId = typeof given === 'string' || typeof given === 'number';
  const id = isId ? String(given) : String(index);
  const bytes = typeof content === 'string' ? Buffer.byteLength(content) : 0;
  try {
    if (given !== null && !isId) return { id, bytes, error: 'id must be text or a number' };
    return { id, bytes, toStamp: toStampOf(item, batch) };
  } catch (error) {
    if (!(error instanceof StampingRefusal)) throw error;
    return { id, bytes, error: error.errors.map(({ message }) => message).join('; ') };
  }
}

function unitsOf({ content }: JsonObject): number {
  return typeof content === 'string' ? content.length : 0;
}

/** What the item does not say the batch says. */
function toStampOf({ content, file_path, namespace, metadata, document_id }: JsonObject, batch: BatchBody): ToStamp {
  const said = { content, file_path, metadata, document_id, namespace: namespace ?? batch.namespace };
  const body = readBody(StampBody, { ...said, options: batch.options, protocol_version: batch.protocol_version });
  if (!hasUtf8Bytes(body.content)) {
    throw refused(422, 'VALIDATION_ERROR', 'content must not contain lone surrogates: they have no UTF-8 bytes');
  }
  return { request: toRequest(normalised(body.content), body), metadata: keptMetadata(body) };
}

export async function batchView(
  items: readonly BatchItem[],
  outcomes: ReadonlyMap<BatchItem, Stamped>,
  { namespace, protocol_version }: BatchBody,
  started: number,
): Promise<Wrapped<BatchView>> {
  const bytes = items.reduce((sum, item) => sum + item.bytes, 0);
  const overall_performance = performanceOf(started, bytes);
  const results = await inTurns(items, (item) => resultOf(item, outcomes.get(item), started));
  const failed = results.filter(({ success }) => !success);
  const successful = results.length - failed.length;
  return {
    status: failed.length === 0 ? 'success' : successful > 0 ? 'partial' : 'error',
    data: {
      total_items: results.length,
      successful_items: successful,
      failed_items: failed.length,
      results,
      overall_performance,
    },
    error: null,
    message: `Batch processing completed: ${successful}/${results.length} successful`,
    metadata: { namespace, protocol_version, operation: 'batch_stamp' },
  };
}

function resultOf(item: BatchItem, outcome: Stamped | undefined, started: number): BatchResultView {
  const { id, bytes } = item;
  const failed = (error: string): BatchResultView => ({
    id,
    success: false,
    stamp_id: null,
    file_hash: null,
    stamp: null,
    error,
    performance_metrics: null,
  });
  if ('error' in item) return failed(item.error);
  if (outcome === undefined || 'refusal' in outcome) return failed(outcome?.refusal.message ?? 'not stamped');
  const { row } = outcome;
  const { metadata } = item.toStamp;
  return {
    id,
    success: true,
    stamp_id: row.uid,
    file_hash: row.blake3_hash,
    stamp: stampOf(row, metadata.stamp_type, metadata),
    error: null,
    performance_metrics: performanceOf(started, bytes),
    ...(row.signature !== undefined && { signature: row.signature }),
  };
}
