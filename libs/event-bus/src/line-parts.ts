import { encodeStatus, type Origin, type OutboundRecord, type ReplyAddress, type Step } from '#contracts';
import type { Attempts } from './attempts';
import type { Delivery } from './delivery';

/** Remembers finished requests across restarts, so that a redelivery repeats the reply but not what it made known. */
export interface Inbox {
  finished(id: string): Promise<boolean>;
  finish(id: string): Promise<void>;
}

/** What the line leans on, so that it reads as the line. */
export interface LineParts {
  readonly origin: Origin;
  readonly consumerGroup: string;
  readonly attempts: Attempts;
  readonly delivery: Delivery;
  /** `null`: side events carry derived ids, and their readers tell repetitions by them. */
  readonly inbox: Inbox | null;
}

/** What a request has behind it, in percent; one that fails keeps what it had reached. */
export const PROGRESS = { received: 0, decoded: 10, handled: 90, answered: 100 } as const;

/** Sessions hear of every step of operations that report their status; a request without a session tells nobody. */
export function statusRecords(address: ReplyAddress, step: Step, parts: LineParts): readonly OutboundRecord[] {
  const record = encodeStatus(address, step, parts.origin);
  return record === null ? [] : [record];
}
