import type { KeptByMonth, Migration, StorageModule } from '#storage';
import { HOURS_STEP, HOURS_TABLES } from './event-hours';
import { AUDIT_STEP, AUDIT_TABLES } from './audit/audit-tables';

/**
 * What kind of traffic an event belongs to; each is kept for as long as its policy says. `audit` is who decided what,
 * `telemetry` what programs say about themselves every few seconds, `traffic` everything else.
 */
export const KINDS = ['audit', 'traffic', 'telemetry'] as const;
export type EventKind = (typeof KINDS)[number];

/** The lock under which positions are given; the number spells "evnt". */
export const APPEND_LOCK = Buffer.from('evnt').readInt32BE();

const TABLES: Migration = {
  version: 1,
  name: 'event log',
  // Ids of any length are found by a hash of 8 bytes; comparing the text itself settles collisions.
  sql: `
CREATE TABLE event_sources (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  topic text NOT NULL,
  partition integer NOT NULL,
  next_offset bigint NOT NULL,
  UNIQUE (topic, partition)
);

CREATE SEQUENCE event_positions;

CREATE TABLE event_log (
  position bigint NOT NULL DEFAULT nextval('event_positions'),
  recorded_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  kind text NOT NULL,
  event_id uuid NOT NULL,
  source_id integer NOT NULL,
  kafka_offset bigint NOT NULL,
  kafka_time timestamptz(3),
  key bytea,
  value bytea,
  headers bytea,
  envelope_id text,
  correlation_id text,
  causation_id text,
  session_id text,
  trace_id text,
  event_type text,
  source text,
  schema_version text,
  event_time timestamptz(3),
  unreadable text
) PARTITION BY LIST (kind);
${KINDS.map((kind) => `CREATE TABLE event_log_${kind} PARTITION OF event_log FOR VALUES IN ('${kind}') PARTITION BY RANGE (recorded_at);`).join('\n')}

CREATE INDEX event_log_position ON event_log (position);
CREATE INDEX event_log_correlation ON event_log (hashtextextended(correlation_id, 0), position) WHERE correlation_id IS NOT NULL;
CREATE INDEX event_log_session ON event_log (hashtextextended(session_id, 0), position) WHERE session_id IS NOT NULL;
CREATE INDEX event_log_type ON event_log (hashtextextended(event_type, 0), position) WHERE event_type IS NOT NULL;
CREATE INDEX event_log_source ON event_log (source_id, position);
CREATE INDEX event_log_time ON event_log USING brin (kafka_time);

CREATE FUNCTION event_log_take_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(${APPEND_LOCK});
  RETURN NULL;
END $$;
CREATE TRIGGER event_log_take_turn BEFORE INSERT ON event_log FOR EACH STATEMENT EXECUTE FUNCTION event_log_take_turn();

CREATE VIEW event_store AS
SELECT event_id, event_type, correlation_id, causation_id, coalesce(event_time, kafka_time, recorded_at) AS timestamp,
  value AS payload, headers AS metadata, topic, partition, kafka_offset AS "offset", position
FROM event_log JOIN event_sources ON event_sources.id = source_id;

CREATE VIEW event_logs AS
SELECT event_id, session_id, correlation_id, event_type, topic, coalesce(event_time, kafka_time, recorded_at) AS timestamp,
  value AS payload, headers AS metadata, partition, kafka_offset AS "offset", recorded_at AS created_at, position
FROM event_log JOIN event_sources ON event_sources.id = source_id;`,
};

const SUBJECTS: Migration = {
  version: 3,
  name: 'whom events are about',
  sql: `
ALTER TABLE event_log ADD COLUMN subjects bigint[];
CREATE INDEX event_log_subjects ON event_log USING gin (subjects) WHERE subjects IS NOT NULL;`,
};

/** What is new is in the index at the next autovacuum, and not only when enough of it has changed. */
const SUMMARISED_TIME: Migration = {
  version: 4,
  name: 'time is summarised as it comes',
  sql: `
DO $$
DECLARE leaf regclass;
BEGIN
  FOR leaf IN SELECT relid FROM pg_partition_tree('event_log_time') JOIN pg_class ON oid = relid WHERE relkind = 'i' LOOP
    EXECUTE format('ALTER INDEX %s SET (autosummarize = on)', leaf);
  END LOOP;
END $$;`,
};

const MONTHLY: KeptByMonth = {
  by: 'month',
  onNew: (partition) => [
    `ALTER TABLE ${partition} ADD UNIQUE (event_id)`,
    `ALTER TABLE ${partition} ADD UNIQUE (source_id, kafka_offset, event_id)`,
    // Indexes of partitioned tables take no settings that those of new partitions could inherit.
    `ALTER INDEX ${partition}_kafka_time_idx SET (autosummarize = on)`,
  ],
};

const READ_AND_ADDED = ['SELECT', 'INSERT'] as const;

/**
 * Every event of the bus, as it was. Positions are given under one lock that is held until the transaction ends, so
 * whoever has read a position has missed none before it, and no place of a topic is stored twice.
 */
export const EVENT_LOG = {
  name: 'event-log',
  tables: {
    event_sources: {
      needs: ['SELECT', 'INSERT', 'UPDATE'],
      kept: { forEver: 'one row for each partition of a topic' },
    },
    event_log: { needs: READ_AND_ADDED, kept: { forEver: 'the rows are in its partitions' } },
    event_log_audit: { needs: READ_AND_ADDED, kept: MONTHLY },
    event_log_traffic: { needs: READ_AND_ADDED, kept: MONTHLY },
    event_log_telemetry: { needs: READ_AND_ADDED, kept: MONTHLY },
    ...HOURS_TABLES,
    ...AUDIT_TABLES,
  },
  migrations: [TABLES, AUDIT_STEP, SUBJECTS, SUMMARISED_TIME, HOURS_STEP],
} as const satisfies StorageModule;
