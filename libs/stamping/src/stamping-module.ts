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
  ],
} as const satisfies StorageModule;
