import type { Assessment } from './assessment';

/** An assessment as a point in time. Plain JSON. */
export interface QualityPoint {
  /** ISO 8601, UTC, with milliseconds. */
  readonly at: string;
  /** Decimal. */
  readonly position: string;
  readonly event_id: string;
  readonly score: number;
}

/** What is known of the quality of an entity. Plain JSON. */
export interface QualityState {
  readonly assessments: number;
  readonly first: QualityPoint;
  /** Of equals the first. */
  readonly best: QualityPoint;
  readonly worst: QualityPoint;
  /** By time, the last of them at the end; `RECENT` at most. */
  readonly recent: readonly QualityPoint[];
}

/** What a state is made of. */
export type AssessedPoint = Pick<Assessment, 'at' | 'position' | 'eventId' | 'score'>;

/** As many the trend is made of. */
export const RECENT = 20;

/** What is known once an assessment has come, in whatever order they come; each must come once. */
export function evolve(state: QualityState | undefined, assessment: AssessedPoint): QualityState {
  const point = pointOf(assessment);
  if (state === undefined) return { assessments: 1, first: point, best: point, worst: point, recent: [point] };
  return {
    assessments: state.assessments + 1,
    first: earlier(state.first, point),
    best: preferred(state.best, point, point.score - state.best.score),
    worst: preferred(state.worst, point, state.worst.score - point.score),
    recent: [...state.recent, point].sort(byTime).slice(-RECENT),
  };
}

export function latestOf({ recent, first }: QualityState): QualityPoint {
  return recent.at(-1) ?? first;
}

function pointOf({ at, position, eventId, score }: AssessedPoint): QualityPoint {
  return { at: at.toISOString(), position, event_id: eventId, score };
}

function preferred(known: QualityPoint, point: QualityPoint, gain: number): QualityPoint {
  if (gain === 0) return earlier(known, point);
  return gain > 0 ? point : known;
}

function earlier(one: QualityPoint, other: QualityPoint): QualityPoint {
  return byTime(one, other) <= 0 ? one : other;
}

/** Those of one instant in the order of the log. */
export function byTime(one: QualityPoint, other: QualityPoint): number {
  return Date.parse(one.at) - Date.parse(other.at) || Number(BigInt(one.position) - BigInt(other.position));
}
