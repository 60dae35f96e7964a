import type { Migration, StorageModule } from '#storage';

const LETTERS: Migration = {
  version: 1,
  name: 'dead letters',
  sql: `
CREATE TABLE dead_letters (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'resolved')),
  first_seen_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  last_seen_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  dlq_topic text NOT NULL,
  dlq_partition integer NOT NULL,
  dlq_offset bigint NOT NULL,
  received_at timestamptz(3) NOT NULL,
  shape text NOT NULL,
  raw bytea NOT NULL,
  original_topic text,
  original_partition integer,
  original_offset bigint,
  original_key bytea,
  original_value bytea,
  original_headers jsonb,
  error_code text NOT NULL,
  error_type text NOT NULL,
  error_message text NOT NULL,
  error_category text NOT NULL,
  correlation_id text,
  event_type text,
  retry_count integer NOT NULL,
  consumer_group text,
  failed_at timestamptz(3),
  UNIQUE (dlq_topic, dlq_partition, dlq_offset)
);
CREATE INDEX dead_letters_open ON dead_letters (dlq_topic, id) WHERE status = 'open';
CREATE INDEX dead_letters_topic ON dead_letters (dlq_topic, id);
CREATE INDEX dead_letters_code ON dead_letters (error_code, id);`,
};

const ALERTS: Migration = {
  version: 2,
  name: 'dead letter alerts',
  sql: `
CREATE TABLE dead_letter_alerts (
  dlq_topic text PRIMARY KEY,
  alerted_at timestamptz(3) NOT NULL
);`,
};

const DECISIONS: Migration = {
  version: 3,
  name: 'decisions about dead letters',
  // A hash index, because a correlation id may be longer than the entry of a B-tree.
  sql: `
ALTER TABLE dead_letters
  ADD COLUMN closed_at timestamptz(3),
  ADD COLUMN closed_by text,
  ADD COLUMN close_reason text,
  ADD COLUMN reopened_at timestamptz(3),
  ADD COLUMN reopened_by text,
  ADD COLUMN reopen_reason text;
UPDATE dead_letters SET closed_at = clock_timestamp() WHERE status = 'resolved';
CREATE INDEX dead_letters_correlation_id ON dead_letters USING hash (correlation_id);
CREATE INDEX dead_letters_closed_at ON dead_letters (closed_at) WHERE closed_at IS NOT NULL;`,
};

const ALERT_ENDS: Migration = {
  version: 4,
  name: 'ends of dead letter alerts',
  sql: `
ALTER TABLE dead_letter_alerts ADD COLUMN ended_at timestamptz(3);`,
};

/** Dead letters and the alerts about them. */
export const DEAD_LETTERS = {
  name: 'dead-letters',
  tables: {
    dead_letters: {
      needs: ['SELECT', 'INSERT', 'UPDATE'],
      // Records are large. The condition is asked again of a row that was reopened meanwhile.
      kept: {
        by: 'age',
        key: 'id',
        old: `status = 'resolved' AND closed_at < clock_timestamp() - make_interval(secs => $1)`,
        step: 500,
      },
    },
    dead_letter_alerts: {
      needs: ['SELECT', 'INSERT', 'UPDATE'],
      kept: { forEver: 'one row for each dead-letter topic' },
    },
  },
  migrations: [LETTERS, ALERTS, DECISIONS, ALERT_ENDS],
} as const satisfies StorageModule;
