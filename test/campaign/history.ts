import type { ProcessHoldings } from '../../tools/local-stack/src/proc';

/** What happened in one campaign, one JSON object a line, in the order in which the harness learned of it. */
export type HistoryEvent =
  | RunBegun
  | RequestMade
  | Acknowledged
  | Replied
  | DeadLettered
  | CommitsSampled
  | TopicDeleted
  | FaultBegun
  | FaultEnded
  | HealthSampled
  | ProcessSampled
  | ProcessExited
  | StampStored
  | DeadLetterCollected;

export type EventOf<Type extends HistoryEvent['type']> = Extract<HistoryEvent, { type: Type }>;

/** A place in a partition; offsets of one campaign are far below 2^53. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

/** A place on a topic that may have been deleted and created again: the how-manieth topic of that name it is on. */
export interface IncarnatedPlace extends Place {
  readonly incarnation: number;
}

/** `at` is the wall clock in milliseconds: this machine's, and on replies and dead letters the broker's append time. */
interface At {
  readonly at: number;
}

export interface RunBegun extends At {
  readonly type: 'run';
  readonly seed: number;
  readonly sessionTimeoutMs: number;
}

/** A request that is about to be published, and what it deserves. */
export interface RequestMade extends At {
  readonly type: 'request';
  /** The correlation id that its reply must carry, or its key where nobody can be answered. */
  readonly id: string;
  readonly kind: string;
  readonly operation: string;
  readonly key: string | null;
  /** Whether it has an event id, from which the event id of its reply derives. */
  readonly identified: boolean;
  /** `answer`, or the codes of the refusals that are right. */
  readonly deserves: 'answer' | readonly string[];
  /** Whether somebody can be answered. */
  readonly answerable: boolean;
}

export interface Acknowledged extends At, IncarnatedPlace {
  readonly type: 'acknowledged';
  readonly id: string;
}

export interface Replied extends At, Place {
  readonly type: 'reply';
  readonly id: string;
  readonly code: string | null;
  readonly value: string;
}

export interface DeadLettered extends At, Place {
  readonly type: 'dead-letter';
  readonly id: string | null;
  readonly key: string | null;
  readonly code: string | null;
  /** The record that was dead-lettered. */
  readonly origin: Place;
}

/**
 * What a group had committed, and where the topics of replies and dead letters ended when that was known already. What
 * a sample does not name is as in the last one.
 */
export interface CommitsSampled extends At {
  readonly type: 'commits';
  readonly group: string;
  readonly committed: readonly IncarnatedPlace[];
  readonly ends: readonly Place[];
}

export interface TopicDeleted extends At {
  readonly type: 'deleted';
  readonly topic: string;
  readonly incarnation: number;
}

export interface FaultBegun extends At {
  readonly type: 'fault-begin';
  readonly fault: number;
  readonly kind: string;
  readonly target: string;
  /** What the worker was assigned, where the fault is a worker's. */
  readonly assigned: readonly { readonly topic: string; readonly partition: number }[];
}

export interface FaultEnded extends At {
  readonly type: 'fault-end';
  readonly fault: number;
}

export interface HealthSampled extends At {
  readonly type: 'health';
  readonly worker: string;
  readonly ready: boolean;
  readonly live: boolean;
}

export interface ProcessSampled extends At, ProcessHoldings {
  readonly type: 'process';
  readonly worker: string;
  readonly pid: number;
}

/** A worker that ended; `asked` when the campaign ended it. */
export interface ProcessExited extends At {
  readonly type: 'exit';
  readonly worker: string;
  readonly reason: string;
  readonly asked: boolean;
}

/** A stamp as it is in the database at the end. */
export interface StampStored extends At {
  readonly type: 'stamp';
  readonly hash: string;
  readonly namespace: string;
  readonly uid: string;
}

/** A dead letter as the monitor has kept it. */
export interface DeadLetterCollected extends At, Place {
  readonly type: 'collected';
}
