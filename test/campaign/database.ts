import { Client } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';

/** Locks a table against everybody, reading included, as ALTER TABLE and VACUUM FULL do. */
export async function lockTable(url: string, table: string, lengthMs: number): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(`BEGIN; LOCK TABLE ${client.escapeIdentifier(table)} IN ACCESS EXCLUSIVE MODE`);
    await pause(lengthMs);
    await client.query('ROLLBACK');
  });
}

/** What a failover leaves for a while: a server that only reads. Connections are cut on both sides of it. */
export async function makeReadOnly(url: string, lengthMs: number): Promise<void> {
  await withClient(url, async (client) => {
    await client.query('ALTER DATABASE omninode SET default_transaction_read_only = on');
    try {
      await cutOthers(client);
      await pause(lengthMs);
    } finally {
      await client.query('ALTER DATABASE omninode RESET default_transaction_read_only');
      await cutOthers(client);
    }
  });
}

export async function storedStamps(url: string): Promise<readonly { hash: string; namespace: string; uid: string }[]> {
  return rows(url, `SELECT encode(blake3_hash, 'hex') AS hash, namespace, uid FROM stamps`);
}

export async function collectedLetters(
  url: string,
): Promise<readonly { topic: string; partition: number; offset: number }[]> {
  const columns = 'dlq_topic AS topic, dlq_partition AS partition, dlq_offset::float8 AS "offset"';
  return rows(url, `SELECT ${columns} FROM dead_letters`);
}

async function rows<Row>(url: string, query: string): Promise<readonly Row[]> {
  let found: readonly Row[] = [];
  await withClient(url, async (client) => {
    found = (await client.query(query)).rows as readonly Row[];
  });
  return found;
}

async function cutOthers(client: Client): Promise<void> {
  await client.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
}

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 60_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
