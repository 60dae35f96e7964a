import type { Query } from '../database';
import type { Condition } from './condition';
import type { Job } from './job';
import { readRefs } from './jobs';

/** A place in a frozen sequence of rows. */
export interface Place<Row> {
  /** Grows along the sequence, from 1; 64 bit. */
  readonly position: bigint;
  /** `null` where the row is gone. */
  readonly row: Row | null;
}

/** A sequence of rows that is the same whenever it is read, but for rows that are gone. */
export interface RecordSource<Row> {
  count(query: Query, job: Job): Promise<number>;
  /** The places behind a position, in their order; none at the end. */
  read(query: Query, job: Job, after: bigint, limit: number): Promise<readonly Place<Row>[]>;
}

/** The rows whose ids were frozen with the job (`JobDraft.refs`), in that order. */
export function chosenRows<Row>(
  find: (query: Query, ids: readonly string[], job: Job) => Promise<ReadonlyMap<string, Row>>,
): RecordSource<Row> {
  return {
    count: (_, job) => Promise.resolve(job.total ?? 0),
    read: async (query, job, after, limit) => {
      const ids = await readRefs(query, job.id, Number(after), limit);
      const rows = await find(query, ids, job);
      return ids.map((ref, index) => ({ position: after + BigInt(index + 1), row: rows.get(ref) ?? null }));
    },
  };
}

/** Part of the input of a job about a range: positions as decimal text, 64 bit. */
export interface Range {
  readonly after: string;
  readonly up_to: string;
}

/**
 * The rows in a range of positions that meet a condition. Nothing of them is copied, so a range may have any size; in
 * return neither the position of a row nor what the condition asks for may ever change, and no row may appear any more
 * at or before `up_to`.
 *
 * @param rows A SELECT with a column `position`: bigint, positive, unique, with an index.
 * @param of What the job's input means.
 */
export function rowsInRange<Row extends object>(
  rows: string,
  of: (input: unknown) => { readonly range: Range; readonly where: Condition },
): RecordSource<Row> {
  const chosen = ({ sql, values }: Condition, after: string, upTo: string) => {
    const [from, to] = [values.length + 1, values.length + 2];
    const text = `FROM (${rows}) AS r WHERE position > $${from} AND position <= $${to} AND (${sql})`;
    return [text, [...values, after, upTo]] as const;
  };
  return {
    count: async (query, { input }) => {
      const { range, where } = of(input);
      const [from, values] = chosen(where, range.after, range.up_to);
      const [row] = await query<{ count: number }>(`SELECT count(*)::integer AS count ${from}`, values);
      return row?.count ?? 0;
    },
    read: async (query, { input }, after, limit) => {
      const { range, where } = of(input);
      const begin = after > BigInt(range.after) ? String(after) : range.after;
      const [from, values] = chosen(where, begin, range.up_to);
      const found = await query<Row & { position: string }>(
        `SELECT * ${from} ORDER BY position LIMIT ${Math.trunc(limit)}`,
        values,
      );
      return found.map((row) => ({ position: BigInt(row.position), row }));
    },
  };
}
