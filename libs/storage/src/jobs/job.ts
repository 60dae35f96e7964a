import type { Condition } from './condition';

export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** What a job is given when it is created; it never changes. */
export interface JobDraft {
  readonly kind: string;
  /** Plain JSON. */
  readonly input: unknown;
  readonly actor: string;
  readonly reason: string;
  /** Items a second at most; `null` for as fast as it goes. */
  readonly rate: number | null;
  /** What the records are to be read by, in their order: the set is frozen here. */
  readonly refs?: readonly string[];
  /** The same, chosen by the database: a SELECT of `ref` and `place`, from 1, so that a large set is never in memory. */
  readonly choose?: Condition;
  /** Items of work, where that is known and no references say it. */
  readonly total?: number;
}

/** A job as it stands. */
export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly input: unknown;
  readonly state: JobState;
  readonly actor: string;
  readonly reason: string;
  /** Items of work; `null` while that is not known. */
  readonly total: number | null;
  readonly done: number;
  /** What its handler needs to go on where it was. */
  readonly checkpoint: unknown;
  readonly result: unknown;
  readonly error: string | null;
  /** Of a failure that would come again: stable. */
  readonly error_code: string | null;
  readonly rate_per_second: number | null;
  /** Items a second, of late; `null` while it has done none. */
  readonly per_second: number | null;
  /** How often it was begun since it last got on. */
  readonly attempts: number;
  readonly cancelled_by: string | null;
  readonly cancel_reason: string | null;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly ended_at: Date | null;
}

/** How far a step has brought a job. */
export interface Progress {
  readonly done: number;
  readonly total?: number;
  readonly checkpoint?: unknown;
}
