import type { TableFacts } from './module';

/** What `migrate` keeps for itself. */
export const SCHEMA_TABLES = {
  omninode_schema: { needs: ['SELECT'], kept: { forEver: 'one row for each step of a module' } },
  omninode_migrations: {
    needs: ['SELECT'],
    kept: { forEver: 'eight rows, read by programs from before there were modules (former-steps.ts)' },
  },
} as const satisfies Readonly<Record<string, TableFacts>>;

export const CREATE_SCHEMA_TABLE = `
CREATE TABLE omninode_schema (
  module text NOT NULL,
  version integer NOT NULL,
  name text NOT NULL,
  checksum text NOT NULL,
  requires integer NOT NULL DEFAULT 0,
  applied_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (module, version)
)`;
