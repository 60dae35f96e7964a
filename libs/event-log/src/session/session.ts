import type { SessionStatus } from '#contracts';
import type { LoggedEvent } from '../event';
import { groupedBy } from '../grouped-by';
import { byTime, traceOf, type Hop } from '../trace/trace';
import { durationsOf, severityOf, type Durations, type Severity } from './statistics';

export interface Breakdown {
  readonly name: string;
  readonly events: number;
  /** Error replies and dead letters. */
  readonly errors: number;
}

/** Requests that take long: by their topic, and how long the slowest twentieth of them takes at least. */
export interface Bottleneck {
  readonly topic: string;
  readonly requests: number;
  readonly p95Ms: number;
  readonly severity: Severity;
}

/** An event of a session, and what is known of it from its conversation. */
export type Moment = Omit<Hop, 'parent' | 'depth'>;

export interface SessionReport {
  /** As last told on the status topic; `null` where nobody told. */
  readonly status: SessionStatus | null;
  /** Percent, likewise. */
  readonly progress: number | null;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly durationMs: number;
  readonly requests: {
    readonly answered: number;
    /** Refused or dead-lettered. */
    readonly failed: number;
    readonly pending: number;
  };
  /** Answered of those that are no longer pending, 0 to 1; `null` while there are none. */
  readonly successRate: number | null;
  /** From a request to what settled it. */
  readonly durations: Durations | null;
  /** Most events first. */
  readonly byType: readonly Breakdown[];
  readonly byTopic: readonly Breakdown[];
  /** The slowest first. */
  readonly bottlenecks: readonly Bottleneck[];
  /** In the order of time. */
  readonly timeline: readonly Moment[];
}

/** What happened in a session, from its events and those of its conversations; `null` where there are none. */
export function sessionOf(events: readonly LoggedEvent[]): SessionReport | null {
  const conversations = [...groupedBy(events, ({ correlationId }) => correlationId).values()];
  const timeline = conversations.flatMap((conversation) => traceOf(conversation)?.hops ?? []).sort(byTime);
  const [first, last] = [timeline[0], timeline.at(-1)];
  if (first === undefined || last === undefined) return null;
  const told = timeline.findLast(({ status }) => status !== null);
  const requests = countsOf(timeline);
  const settled = requests.answered + requests.failed;
  return {
    status: told?.status ?? null,
    progress: told?.progress ?? null,
    startedAt: first.at,
    endedAt: last.at,
    durationMs: last.at - first.at,
    requests,
    successRate: settled === 0 ? null : requests.answered / settled,
    durations: durationsOf(timeline.flatMap(durationOf)),
    byType: breakdown(timeline, ({ event }) => event.eventType ?? '(none)'),
    byTopic: breakdown(timeline, ({ event }) => event.topic),
    bottlenecks: bottlenecksOf(timeline),
    timeline,
  };
}

function countsOf(timeline: readonly Moment[]): SessionReport['requests'] {
  const outcomes = timeline.flatMap(({ settled }) => settled?.outcome ?? []);
  const answered = outcomes.filter((outcome) => outcome === 'answered').length;
  const pending = outcomes.filter((outcome) => outcome === 'pending').length;
  return { answered, failed: outcomes.length - answered - pending, pending };
}

/** Clocks that differ make no time run backwards. */
function durationOf({ settled }: Moment): readonly number[] {
  return settled?.durationMs == null ? [] : [Math.max(0, settled.durationMs)];
}

function breakdown(timeline: readonly Moment[], name: (moment: Moment) => string): readonly Breakdown[] {
  return [...groupedBy(timeline, name)]
    .map(([key, hops]) => ({ name: key, events: hops.length, errors: hops.filter(isError).length }))
    .sort((a, b) => b.events - a.events || (a.name < b.name ? -1 : 1));
}

function isError({ pattern, errorCode }: Moment): boolean {
  return errorCode !== null || pattern === 'dlq';
}

function bottlenecksOf(timeline: readonly Moment[]): readonly Bottleneck[] {
  return [...groupedBy(timeline, ({ event }) => event.topic)]
    .flatMap(([topic, hops]) => {
      const milliseconds = hops.flatMap(durationOf);
      const p95Ms = durationsOf(milliseconds)?.p95 ?? 0;
      const severity = severityOf(p95Ms);
      return severity === null ? [] : [{ topic, requests: milliseconds.length, p95Ms, severity }];
    })
    .sort((a, b) => b.p95Ms - a.p95Ms);
}
