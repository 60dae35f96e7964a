import type { StorageModule } from '#storage';

/** Which sessions users have cancelled, for all workers together. */
export const CANCELLED_SESSIONS = {
  name: 'cancelled-sessions',
  tables: {
    cancelled_sessions: {
      needs: ['SELECT', 'INSERT'],
      kept: {
        by: 'age',
        key: 'ctid',
        old: 'cancelled_at < clock_timestamp() - make_interval(secs => $1)',
        step: 10_000,
      },
    },
  },
  migrations: [
    {
      version: 1,
      name: 'cancelled sessions',
      sql: `
CREATE TABLE cancelled_sessions (
  session_id text PRIMARY KEY,
  cancelled_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX cancelled_sessions_cancelled_at ON cancelled_sessions (cancelled_at);`,
    },
  ],
} as const satisfies StorageModule;
