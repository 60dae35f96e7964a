import { refusal, type InboundRecord } from '#contracts';
import type { Attempt } from './attempts';
import { RefusedEventError } from './failures';
import type { LineParts } from './line-parts';
import { setAside, type Failing } from './set-aside';
import type { HandledOutcome } from './settings';

/** Bytes to the value a handler takes. It must take any bytes: what it cannot read is a value too. */
export type DecodeEvent<Event> = (record: InboundRecord) => Event;

/** The line for records that nobody waits for: decode, handle, and the offset may be committed. */
export async function settleEvent<Event>(
  record: InboundRecord,
  decode: DecodeEvent<Event>,
  handler: (event: Event) => Promise<void>,
  parts: LineParts,
): Promise<HandledOutcome> {
  const attempt = await parts.attempts.run(record, () => handler(decode(record)));
  if (attempt.kind === 'done') return 'consumed';
  const { error, retries } = attempt;
  return setAside(record, { address: null, ...reasonOf(attempt), cause: error, retries }, parts);
}

function reasonOf({
  error,
  exhausted,
}: Extract<Attempt<void>, { kind: 'failed' }>): Pick<Failing, 'refusal' | 'category'> {
  if (error instanceof RefusedEventError) return { refusal: error.refusal, category: 'contract' };
  const reason = `handling failed: ${error.name}`;
  return exhausted
    ? { refusal: refusal('retries_exhausted', reason), category: 'transient' }
    : { refusal: refusal('internal_error', reason), category: 'internal' };
}
