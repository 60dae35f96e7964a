import { Client, Pool, type PoolClient, type PoolConfig, type QueryConfig, type QueryResultRow } from 'pg';

/** A connection that is not there after this time is an outage, not a slow start. */
const CONNECT_TIMEOUT_MS = 5_000;

/** The server gives up on a statement after this time. */
const STATEMENT_TIMEOUT_MS = 10_000;

/** How much longer than the server the client waits: only a server that went silent is noticed this way. */
const SILENCE_MS = 5_000;

export interface DatabaseOptions {
  /**
   * `postgres://user:password@host:port/database`. TLS as libpq reads it: `sslmode=require` encrypts without checking
   * the server, `verify-ca` and `verify-full` check it, `sslrootcert=<file>` names the authority.
   */
  readonly url: string;
  /** TLS for a URL that says nothing about it; the URL wins. */
  readonly ssl?: PoolConfig['ssl'];
  readonly maxConnections: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** Told about connections that broke while nobody was using them. Such an error never ends the process. */
  readonly onError: (error: Error) => void;
}

/** Runs one statement and answers its rows. Values are bound, never spliced into the text. */
export type Query = <Row extends QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

export interface Database {
  /** One statement, its own transaction. At most 10 s, else SQLSTATE 57014. */
  readonly query: Query;
  /**
   * All or nothing, in isolation level READ COMMITTED; `work` may use only the `query` it is given.
   * Each statement may take `statementTimeoutMs`. A connection on which anything failed is not used again.
   */
  transaction<Result>(work: (query: Query) => Promise<Result>, statementTimeoutMs?: number): Promise<Result>;
  /** Resolves when the database answers, rejects within 15 s when it does not. */
  ping(): Promise<void>;
  /** Waits for what is running, then closes every connection. May be called more than once. */
  close(): Promise<void>;
}

/**
 * Opens nothing yet: the first statement connects, and every later one reconnects where needed.
 *
 * @throws when the URL cannot be read, or a certificate file it names.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const config: PoolConfig = {
    connectionString: withLibpqTls(options.url),
    ssl: options.ssl,
    max: options.maxConnections,
    application_name: options.applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS + SILENCE_MS,
    keepAlive: true,
  };
  // The pool would read the URL with each connection; a client reads it now and is thrown away unconnected.
  void new Client(config);
  const pool = new Pool(config);
  pool.on('error', options.onError);
  let closed: Promise<void> | undefined;
  return {
    query: async <Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows,
    transaction: (work, statementTimeoutMs = STATEMENT_TIMEOUT_MS) =>
      transact(pool, options.onError, work, statementTimeoutMs),
    ping: async () => {
      await pool.query('SELECT 1');
    },
    close: () => (closed ??= pool.end()),
  };
}

async function transact<Result>(
  pool: Pool,
  onError: (error: Error) => void,
  work: (query: Query) => Promise<Result>,
  statementTimeoutMs: number,
): Promise<Result> {
  const client = await pool.connect();
  // The pool listens only to idle clients; without this, a connection lost between two statements ends the process.
  client.on('error', onError);
  let failure: Error | undefined;
  try {
    await client.query('BEGIN');
    await client.query(`SET LOCAL statement_timeout = ${Math.trunc(statementTimeoutMs)}`);
    const result = await work(queryOn(client, statementTimeoutMs + SILENCE_MS));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.off('error', onError);
    // Handing over the failure makes the pool close the connection, and closing it rolls back.
    client.release(failure);
  }
}

function queryOn(client: PoolClient, timeoutMs: number): Query {
  return async <Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) => {
    // `query_timeout` per statement is read by the driver but missing from its types.
    const statement: QueryConfig & { query_timeout: number } = { text, values: [...values], query_timeout: timeoutMs };
    return (await client.query<Row>(statement)).rows;
  };
}

/** The driver reads `sslmode` in its own way unless it is asked for libpq's, which is the documented one. */
export function withLibpqTls(url: string): string {
  if (!/[?&]sslmode=/.test(url) || /[?&]uselibpqcompat=/.test(url)) return url;
  return `${url}&uselibpqcompat=true`;
}
