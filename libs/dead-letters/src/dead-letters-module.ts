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

const EXACT_ORIGINALS: Migration = {
  version: 5,
  name: 'exact headers and tombstones of dead letters',
  sql: `
ALTER TABLE dead_letters ADD COLUMN original_raw_headers bytea, ADD COLUMN exact boolean;`,
};

const GROUPS: Migration = {
  version: 6,
  name: 'groups of dead letters',
  sql: `
CREATE TABLE dead_letter_groups (
  id uuid PRIMARY KEY,
  first_seen_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  reason text NOT NULL,
  addressee text NOT NULL,
  error_code text NOT NULL,
  error_class text NOT NULL,
  message text NOT NULL,
  frames text[] NOT NULL,
  event_type text
);
ALTER TABLE dead_letters ADD COLUMN group_id uuid;
CREATE INDEX dead_letters_group ON dead_letters (group_id, status, id);
CREATE INDEX dead_letters_without_group ON dead_letters (id) WHERE group_id IS NULL;`,
};

const SEALED: Migration = {
  version: 7,
  name: 'dead letters about people',
  sql: `
ALTER TABLE dead_letters ADD COLUMN sealed bytea, ADD COLUMN subjects bigint[];`,
};

const LIFE_CYCLE: Migration = {
  version: 8,
  name: 'life cycle of dead letters',
  // Of rows that are there each has one of the statuses of before: there is nothing to validate.
  sql: `
ALTER TABLE dead_letters DROP CONSTRAINT dead_letters_status_check;
ALTER TABLE dead_letters ADD CONSTRAINT dead_letters_status_check CHECK (status IN ('open', 'acknowledged', 'redriving',
  'resolved', 'failed_again', 'discarded', 'edited', 'quarantined')) NOT VALID;
CREATE INDEX dead_letters_status ON dead_letters (status, id);
CREATE TABLE dead_letter_history (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  dead_letter_id bigint NOT NULL REFERENCES dead_letters ON DELETE CASCADE,
  at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  actor text NOT NULL,
  reason text NOT NULL,
  verb text NOT NULL,
  from_status text NOT NULL,
  to_status text NOT NULL,
  link text
);
CREATE INDEX dead_letter_history_of ON dead_letter_history (dead_letter_id, id);`,
};

const REDRIVES: Migration = {
  version: 9,
  name: 'redrives of dead letters',
  // Which job sent the record again, and where to; whether readers were seen to be past it. `attempt` counts the
  // redrives before this dead letter came, `previous_id` is the one whose record came back as this one.
  sql: `
ALTER TABLE dead_letters
  ADD COLUMN attempt integer NOT NULL DEFAULT 0,
  ADD COLUMN previous_id bigint,
  ADD COLUMN redrive_id uuid,
  ADD COLUMN redrive_topic text,
  ADD COLUMN redrive_partition integer,
  ADD COLUMN redrive_offset bigint,
  ADD COLUMN redriven_at timestamptz(3),
  ADD COLUMN redrive_seen_at timestamptz(3);
CREATE INDEX dead_letters_previous ON dead_letters (previous_id) WHERE previous_id IS NOT NULL;
CREATE INDEX dead_letters_redrive_place ON dead_letters (redrive_topic, redrive_partition, redrive_offset)
  WHERE redrive_offset IS NOT NULL;
CREATE INDEX dead_letters_unsent ON dead_letters (redrive_id) WHERE status IN ('redriving', 'edited')
  AND redriven_at IS NULL;
CREATE INDEX dead_letters_unseen ON dead_letters (redrive_topic, redrive_partition, redrive_offset)
  WHERE status IN ('redriving', 'edited') AND redrive_offset IS NOT NULL AND redrive_seen_at IS NULL;
CREATE INDEX dead_letters_seen ON dead_letters (redrive_seen_at, id)
  WHERE status IN ('redriving', 'edited') AND redrive_seen_at IS NOT NULL;`,
};

const EDITS: Migration = {
  version: 10,
  name: 'edits of dead letters',
  sql: `
CREATE TABLE dead_letter_edits (
  job_id uuid NOT NULL,
  dead_letter_id bigint NOT NULL REFERENCES dead_letters ON DELETE CASCADE,
  at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  value bytea NOT NULL,
  raw_headers bytea NOT NULL,
  sealed bytea,
  subjects bigint[],
  PRIMARY KEY (dead_letter_id, job_id)
);`,
};

/** How long what was discarded can be restored. */
export const RESTORABLE_DAYS = 7;

const ALERT_RULES: Migration = {
  version: 11,
  name: 'alerts about age, rate and groups, and notices of them',
  sql: `
ALTER TABLE dead_letter_alerts ADD COLUMN repeat integer NOT NULL DEFAULT 1, ADD COLUMN facts jsonb;
CREATE INDEX dead_letters_received_at ON dead_letters (received_at);
CREATE INDEX dead_letter_groups_first_seen_at ON dead_letter_groups (first_seen_at);
CREATE TABLE dead_letter_notices (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  destination text NOT NULL,
  alert_key text NOT NULL,
  content jsonb NOT NULL,
  due_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  attempts integer NOT NULL DEFAULT 0,
  done_at timestamptz(3),
  outcome text
);
CREATE INDEX dead_letter_notices_due ON dead_letter_notices (destination, alert_key, id) WHERE done_at IS NULL;`,
};

const STACKS: Migration = {
  version: 12,
  name: 'where dead letters failed, and since when alerts fire',
  sql: `
ALTER TABLE dead_letters ADD COLUMN error_stack text;
ALTER TABLE dead_letter_alerts ADD COLUMN began_at timestamptz(3);`,
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
        old: `(status IN ('resolved', 'failed_again', 'edited') AND closed_at < clock_timestamp() - make_interval(secs => $1)
          OR status = 'discarded' AND closed_at < clock_timestamp() - interval '${RESTORABLE_DAYS} days')`,
        step: 500,
      },
    },
    dead_letter_history: {
      needs: ['SELECT', 'INSERT'],
      kept: { forEver: 'it goes with its dead letter' },
    },
    dead_letter_edits: {
      needs: ['SELECT', 'INSERT'],
      kept: { forEver: 'it goes with its dead letter' },
    },
    dead_letter_groups: {
      needs: ['SELECT', 'INSERT'],
      // Once its last dead letter is gone.
      kept: {
        by: 'age',
        key: 'id',
        old: `first_seen_at < clock_timestamp() - make_interval(secs => $1)
          AND NOT EXISTS (SELECT FROM dead_letters letter WHERE letter.group_id = dead_letter_groups.id)`,
        step: 500,
      },
    },
    dead_letter_alerts: {
      needs: ['SELECT', 'INSERT', 'UPDATE'],
      // Of groups, which come and go. Of topics there are a few rows for each.
      kept: {
        by: 'age',
        key: 'ctid',
        old: `dlq_topic LIKE 'new_group:%' AND ended_at >= alerted_at
          AND ended_at < clock_timestamp() - make_interval(secs => $1)`,
        step: 500,
      },
    },
    dead_letter_notices: {
      needs: ['SELECT', 'INSERT', 'UPDATE'],
      kept: {
        by: 'age',
        key: 'id',
        old: `created_at < clock_timestamp() - make_interval(secs => $1)`,
        step: 500,
      },
    },
  },
  migrations: [
    LETTERS,
    ALERTS,
    DECISIONS,
    ALERT_ENDS,
    EXACT_ORIGINALS,
    GROUPS,
    SEALED,
    LIFE_CYCLE,
    REDRIVES,
    EDITS,
    ALERT_RULES,
    STACKS,
  ],
} as const satisfies StorageModule;
