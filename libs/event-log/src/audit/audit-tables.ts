import type { Migration, TableFacts } from '#storage';

const READ_AND_ADDED = ['SELECT', 'INSERT'] as const;

export const AUDIT_STEP: Migration = {
  version: 2,
  name: 'audit chain',
  sql: `
CREATE TABLE audit_chain (
  number bigint PRIMARY KEY,
  position bigint NOT NULL UNIQUE,
  event_id uuid NOT NULL,
  hash bytea NOT NULL
);

CREATE TABLE audit_checkpoints (
  size bigint PRIMARY KEY,
  position bigint NOT NULL,
  head bytea NOT NULL,
  root bytea NOT NULL,
  peaks bytea NOT NULL,
  signed_at timestamptz(3) NOT NULL,
  key_id text NOT NULL,
  signature bytea NOT NULL
);`,
};

export const AUDIT_TABLES = {
  audit_chain: { needs: READ_AND_ADDED, kept: { forEver: 'a link for each audit entry, which is kept for ever' } },
  audit_checkpoints: { needs: READ_AND_ADDED, kept: { forEver: 'what was signed cannot be taken back' } },
} as const satisfies Readonly<Record<string, TableFacts>>;
