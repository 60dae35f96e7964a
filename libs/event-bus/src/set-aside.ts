import {
  correlationOutside,
  encodeDeadLetter,
  encodeReply,
  refuse,
  type DeadLetterCategory,
  type InboundRecord,
  type OutboundRecord,
  type Refusal,
  type ReplyAddress,
} from '#contracts';
import { PROGRESS, statusRecords, type LineParts } from './line-parts';
import type { HandledOutcome } from './settings';

/** Everything known about a record that could not be handled. */
export interface Failing {
  /** `null` when nobody can be answered. */
  readonly address: ReplyAddress | null;
  /** How far it had come. */
  readonly progress?: number;
  readonly refusal: Refusal;
  readonly category: DeadLetterCategory;
  readonly eventType?: string | null;
  readonly cause?: Error;
  /** Retries that were spent on it. */
  readonly retries?: number;
  readonly events?: readonly OutboundRecord[];
}

/** An error reply at once where someone can be answered, then the exact bytes on the dead-letter topic. */
export async function setAside(record: InboundRecord, failing: Failing, parts: LineParts): Promise<HandledOutcome> {
  const { address, refusal } = failing;
  if (address !== null) {
    const reply = encodeReply(address, refuse(refusal), 0, parts.origin);
    const { progress = PROGRESS.received } = failing;
    const status = statusRecords(address, { status: 'failed', progress, message: refusal.message }, parts);
    await parts.delivery.deliver([reply, ...(failing.events ?? []), ...status]);
  }
  const letter = encodeDeadLetter(
    record,
    {
      refusal,
      category: failing.category,
      cause: failing.cause,
      retryCount: failing.retries ?? 0,
      maxRetries: parts.attempts.retries,
      consumerGroup: parts.consumerGroup,
      correlationId: address?.correlationId ?? null,
      eventType: failing.eventType ?? null,
    },
    parts.origin,
  );
  await parts.delivery.deadLetter(record, letter, refusal, address?.correlationId ?? correlationOutside(record));
  return failing.category === 'contract' ? 'refused' : 'dead_lettered';
}
