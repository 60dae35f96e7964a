import type { Migration, StorageModule } from '#storage';

const KEYS: Migration = {
  version: 1,
  name: 'keys of subjects',
  // One key of a subject is in use at a time; a row without a key is the tombstone of an erasure.
  sql: `
CREATE TABLE subject_keys (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subject bytea NOT NULL CHECK (octet_length(subject) = 32),
  created_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  master_key text,
  wrapped bytea,
  erased_at timestamptz(3),
  erased_by text,
  erase_reason text,
  CHECK ((wrapped IS NULL) = (erased_at IS NOT NULL) AND (wrapped IS NULL) = (master_key IS NULL))
);
CREATE UNIQUE INDEX subject_keys_in_use ON subject_keys (subject) WHERE erased_at IS NULL;
CREATE INDEX subject_keys_erased ON subject_keys (subject, erased_at) WHERE erased_at IS NOT NULL;
CREATE INDEX subject_keys_master_key ON subject_keys (master_key) WHERE erased_at IS NULL;`,
};

/** A key for each person that is named in what is kept; without it what is kept about that person cannot be read. */
export const PERSONAL_DATA = {
  name: 'personal-data',
  tables: {
    subject_keys: {
      needs: ['SELECT', 'INSERT', 'UPDATE'],
      kept: { forEver: 'a key is there until its subject is erased; then a tombstone tells what comes late' },
    },
  },
  migrations: [KEYS],
} as const satisfies StorageModule;
