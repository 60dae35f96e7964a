import type { StorageModule } from '#storage';

/** Stamps, unique by namespace and hash. */
export const STAMPING = {
  name: 'stamping',
  tables: {
    stamps: {
      needs: ['SELECT', 'INSERT'],
      kept: {
        by: 'age',
        key: 'ctid',
        old: 'stamped_at < clock_timestamp() - make_interval(secs => $1)',
        step: 10_000,
      },
    },
    stamp_signatures: {
      needs: ['SELECT', 'INSERT'],
      kept: { forEver: 'each goes with its stamp: the foreign key deletes it' },
    },
    stamp_revocations: {
      needs: ['SELECT', 'INSERT', 'DELETE'],
      kept: { forEver: 'what is not to be trusted is not to be forgotten; people lift what was revoked by mistake' },
    },
  },
  migrations: [
    {
      version: 1,
      name: 'stamps',
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
    },
    {
      version: 2,
      name: 'age of stamps',
      // BRIN: rows arrive in the order of stamped_at, and only the retention reads it.
      sql: `
CREATE INDEX stamps_stamped_at ON stamps USING brin (stamped_at);`,
    },
    {
      version: 3,
      name: 'stamps of files of people',
      sql: `
ALTER TABLE stamps ADD COLUMN sealed bytea;`,
    },
    {
      version: 4,
      name: 'metadata of stamps, and their order in a namespace',
      sql: `
ALTER TABLE stamps ADD COLUMN metadata jsonb;
CREATE INDEX stamps_in_order ON stamps (namespace, stamped_at, blake3_hash);`,
    },
    {
      version: 5,
      name: 'stamps by their metadata and ids',
      // Partial: most stamps have no metadata, and cost nothing here.
      sql: `
CREATE INDEX stamps_uid ON stamps (uid);
CREATE INDEX stamps_metadata ON stamps USING gin (metadata jsonb_path_ops) WHERE metadata IS NOT NULL;`,
    },
    {
      version: 6,
      name: 'signatures of stamps, and revocations',
      // The payload is kept as it was signed: programs to come may write another.
      sql: `
CREATE TABLE stamp_signatures (
  namespace text NOT NULL,
  blake3_hash bytea NOT NULL,
  payload bytea NOT NULL,
  key_id text NOT NULL,
  signature bytea NOT NULL CHECK (octet_length(signature) = 64),
  PRIMARY KEY (namespace, blake3_hash),
  FOREIGN KEY (namespace, blake3_hash) REFERENCES stamps ON DELETE CASCADE
);
CREATE TABLE stamp_revocations (
  blake3_hash bytea PRIMARY KEY CHECK (octet_length(blake3_hash) = 32),
  reason text NOT NULL,
  actor text NOT NULL,
  revoked_at timestamptz(3) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX stamp_revocations_in_order ON stamp_revocations (revoked_at, blake3_hash);`,
    },
  ],
} as const satisfies StorageModule;
