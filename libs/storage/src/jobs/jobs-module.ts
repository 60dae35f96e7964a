import type { StorageModule } from '../module';

/** Long work as rows, so that it outlives the process that does it. */
export const JOBS = {
  name: 'jobs',
  tables: {
    jobs: {
      needs: ['SELECT', 'INSERT', 'UPDATE'],
      // One at a time: as many as 500,000 records go with it.
      kept: { by: 'age', key: 'id', old: 'ended_at < clock_timestamp() - make_interval(secs => $1)', step: 1 },
    },
    job_records: {
      needs: ['SELECT', 'INSERT'],
      kept: { forEver: 'they go with their job' },
    },
  },
  migrations: [
    {
      version: 1,
      name: 'jobs',
      sql: `
CREATE TABLE jobs (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind text NOT NULL,
  input jsonb NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  actor text NOT NULL,
  reason text NOT NULL,
  total integer,
  done integer NOT NULL DEFAULT 0,
  checkpoint jsonb,
  result jsonb,
  error text,
  rate_per_second integer CHECK (rate_per_second > 0),
  attempts integer NOT NULL DEFAULT 0,
  run_after timestamptz NOT NULL DEFAULT clock_timestamp(),
  leased_by text,
  leased_until timestamptz,
  cancelled_by text,
  cancel_reason text,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  started_at timestamptz(3),
  ended_at timestamptz(3)
);
CREATE INDEX jobs_open ON jobs (run_after) WHERE ended_at IS NULL;
CREATE INDEX jobs_ended_at ON jobs (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX jobs_created_at ON jobs (created_at, id);
CREATE TABLE job_records (
  job_id uuid NOT NULL REFERENCES jobs ON DELETE CASCADE,
  place integer NOT NULL,
  ref text NOT NULL,
  PRIMARY KEY (job_id, place)
);`,
    },
    { version: 2, name: 'speed of jobs', sql: 'ALTER TABLE jobs ADD COLUMN per_second real;' },
    { version: 3, name: 'codes of failures', sql: 'ALTER TABLE jobs ADD COLUMN error_code text;' },
    {
      version: 4,
      name: 'large jobs',
      // A foreign key is checked for each row, which takes longer than all the rest of freezing a large set.
      sql: `
ALTER TABLE job_records DROP CONSTRAINT job_records_job_id_fkey;
CREATE FUNCTION job_records_go() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  DELETE FROM job_records WHERE job_id = OLD.id;
  RETURN NULL;
END $$;
CREATE TRIGGER job_records_go AFTER DELETE ON jobs FOR EACH ROW EXECUTE FUNCTION job_records_go();`,
    },
  ],
} as const satisfies StorageModule;
