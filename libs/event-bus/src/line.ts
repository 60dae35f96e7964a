import {
  checkedReply,
  decodeRequest,
  encodeEvents,
  refusal,
  type Ignored,
  type InboundRecord,
  type OutboundRecord,
  type Outcome,
  type Refusal,
  type Request,
} from '#contracts';
import { MessageTooLargeError } from './failures';
import { PROGRESS, statusRecords, type LineParts } from './line-parts';
import { setAside, type Failing } from './set-aside';
import type { HandledOutcome } from './settings';

/** A domain function behind a controller's one line. */
export type RequestHandler = (request: Request) => Promise<Outcome<unknown> | Ignored>;

/** What is to be published for a request that was handled, or why it was refused after all. */
type Product =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'publish'; readonly records: readonly OutboundRecord[] }
  | { readonly kind: 'refusal'; readonly refusal: Refusal; readonly events: readonly OutboundRecord[] };

/**
 * The line: decode, handle, publish; once this resolves the offset may be committed. It rejects only when the worker
 * stops before the record is settled.
 */
export async function settleRequest(
  record: InboundRecord,
  handler: RequestHandler,
  parts: LineParts,
): Promise<HandledOutcome> {
  const decoded = decodeRequest(record);
  if (decoded.kind === 'refusal') return setAside(record, { ...decoded, category: 'contract' }, parts);

  const { request } = decoded;
  // Not awaited yet: the queue keeps it ahead of the reply, and handling need not wait for the broker.
  const started = {
    status: 'processing',
    progress: PROGRESS.decoded,
    message: `${request.operation} started`,
  } as const;
  const announced = parts.delivery.deliver(statusRecords(request, started, parts));
  // Awaited below; should it fail before that, the failure must not end the process as an unhandled rejection.
  announced.catch(() => undefined);
  const attempt = await parts.attempts.run(record, () => handle(request, handler, parts));
  await announced;

  if (attempt.kind === 'failed') {
    const { error, retries, exhausted } = attempt;
    const code = exhausted ? 'retries_exhausted' : 'internal_error';
    const failing: Failing = {
      address: request,
      progress: PROGRESS.decoded,
      refusal: refusal(code, `${request.operation} failed: ${error.name}`),
      category: exhausted ? 'transient' : 'internal',
      cause: error,
      retries,
    };
    return setAside(record, failing, parts);
  }
  return publish(record, request, attempt.result, parts);
}

async function handle(request: Request, handler: RequestHandler, parts: LineParts): Promise<Product> {
  const started = performance.now();
  const [outcome, repeated] = await Promise.all([handler(request), parts.inbox?.finished(request.origin) ?? false]);
  if (outcome.kind === 'ignored') return { kind: 'nothing' };
  const events = repeated ? [] : encodeEvents(request, outcome.events, parts.origin);
  if (outcome.kind === 'refusal') return { kind: 'refusal', refusal: outcome.refusal, events };
  const reply = checkedReply(request, outcome.result, performance.now() - started, parts.origin);
  const completed = {
    status: 'completed',
    progress: PROGRESS.answered,
    message: `${request.operation} completed`,
  } as const;
  const status = statusRecords(request, completed, parts);
  return { kind: 'publish', records: [reply, ...events, ...status] };
}

async function publish(
  record: InboundRecord,
  request: Request,
  product: Product,
  parts: LineParts,
): Promise<HandledOutcome> {
  if (product.kind === 'nothing') return 'consumed';
  if (product.kind === 'refusal') {
    const { refusal: reason, events } = product;
    const failing: Failing = {
      address: request,
      progress: PROGRESS.decoded,
      refusal: reason,
      category: 'contract',
      events,
    };
    const outcome = await setAside(record, failing, parts);
    await remember(record, request, parts);
    return outcome;
  }
  try {
    await parts.delivery.deliver(product.records);
    await remember(record, request, parts);
    return 'answered';
  } catch (error) {
    if (!(error instanceof MessageTooLargeError)) throw error;
    const reason = refusal('reply_too_large', 'the reply exceeds the message size limit');
    const failing: Failing = {
      address: request,
      progress: PROGRESS.handled,
      refusal: reason,
      category: 'contract',
    };
    return setAside(record, failing, parts);
  }
}

/** An inbox that fails for good costs repeated side events should the record come again; it must not cost the record. */
async function remember(record: InboundRecord, request: Request, { inbox, attempts }: LineParts): Promise<void> {
  if (inbox !== null) await attempts.run(record, () => inbox.finish(request.origin));
}
