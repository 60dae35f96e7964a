import { once } from 'node:events';
import { Socket } from 'node:net';
import {
  Client,
  Pool,
  type ClientConfig,
  type PoolClient,
  type PoolConfig,
  type QueryConfig,
  type QueryResultRow,
} from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import { explainedConnect } from './connect-error';
import { inStatementSpan } from './statement-span';

/** A connection that is not there after this time is an outage, not a slow start. */
const CONNECT_TIMEOUT_MS = 5_000;

/** The server gives up on a statement after this time. */
const STATEMENT_TIMEOUT_MS = 10_000;

/** How much longer than the server the client waits: only a server that went silent is noticed this way. */
const SILENCE_MS = 5_000;

/** What still runs this long after `close` is cut off: its server hangs. */
const CLOSE_MS = 1_000;

export interface DatabaseOptions {
  /**
   * `postgres://user:password@host:port/database`. TLS as libpq reads it: `sslmode=require` encrypts without checking
   * the server, `verify-ca` and `verify-full` check it, `sslrootcert=<file>` names the authority. A function is asked with
   * each connection, so that a password may be replaced meanwhile; files that the URL names are read then, too.
   */
  readonly url: string | (() => string);
  /** TLS for a URL that says nothing about it; the URL wins. */
  readonly ssl?: PoolConfig['ssl'];
  readonly maxConnections: number;
  /** Shown in `pg_stat_activity`. */
  readonly applicationName: string;
  /** How long to wait for a connection and for a statement; 5 s and 10 s where it is left out. */
  readonly connectTimeoutMs?: number;
  readonly statementTimeoutMs?: number;
  /** Told about connections that broke while nobody was using them. Such an error never ends the process. */
  readonly onError: (error: Error) => void;
}

/** Runs one statement and answers its rows. Values are bound, never spliced into the text. */
export type Query = <Row extends QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

export interface Database {
  /** One statement, its own transaction. SQLSTATE 57014 after the statement timeout. */
  readonly query: Query;
  /**
   * All or nothing, in isolation level READ COMMITTED; `work` may use only the `query` it is given.
   * Each statement may take `statementTimeoutMs`. A connection on which anything failed is not used again.
   */
  transaction<Result>(work: (query: Query) => Promise<Result>, statementTimeoutMs?: number): Promise<Result>;
  /** Waits for what is running, 1 s at most, then closes every connection. May be called more than once. */
  close(): Promise<void>;
}

/**
 * Opens nothing yet: the first statement connects, and every later one reconnects where needed.
 *
 * The timeouts are set inside each transaction and not for the session: PgBouncer refuses them when a connection
 * starts, and where it pools transactions the next one may run in another session.
 *
 * @throws when the URL cannot be read, or a certificate file it names.
 */
export function openDatabase(options: DatabaseOptions): Database {
  const { onError, statementTimeoutMs = STATEMENT_TIMEOUT_MS } = options;
  const config: PoolConfig = {
    ssl: options.ssl,
    max: options.maxConnections,
    application_name: options.applicationName,
    connectionTimeoutMillis: options.connectTimeoutMs ?? CONNECT_TIMEOUT_MS,
    keepAlive: true,
    // Statements are sent without waiting for the answer to the one before.
    pipeline: true,
  };
  const CurrentClient = clientOf(options.url);
  // The pool makes its clients later; this one reads the URL now and is thrown away unconnected.
  void new CurrentClient(config);
  const sockets = new Set<Socket>();
  const pool = new Pool({ ...config, Client: CurrentClient, stream: () => tracked(new Socket(), sockets) });
  pool.on('error', onError);
  let closed: Promise<void> | undefined;
  return {
    query: (text, values) =>
      inStatementSpan(text, () =>
        onClient(pool, onError, (client) => runAlone(client, text, values, statementTimeoutMs)),
      ),
    transaction: (work, timeoutMs = statementTimeoutMs) =>
      onClient(pool, onError, (client) => transact(client, work, timeoutMs)),
    close: () => (closed ??= closeWithin(CLOSE_MS, pool, sockets)),
  };
}

/**
 * A client of whatever the URL, and the files that it names, are when it is made. While one of them cannot be read, as
 * they are replaced, they are what they were: the pool makes clients where nobody would catch what is thrown.
 */
export function clientOf(url: DatabaseOptions['url']): typeof Client {
  let last: ClientConfig | undefined;
  const read = (): ClientConfig => {
    try {
      last = parseIntoClientConfig(withLibpqTls(typeof url === 'string' ? url : url()));
    } catch (error) {
      if (last === undefined) throw error;
    }
    return last;
  };
  return class extends Client {
    constructor(config: ClientConfig) {
      super({ ...config, ...read() });
    }
  };
}

function tracked(socket: Socket, sockets: Set<Socket>): Socket {
  sockets.add(socket);
  return socket.once('close', () => sockets.delete(socket));
}

/**
 * A server that hangs never says goodbye, and a statement it hangs in never ends. Nor need a transaction end whose
 * connection was cut: its work may be waiting for something else.
 */
async function closeWithin(deadlineMs: number, pool: Pool, sockets: ReadonlySet<Socket>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const cut = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      sockets.forEach((socket) => socket.destroy());
      resolve();
    }, deadlineMs);
  });
  await Promise.race([pool.end(), cut]);
  await Promise.all([...sockets].map((socket) => once(socket, 'close').catch(() => undefined)));
  clearTimeout(timer);
}

async function onClient<Result>(
  pool: Pool,
  onError: (error: Error) => void,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => {
    throw explainedConnect(error);
  });
  // The pool listens only to idle clients; without this, a connection lost between two statements ends the process.
  client.on('error', onError);
  let failure: Error | undefined;
  try {
    return await work(client);
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.off('error', onError);
    // Handing over the failure makes the pool close the connection, and closing it rolls back.
    client.release(failure);
  }
}

/** One round trip: all three are on their way before the first is answered. After a failure COMMIT rolls back. */
async function runAlone<Row extends QueryResultRow>(
  client: PoolClient,
  text: string,
  values: readonly unknown[] | undefined,
  timeoutMs: number,
): Promise<Row[]> {
  const send = queryOn(client, timeoutMs + SILENCE_MS);
  const [begun, result, committed] = await Promise.allSettled([
    send(beginWithin(timeoutMs)),
    send<Row>(text, values),
    send('COMMIT'),
  ]);
  for (const { reason } of [begun, result, committed].filter((one) => one.status === 'rejected')) throw reason;
  return result.status === 'fulfilled' ? result.value : [];
}

async function transact<Result>(
  client: PoolClient,
  work: (query: Query) => Promise<Result>,
  timeoutMs: number,
): Promise<Result> {
  const query = queryOn(client, timeoutMs + SILENCE_MS);
  const traced: Query = (text, values) => inStatementSpan(text, () => query(text, values));
  await query(beginWithin(timeoutMs));
  const result = await work(traced);
  await traced('COMMIT');
  return result;
}

function beginWithin(timeoutMs: number): string {
  return `BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = ${Math.trunc(timeoutMs)};
    SET LOCAL idle_in_transaction_session_timeout = ${STATEMENT_TIMEOUT_MS}`;
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
