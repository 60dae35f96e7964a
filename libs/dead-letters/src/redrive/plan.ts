import { MAX_REDRIVES } from '#contracts';
import type { Condition, Query } from '#storage';
import { matching, type Matching } from '../matching';
import { TRANSITIONS } from '../states/states';

/** Dead letters by their ids, or those that match; where no status is asked for, those that can be redriven. */
export type RedriveChoice = { readonly ids: readonly string[] } | { readonly filter: Matching };

/** In the order in which the failed records were on their topics, so that records of one key keep theirs. */
const ORDER = 'original_topic COLLATE "C", original_partition, original_offset, id';

/** Of `dead_letters letter`. */
function chosen(choice: RedriveChoice): Condition {
  if ('ids' in choice) return { sql: 'letter.id = ANY ($1::bigint[])', values: [choice.ids] };
  const { sql, values } = matching(choice.filter);
  if (choice.filter.status !== undefined) return { sql, values };
  return { sql: `(${sql}) AND letter.status = ANY ($${values.length + 1})`, values: [...values, SENDABLE] };
}

const SENDABLE = TRANSITIONS.redrive.from;

/** A SELECT of the ids to freeze for a job (`JobDraft.choose`), `most` at most. */
export function chosenForRedrive(choice: RedriveChoice, most: number): Condition {
  const { sql, values } = chosen(choice);
  return {
    sql: `SELECT letter.id::text AS ref, row_number() OVER (ORDER BY ${ORDER}) AS place
      FROM dead_letters letter WHERE ${sql} ORDER BY place LIMIT $${values.length + 1}`,
    values: [...values, most],
  };
}

export async function countForRedrive(query: Query, choice: RedriveChoice): Promise<number> {
  const { sql, values } = chosen(choice);
  const [row] = await query<{ count: number }>(
    `SELECT count(*)::integer AS count FROM dead_letters letter WHERE ${sql}`,
    values,
  );
  return row?.count ?? 0;
}

/** What would become of a number of records. */
export interface PlannedCount {
  /** Where they would go. */
  readonly topic: string | null;
  /** Why they would not be sent, by the codes that a job counts them by; `null`: they would. */
  readonly skipped: string | null;
  readonly count: number;
  /** Those about people: whether they can be read is only known when they are sent. */
  readonly about_people: number;
}

export interface PlannedRecord {
  readonly id: string;
  readonly original_topic: string | null;
  readonly original_partition: number | null;
  readonly original_offset: string | null;
  readonly error_code: string;
  readonly attempt: number;
  readonly topic: string | null;
  readonly skipped: string | null;
}

/** Topics records may be sent to, and the one that all go to where it is not their own. */
export interface Destinations {
  readonly topics: ReadonlySet<string>;
  readonly target?: string | undefined;
}

/** The same order of reasons as where records are sent. */
function planned(choice: RedriveChoice, { topics, target }: Destinations): Condition {
  const { sql, values } = chosen(choice);
  const [sendable, to, known] = [1, 2, 3].map((more) => `$${values.length + more}`);
  return {
    sql: `
WITH planned AS (
  SELECT letter.id, original_topic, original_partition, original_offset, error_code, attempt, sealed,
    coalesce(${to}::text, original_topic) AS topic,
    CASE
      WHEN status <> ALL (${sendable}::text[]) THEN status
      WHEN attempt >= ${MAX_REDRIVES} THEN 'too_many_attempts'
      WHEN sealed IS NULL AND NOT coalesce(exact, original_value IS NOT NULL) THEN 'not_exact'
      WHEN coalesce(${to}::text, original_topic, '') <> ALL (${known}::text[]) THEN 'no_such_topic'
    END AS skipped
  FROM dead_letters letter WHERE ${sql}
)`,
    values: [...values, SENDABLE, target ?? null, [...topics]],
  };
}

/** Changes nothing. Most first. */
export function planRedrive(query: Query, choice: RedriveChoice, to: Destinations): Promise<PlannedCount[]> {
  const { sql, values } = planned(choice, to);
  return query<PlannedCount>(
    `${sql} SELECT topic, skipped, count(*)::integer AS count, count(sealed)::integer AS about_people
     FROM planned GROUP BY topic, skipped ORDER BY count(*) DESC, topic, skipped`,
    values,
  );
}

/** The first that would be sent, or passed over, in their order. */
export function firstPlanned(
  query: Query,
  choice: RedriveChoice,
  to: Destinations,
  limit: number,
): Promise<PlannedRecord[]> {
  const { sql, values } = planned(choice, to);
  return query<PlannedRecord>(
    `${sql} SELECT id, original_topic, original_partition, original_offset, error_code, attempt, topic, skipped
     FROM planned ORDER BY ${ORDER} LIMIT $${values.length + 1}`,
    [...values, limit],
  );
}
