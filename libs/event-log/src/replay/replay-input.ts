import type { Range } from '#storage';
import type { EventFilter } from '../read';

/** Which events are replayed; all of it must hold. Plain JSON, as it stays with the job. */
export interface ReplayFilter {
  readonly correlation_id?: string;
  readonly session_id?: string;
  readonly event_type?: string;
  readonly topic?: string;
  /** ISO 8601; by the records' time. */
  readonly from?: string;
  /** Excluded. */
  readonly to?: string;
}

/** What a replay is given when it is created. */
export interface ReplayInput {
  readonly filter: ReplayFilter;
  /**
   * Positions of the first and the last event that is replayed. Nothing is ever added before a position that was read,
   * so the set is frozen, and what the replay itself sends comes behind it.
   */
  readonly range: Range;
  /** Where all of them go; left out: each where it was. */
  readonly to_topic?: string;
  /** Where they go, one way or the other. */
  readonly targets: readonly string[];
  /** More dead letters of the targets end it; left out: see `DeadLetterWatch`. */
  readonly max_dead_letters?: number;
}

/** What the log is asked for. */
export function eventFilterOf({ correlation_id, session_id, event_type, topic, from, to }: ReplayFilter): EventFilter {
  return {
    correlationId: correlation_id,
    sessionId: session_id,
    eventType: event_type,
    topic,
    ...(from !== undefined && { from: new Date(from) }),
    ...(to !== undefined && { to: new Date(to) }),
  };
}
