import { MAX_MESSAGE_BYTES, type InboundRecord, type Origin, type OutboundRecord, type ReplyAddress } from '#contracts';
import { sizeWithin } from '../kafka-records';
import type { HandledOutcome } from '../settings';
import { Context, PROGRESS, type Rejection } from './context';
import { decode } from './decode';
import { deliver } from './deliver';
import { encode } from './encode';
import type { Handler } from './handler';
import { handle } from './handle';
import { compose } from './middleware';
import { ONCE, replyAmong } from './once';
import { readRegistered, type RegisteredValues } from './read-registered';
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

export interface RehearsalOptions {
  /** Milliseconds of a clock that is never set back. */
  readonly elapsed?: () => number;
  /** Reads values whose schema is in a registry. */
  readonly registered?: RegisteredValues;
}

/**
 * Takes a record through the steps that decide about it, from decoding to the size of the reply, and none of those that have effects:
 * nothing is published, remembered or dead-lettered. What the handler itself changes, only its owner can undo.
 */
export async function rehearse(
  record: InboundRecord,
  handler: Handler,
  origin: Origin,
  { elapsed, registered }: RehearsalOptions = {},
): Promise<Rehearsal> {
  const context = new Context(record, handler, ONCE);
  const published: OutboundRecord[] = [];
  const kept = {
    deliver: async (records: readonly OutboundRecord[]): Promise<void> => {
      sizeWithin(MAX_MESSAGE_BYTES, records);
      published.push(...records);
    },
  };
  const read = registered === undefined ? [] : [readRegistered(registered, ONCE)];
  await compose([...read, decode, deliver(kept), encode(origin, elapsed), retry, handle])(context);
  const { outcome, rejection, address } = context;
  return {
    outcome,
    rejection,
    failedStep: rejection === null ? null : stepOf(context),
    address,
    ...replyAmong(published, address),
  };
}

/** An answer that was rejected all the same cannot be sent, or is one that its readers would not understand. */
function stepOf({ request, result, progress }: Context): Rehearsal['failedStep'] {
  if (request === null) return 'decode';
  return result?.kind === 'answer' || progress >= PROGRESS.handled ? 'encode' : 'handle';
}
