import type { InboundRecord, Origin, OutboundRecord, ReplyAddress } from '#contracts';
import type { HandledOutcome } from '../settings';
import { Context, type Rejection } from './context';
import { decode } from './decode';
import { encode } from './encode';
import type { Handler } from './handler';
import { handle } from './handle';
import { compose } from './middleware';
import { ONCE, takeReply } from './once';
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
  return {
    outcome,
    rejection,
    failedStep: rejection === null ? null : stepOf(request !== null, result),
    address,
    ...takeReply(context),
  };
}

/** An answer that was rejected all the same is one that its readers would not understand. */
function stepOf(isDecoded: boolean, result: Context['result']): Rehearsal['failedStep'] {
  if (!isDecoded) return 'decode';
  return result?.kind === 'answer' ? 'encode' : 'handle';
}
