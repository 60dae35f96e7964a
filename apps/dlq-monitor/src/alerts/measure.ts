import type { AlertFacts, AlertKind, AlertSeverity, FailedRecords, OpenCount, WatchedGroup } from '#dead-letters';
import { humanText, MESSAGE_LIMIT } from '#redaction';

/** When to alert; each limit must be exceeded. */
export interface AlertRules {
  /** Open dead letters on one topic. */
  readonly threshold: number;
  /** Seconds since the oldest open dead letter of a topic came. */
  readonly ageSeconds: number;
  /** Share of the records of one topic that were dead-lettered within `RATE_WINDOW_SECONDS`, from 0 to 1. */
  readonly rate: number;
  /** Whether each new group alerts. */
  readonly newGroups: boolean;
}

/** The guide's threshold and the architecture document's rate; an hour is ours. */
export const DEFAULT_ALERT_RULES: AlertRules = { threshold: 10, ageSeconds: 3_600, rate: 0.01, newGroups: true };

export const RATE_WINDOW_SECONDS = 300;

/** Fewer failures than this say nothing about a rate. */
export const LEAST_FAILURES = 5;

/** Groups that alert by themselves within one cool-down; more of them are one alert. */
export const GROUPS_AT_ONCE = 20;

/** More than this many times the limit is critical. */
const CRITICAL_FACTOR = 10;

/** How many records a topic got within the window, for those that are known. */
export type Traffic = ReadonlyMap<string, number>;

/** What one look found. */
export interface Found {
  readonly counts: readonly OpenCount[];
  readonly failed: readonly FailedRecords[];
  /** `null` where the broker did not say. */
  readonly traffic: Traffic | null;
  readonly groups: readonly WatchedGroup[];
  /** Groups that appeared since this instant are new. */
  readonly newSince: Date;
  readonly now: Date;
}

/** Something that alerts when it exceeds its limit. `message` says so; `over` is for when it no longer does. */
export interface Measurement extends AlertFacts {
  readonly key: string;
  readonly over: string;
}

export function exceeds({ value, limit }: Pick<AlertFacts, 'value' | 'limit'>): boolean {
  return value > limit;
}

export function measure(found: Found, rules: AlertRules): readonly Measurement[] {
  return [
    ...found.counts.map((count) => openRecords(count, rules)),
    ...found.counts.map((count) => oldest(count, rules, found.now)),
    ...shares(found, rules),
    ...(rules.newGroups ? newGroups(found) : []),
  ];
}

function openRecords({ dlq_topic, open }: OpenCount, { threshold: limit }: AlertRules): Measurement {
  return {
    key: dlq_topic,
    ...facts('threshold', dlq_topic, open, open, limit),
    message: `${dlq_topic} holds ${open} open dead letters (more than ${limit})`,
    over: `${dlq_topic} is down to ${open} open dead letters (not more than ${limit})`,
  };
}

function oldest({ dlq_topic, open, oldest_received_at }: OpenCount, rules: AlertRules, now: Date): Measurement {
  const limit = rules.ageSeconds;
  const seconds = Math.max(0, (now.getTime() - oldest_received_at.getTime()) / 1_000);
  return {
    key: `age:${dlq_topic}`,
    ...facts('age', dlq_topic, open, seconds, limit),
    message: `the oldest open dead letter on ${dlq_topic} is ${duration(seconds)} old (more than ${duration(limit)})`,
    over: `no open dead letter on ${dlq_topic} is older than ${duration(limit)} any more`,
  };
}

function shares({ failed, traffic, counts }: Found, { rate: limit }: AlertRules): readonly Measurement[] {
  const openOn = new Map(counts.map(({ dlq_topic, open }) => [dlq_topic, open]));
  return failed.flatMap(({ original_topic, failed: some, dlq_topic }) => {
    const all = traffic?.get(original_topic);
    if (all === undefined) return [];
    // A redriven or late record may have been sent before the window.
    const share = some / Math.max(some, all);
    const minutes = RATE_WINDOW_SECONDS / 60;
    return [
      {
        key: `rate:${original_topic}`,
        ...facts('rate', dlq_topic, openOn.get(dlq_topic) ?? 0, share, limit),
        message: `${percent(share)} of the records on ${original_topic} failed within ${minutes} minutes (more than ${percent(limit)})`,
        over: `not more than ${percent(limit)} of the records on ${original_topic} fail any more`,
      },
    ];
  });
}

function newGroups({ groups, newSince }: Found): readonly Measurement[] {
  const fresh = groups.filter(({ first_seen_at, open }) => first_seen_at >= newSince && open > 0);
  // Those that alerted before are watched until they end; those beyond the bound are one alert.
  const byThemselves = groups.filter((group) => !fresh.includes(group) || fresh.indexOf(group) < GROUPS_AT_ONCE);
  return [...byThemselves.map(newGroup), ...(fresh.length > 0 ? [manyGroups(fresh)] : [])];
}

function newGroup(group: WatchedGroup): Measurement {
  const { id, dlq_topic, open, reason, addressee } = group;
  const cause = humanText(`${group.error_class}: ${group.message}`, MESSAGE_LIMIT);
  return {
    key: `new_group:${id}`,
    ...facts('new_group', dlq_topic, open, open, 0, id),
    severity: 'warning',
    message: `a new cause of failure on ${dlq_topic} (${reason}, ${addressee} must act): ${cause}`,
    over: `no dead letter with this cause is open any more (${reason}): ${cause}`,
  };
}

function manyGroups(fresh: readonly WatchedGroup[]): Measurement {
  const topic = fresh.at(-1)?.dlq_topic ?? '';
  return {
    key: 'new_groups',
    ...facts('new_groups', topic, fresh.length, fresh.length, GROUPS_AT_ONCE),
    message: `${fresh.length} new causes of failure within one cool-down; only the first ${GROUPS_AT_ONCE} alerted by themselves`,
    over: `new causes of failure are down to ${fresh.length} within one cool-down`,
  };
}

function facts(
  kind: AlertKind,
  dlq_topic: string,
  open: number,
  value: number,
  limit: number,
  group_id: string | null = null,
): Omit<AlertFacts, 'message'> {
  const severity: AlertSeverity = value > CRITICAL_FACTOR * limit ? 'critical' : 'warning';
  return { kind, dlq_topic, group_id, open, value, limit, severity };
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}

function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}
