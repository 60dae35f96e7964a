import { storableText, type Query } from '#storage';
import type { Decision } from '../dead-letter-row';
import { CLOSED, TRANSITIONS, type DeadLetterStatus, type Transition, type Verb } from './states';

/** A dead letter whose status was changed. */
export interface Changed {
  readonly id: string;
  readonly from: DeadLetterStatus;
  readonly first_seen_at: Date;
}

/** One step in the life of a dead letter. */
export interface HistoryEntry {
  readonly at: Date;
  readonly actor: string;
  readonly reason: string;
  readonly verb: Verb;
  readonly from_status: DeadLetterStatus;
  readonly to_status: DeadLetterStatus;
  /** What it happened through: the id of a job, or of the dead letter that came back. */
  readonly link: string | null;
}

const CLOSE = 'closed_at = clock_timestamp(), closed_by = $3, close_reason = $4';
const KEEP_OPEN = 'closed_at = NULL, closed_by = NULL, close_reason = NULL';
const OPEN = `${KEEP_OPEN}, reopened_at = clock_timestamp(), reopened_by = $3, reopen_reason = $4`;

/** Locks in one order, so that two decisions about the same records wait for each other instead of deadlocking. */
const statement = (verb: Verb, more: string): string => `
WITH chosen AS MATERIALIZED (
  SELECT id, status, first_seen_at FROM dead_letters WHERE id = ANY ($1::bigint[]) AND status = ANY ($2)
  ORDER BY id FOR UPDATE
), changed AS (
  UPDATE dead_letters AS letter SET status = '${TRANSITIONS[verb].to}', ${effectOf(TRANSITIONS[verb])}${more}
  FROM chosen WHERE letter.id = chosen.id
), noted AS (
  INSERT INTO dead_letter_history (dead_letter_id, actor, reason, verb, from_status, to_status, link)
  SELECT id, $3, $4, '${verb}', status, '${TRANSITIONS[verb].to}', $5 FROM chosen ORDER BY id
)
SELECT id, status AS "from", first_seen_at FROM chosen`;

function effectOf({ to }: Transition): string {
  if (CLOSED.includes(to)) return CLOSE;
  return to === 'open' ? OPEN : KEEP_OPEN;
}

const ID = /^\d{1,18}$/;

/** What else is set in the rows that change: values are `$6`, `$7` … in its text. */
export interface AlsoSet {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * Gives those of the dead letters that the verb may be used on their next status, and notes it in their history; answers
 * these. All others are left as they are.
 */
export function changeStatus(
  query: Query,
  verb: Verb,
  ids: readonly string[],
  { actor, reason }: Decision,
  link: string | null = null,
  also: AlsoSet | null = null,
): Promise<readonly Changed[]> {
  return query<Changed>(statement(verb, also === null ? '' : `, ${also.sql}`), [
    ids.filter((id) => ID.test(id)),
    TRANSITIONS[verb].from,
    storableText(actor),
    storableText(reason),
    link,
    ...(also?.values ?? []),
  ]);
}

/** The statuses of those there are, by id. */
export async function statusesOf(query: Query, ids: readonly string[]): Promise<ReadonlyMap<string, DeadLetterStatus>> {
  const rows = await query<{ id: string; status: DeadLetterStatus }>(
    'SELECT id, status FROM dead_letters WHERE id = ANY ($1::bigint[])',
    [ids.filter((id) => ID.test(id))],
  );
  return new Map(rows.map(({ id, status }) => [id, status]));
}

/** Oldest first; the newest so many. */
export async function historyOf(query: Query, id: string, limit: number): Promise<HistoryEntry[]> {
  const rows = await query<HistoryEntry>(
    `SELECT at, actor, reason, verb, from_status, to_status, link FROM dead_letter_history
     WHERE dead_letter_id = $1 ORDER BY id DESC LIMIT $2`,
    [id, limit],
  );
  return rows.toReversed();
}

/** How many there are in each status, and when the oldest of the open ones came. */
export interface StatusCounts {
  readonly counts: Partial<Readonly<Record<DeadLetterStatus, number>>>;
  readonly oldest_open_at: Date | null;
}

export async function countStatuses(query: Query): Promise<StatusCounts> {
  const rows = await query<{ status: DeadLetterStatus; count: number }>(
    'SELECT status, count(*)::integer AS count FROM dead_letters GROUP BY status',
  );
  const [oldest] = await query<{ first_seen_at: Date }>(
    `SELECT first_seen_at FROM dead_letters WHERE status = 'open' ORDER BY id LIMIT 1`,
  );
  const counts = Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  return { counts, oldest_open_at: oldest?.first_seen_at ?? null };
}
