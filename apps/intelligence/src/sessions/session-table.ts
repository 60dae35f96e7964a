import type { Query } from '#storage';

/** The table of cancelled sessions. Ids are keys that the database can hold. */
export interface SessionTable {
  cancel(session: string): Promise<void>;
  /** The `limit` that were cancelled last, of those that were since `since`; of all without it. */
  cancelledSince(since: Date | undefined, limit: number): Promise<SessionsCancelled>;
}

export interface SessionsCancelled {
  readonly sessions: readonly string[];
  /** Where the next look begins, by the database's clock. */
  readonly upTo: Date;
}

const INSERT = 'INSERT INTO cancelled_sessions (session_id) VALUES ($1) ON CONFLICT DO NOTHING';

/** As long as a statement may take before its row can be seen, and a little for its commit. */
const CANCELLED = `
SELECT session_id FROM cancelled_sessions WHERE cancelled_at > $1::timestamptz - interval '15 s'
ORDER BY cancelled_at DESC LIMIT $2`;

/** The table, through this handle. */
export function sessionTable(query: Query): SessionTable {
  return {
    cancel: async (session) => {
      await query(INSERT, [session]);
    },
    cancelledSince: async (since, limit) => {
      // Before the rows, so that what is committed in between is seen twice and not never.
      const [clock] = await query<{ now: Date }>('SELECT clock_timestamp() AS now');
      const rows = await query<{ session_id: string }>(CANCELLED, [since ?? '-infinity', limit]);
      return { sessions: rows.map(({ session_id }) => session_id), upTo: clock?.now ?? new Date(0) };
    },
  };
}
