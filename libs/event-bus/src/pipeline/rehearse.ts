import type { InboundRecord, Origin, OutboundRecord, ReplyAddress } from '#contracts';
import type { Attempts } from '../attempts';
import { asError } from '../failures';
import type { HandledOutcome } from '../settings';
import { Context, type Rejection } from './context';
import { decode } from './decode';
import { encode } from './encode';
import type { Handler } from './handler';
import { handle } from './handle';
import { compose } from './middleware';
import { retry } from './retry';

/** What would have become of a record. */
export interface Rehearsal {
  readonly outcome: HandledOutcome;
  /** Why it could not be handled; `null` where it could. */
  readonly rejection: Rejection | null;
  /** What could not be done with it; `null` where all could. */
  readonly failedStep: 'decode' | 'handle' | 'encode' | null;
  /** Whom the reply answers; `null` where nobody can be answered. */
  readonly address: ReplyAddress | null;
  /** The reply, `null` where there is none, and the events behind it: what would have been published. */
  readonly reply: OutboundRecord | null;
  readonly events: readonly OutboundRecord[];
}

/** Whatever fails, fails for good: nobody waits for an outage to pass. */
const ONCE: Pick<Attempts, 'run'> = {
  run: async (_record, work) => {
    try {
      return { kind: 'done', result: await work() };
    } catch (caught) {
      return { kind: 'failed', error: asError(caught), retries: 0, exhausted: false };
    }
  },
};

/**
 * Takes a record through the steps that decide about it, decode, handle and encode, and none of those that have effects:
 * nothing is published, remembered or dead-lettered. What the handler itself changes, only its owner can undo. `elapsed`
 * are milliseconds of a clock that is never set back.
 */
export async function rehearse(
  record: InboundRecord,
  handler: Handler,
  origin: Origin,
  elapsed?: () => number,
): Promise<Rehearsal> {
  const context = new Context(record, handler, ONCE);
  await compose([decode, encode(origin, elapsed), retry, handle])(context);
  const { outcome, rejection, address, request, result } = context;
  const published = context.takeOutbox();
  const isReply = ({ topic }: OutboundRecord): boolean =>
    address !== null && (topic === address.route.response || topic === address.route.failure);
  return {
    outcome,
    rejection,
    failedStep: rejection === null ? null : stepOf(request !== null, result),
    address,
    reply: published.find(isReply) ?? null,
    events: published.filter((sent) => !isReply(sent)),
  };
}

/** An answer that was rejected all the same is one that its readers would not understand. */
function stepOf(isDecoded: boolean, result: Context['result']): Rehearsal['failedStep'] {
  if (!isDecoded) return 'decode';
  return result?.kind === 'answer' ? 'encode' : 'handle';
}
