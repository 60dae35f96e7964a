import type { TableFacts } from '#storage';

/** Part of the first step of the module. Names are compared byte by byte, so that every database orders them alike. */
export const QUALITY_STEP = `
CREATE TABLE quality_history (
  generation integer NOT NULL,
  position bigint NOT NULL,
  event_id uuid NOT NULL,
  entity_id text COLLATE "C" NOT NULL,
  assessment_id text COLLATE "C" NOT NULL,
  assessed_at timestamptz(3) NOT NULL,
  quality_score double precision NOT NULL,
  onex_compliance double precision,
  dimensions jsonb NOT NULL,
  correlation_id text,
  source text,
  PRIMARY KEY (generation, position),
  UNIQUE (generation, entity_id, assessment_id)
);
CREATE INDEX quality_history_entity ON quality_history (generation, entity_id, assessed_at, position);
CREATE TABLE quality_entities (
  generation integer NOT NULL,
  entity_id text COLLATE "C" NOT NULL,
  changed_position bigint NOT NULL,
  latest_score double precision NOT NULL,
  state jsonb NOT NULL,
  PRIMARY KEY (generation, entity_id)
);
CREATE INDEX quality_entities_changed ON quality_entities (generation, changed_position);
CREATE INDEX quality_entities_worst ON quality_entities (generation, latest_score, changed_position);
INSERT INTO projections (name, generation, is_live) VALUES ('quality', 1, true);`;

const WITH_THEIR_EVENTS = { forEver: 'as long as the events that they are made of, which are audit entries' };

export const QUALITY_TABLES = {
  quality_history: { needs: ['SELECT', 'INSERT', 'DELETE'], kept: WITH_THEIR_EVENTS },
  quality_entities: { needs: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'], kept: { forEver: 'one row for each entity' } },
} as const satisfies Readonly<Record<string, TableFacts>>;
