import type { StorageModule } from '#storage';
import { QUALITY_STEP, QUALITY_TABLES } from './quality/quality-tables';

/** Read models: made of the event log, and at any time made anew from it. */
export const PROJECTIONS = {
  name: 'projections',
  tables: {
    projections: {
      needs: ['SELECT', 'INSERT', 'UPDATE', 'DELETE'],
      kept: { forEver: 'one row for each projection, and one while it is built anew' },
    },
    ...QUALITY_TABLES,
  },
  migrations: [
    {
      version: 1,
      name: 'projections',
      sql: `
CREATE TABLE projections (
  name text NOT NULL,
  generation integer NOT NULL,
  is_live boolean NOT NULL,
  position bigint NOT NULL DEFAULT 0,
  applied bigint NOT NULL DEFAULT 0,
  passed_over bigint NOT NULL DEFAULT 0,
  moved_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  job_id uuid,
  PRIMARY KEY (name, generation)
);
CREATE UNIQUE INDEX projections_live ON projections (name) WHERE is_live;
${QUALITY_STEP}`,
    },
  ],
} as const satisfies StorageModule;
