import {
  checkOf,
  readOneMetadata,
  refusal,
  StampRequest,
  type BatchStampRequest,
  type Refusal,
  type RefusalDetail,
} from '#contracts';

/** An item of a batch as the stamp request it stands for, or why it stands for none. */
export type BatchItem = { readonly id: string } & ({ readonly request: StampRequest } | { readonly refusal: Refusal });

/**
 * A text is its content; an object has `content` and may have `id` and what else a single request may have, each with the
 * meaning and limits it has there. What it does not say of namespace and content type the batch says.
 */
export function readBatchItem(item: unknown, index: number, batch: BatchStampRequest): BatchItem {
  if (typeof item === 'string') return { id: String(index), request: requestOf({ content: item }, batch) };
  if (!isObject(item))
    return { id: String(index), refusal: invalid([{ path: '', message: 'must be text or an object' }]) };
  const id = idOf(item['id'], index);
  const request = requestOf(item, batch);
  const details = [...(isId(item['id']) ? [] : [NO_ID]), ...checkOf(StampRequest)(request)];
  return details.length === 0 ? { id, request } : { id, refusal: invalid(details) };
}

function requestOf(item: Readonly<Record<string, unknown>>, batch: BatchStampRequest): StampRequest {
  return Object.assign(new StampRequest(), {
    content: item['content'],
    namespace: item['namespace'] ?? batch.namespace,
    content_type: item['content_type'] ?? batch.content_type,
    file_path: item['file_path'] ?? undefined,
    ...readOneMetadata(item),
  });
}

const NO_ID: RefusalDetail = { path: '/id', message: 'must be text or a number' };

function isId(id: unknown): boolean {
  return typeof id === 'string' || typeof id === 'number' || (id ?? null) === null;
}

function idOf(id: unknown, index: number): string {
  return typeof id === 'string' || typeof id === 'number' ? String(id) : String(index);
}

function isObject(item: unknown): item is Readonly<Record<string, unknown>> {
  return typeof item === 'object' && item !== null && !Array.isArray(item);
}

function invalid(details: readonly RefusalDetail[]): Refusal {
  return refusal(
    'invalid_payload',
    details.map(({ path, message }) => `${path} ${message}`.trim()).join('; '),
    details,
  );
}
