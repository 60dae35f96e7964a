import type { InboundRecord } from '#contracts';

/** Why a recorded request cannot be compared. Part of the output: only ever added to. */
export const NOT_COMPARABLE = {
  unanswered: 'no answer was recorded',
  conversation_too_long: 'its answer is not among the first 1,000 events of its correlation id',
  not_exact: 'the log has only a part of the request or of its answer',
  sealed: 'it is about somebody, and encrypted',
  unreadable_reply: 'the recorded answer is no reply in any form',
  unknown_topic: 'its topic is not in the catalog',
  not_served: 'its topic has requests that no worker here serves',
  live_state: 'the answer says how a worker is at the moment',
  needs_stamps: 'the answer depends on the stamps that were made: see --stamps',
  learned_nodes: 'the answer has nodes that the worker had learned',
  out_of_time: 'one of the two answers says that time or a dependency was wanting',
} as const;

export type NotComparable = keyof typeof NOT_COMPARABLE;

/** A request of the log and its answer. */
export interface Exchange {
  readonly request: InboundRecord;
  readonly reply: InboundRecord | null;
  /** Why there is nothing to compare; `null` where there is a reply. */
  readonly missing: NotComparable | null;
}

/** Where a record was, as a replay names it. */
export function placeOf({ topic, partition, offset }: InboundRecord): string {
  return `${topic}/${partition}/${offset}`;
}
