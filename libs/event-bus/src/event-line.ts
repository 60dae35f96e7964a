import { refusal, type InboundRecord } from '#contracts';
import type { LineParts } from './line-parts';
import { setAside } from './set-aside';
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
  const { error, retries, exhausted } = attempt;
  const code = exhausted ? 'retries_exhausted' : 'internal_error';
  return setAside(
    record,
    {
      address: null,
      refusal: refusal(code, `handling failed: ${error.name}`),
      category: exhausted ? 'transient' : 'internal',
      cause: error,
      retries,
    },
    parts,
  );
}
