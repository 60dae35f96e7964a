import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { DEAD_LETTERS } from '#dead-letters';
import { EVENT_LOG, PROJECTIONS } from '#event-log';
import { PERSONAL_DATA } from '#personal-data';
import { STAMPING } from '#stamping';
import { INBOX, JOBS, migrate, openDatabase, OUTBOX, type Database } from '#storage';
import { SAGAS } from '../../apps/coordinator/src/saga/saga-tables';
import { LEARNED_NODES } from '../../apps/intelligence/src/learning/learned-nodes-module';
import { CANCELLED_SESSIONS } from '../../apps/intelligence/src/sessions/cancelled-sessions-module';

/** Every module there is. */
export const MODULES = [
  INBOX,
  JOBS,
  OUTBOX,
  STAMPING,
  DEAD_LETTERS,
  EVENT_LOG,
  PROJECTIONS,
  LEARNED_NODES,
  CANCELLED_SESSIONS,
  SAGAS,
  PERSONAL_DATA,
];

export interface RandomDatabase {
  readonly url: string;
  /** Another connection pool to the same database, closed with it. */
  open(maxConnections?: number): Database;
  drop(): Promise<void>;
}

/** A fresh, empty database on the server of the test run. */
export async function createRandomDatabase(): Promise<RandomDatabase> {
  const adminUrl = process.env.OMNI_TEST_DATABASE_URL;
  if (!adminUrl) throw new Error('OMNI_TEST_DATABASE_URL is not set: the admin URL of a PostgreSQL server for tests');
  const name = `omni_test_${randomUUID().replaceAll('-', '')}`;
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const opened: Database[] = [];
  await asAdmin(adminUrl, `CREATE DATABASE ${name}`);
  return {
    url: url.toString(),
    open: (maxConnections = 4) => {
      const database = open(url.toString(), maxConnections);
      opened.push(database);
      return database;
    },
    drop: async () => {
      await Promise.all(opened.map((database) => database.close()));
      await asAdmin(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** The same with the tables of every module in it. */
export async function createMigratedDatabase(): Promise<RandomDatabase & { readonly database: Database }> {
  const random = await createRandomDatabase();
  const database = random.open();
  await migrate(database, MODULES);
  return { ...random, database };
}

/** Databases are made and dropped outside of any transaction. */
export async function asAdmin(connectionString: string, statement: string): Promise<void> {
  const admin = new Client({ connectionString });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}

function open(url: string, maxConnections: number): Database {
  return openDatabase({ url, maxConnections, applicationName: 'storage-spec', onError: () => undefined });
}
