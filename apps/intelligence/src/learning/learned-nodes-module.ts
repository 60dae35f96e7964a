import type { StorageModule } from '#storage';

/** What validation has learned. */
export const LEARNED_NODES = {
  name: 'learned-nodes',
  tables: {
    learned_nodes: { needs: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'], kept: { by: 'capacity' } },
  },
  migrations: [
    {
      version: 1,
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
    },
    {
      version: 2,
      name: 'changes of learned nodes',
      sql: `
ALTER TABLE learned_nodes ADD COLUMN changed_at timestamptz NOT NULL DEFAULT clock_timestamp();
CREATE INDEX learned_nodes_changed_at ON learned_nodes (changed_at);`,
    },
  ],
} as const satisfies StorageModule;
