/** One step of the schema. Once released it is never edited: `migrate` refuses a step whose text has changed. */
export interface Migration {
  /** 1, 2, 3 … without gaps. */
  readonly version: number;
  readonly name: string;
  /** Statements valid on PostgreSQL 15 and later, allowed inside a transaction. */
  readonly sql: string;
  /**
   * The last migration that a program must know to run on the schema after this one. Steps that only add (expand) do
   * not say it, and every older program goes on; one that takes away or changes (contract) names the step that brought
   * what is used in its place.
   */
  readonly requires?: number;
}

const STAMPS: Migration = {
  version: 1,
  name: 'stamps',
  // No index on uid: nothing looks a stamp up by it, and 122 random bits need no guard.
  sql: `
CREATE TABLE stamps (
  namespace text NOT NULL,
  blake3_hash bytea NOT NULL CHECK (octet_length(blake3_hash) = 32),
  uid uuid NOT NULL DEFAULT gen_random_uuid(),
  content_type text NOT NULL,
  content_length integer NOT NULL CHECK (content_length >= 0),
  file_path text,
  stamped_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (namespace, blake3_hash)
);`,
};

const INBOX: Migration = {
  version: 2,
  name: 'inbox',
  // BRIN: rows arrive in the order of finished_at, and only the daily forgetting reads it.
  sql: `
CREATE TABLE inbox (
  consumer text NOT NULL,
  event_id text NOT NULL,
  finished_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (consumer, event_id)
);
CREATE INDEX inbox_finished_at ON inbox USING brin (finished_at);`,
};

const DEAD_LETTERS: Migration = {
  version: 3,
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
  version: 4,
  name: 'dead letter alerts',
  sql: `
CREATE TABLE dead_letter_alerts (
  dlq_topic text PRIMARY KEY,
  alerted_at timestamptz(3) NOT NULL
);`,
};

const LEARNED_NODES: Migration = {
  version: 5,
  name: 'learned nodes',
  sql: `
CREATE TABLE learned_nodes (
  node_id text PRIMARY KEY,
  name text NOT NULL,
  node_type text NOT NULL,
  description text NOT NULL,
  features text[] NOT NULL,
  mixins_used text[] NOT NULL,
  patterns text[] NOT NULL,
  quality_score double precision NOT NULL,
  compliance_score double precision NOT NULL,
  language text NOT NULL,
  learned_at timestamptz(3) NOT NULL,
  uses integer NOT NULL DEFAULT 1
);
CREATE INDEX learned_nodes_learned_at ON learned_nodes (learned_at);`,
};

const LEARNED_NODE_CHANGES: Migration = {
  version: 6,
  name: 'changes of learned nodes',
  sql: `
ALTER TABLE learned_nodes ADD COLUMN changed_at timestamptz NOT NULL DEFAULT clock_timestamp();
CREATE INDEX learned_nodes_changed_at ON learned_nodes (changed_at);`,
};

const DEAD_LETTER_DECISIONS: Migration = {
  version: 7,
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
  version: 8,
  name: 'ends of dead letter alerts',
  sql: `
ALTER TABLE dead_letter_alerts ADD COLUMN ended_at timestamptz(3);`,
};

export const MIGRATIONS: readonly Migration[] = [
  STAMPS,
  INBOX,
  DEAD_LETTERS,
  ALERTS,
  LEARNED_NODES,
  LEARNED_NODE_CHANGES,
  DEAD_LETTER_DECISIONS,
  ALERT_ENDS,
];
