import { setTimeout as pause } from 'node:timers/promises';
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Logger } from '#operations';
import { reasonOf } from './jetstream-errors';
import type { NatsConnectionConfig } from './nats-spec';

/** A server that takes longer is as good as away. */
const ACK_TIMEOUT_MS = 2_000;
const CONNECT_TIMEOUT_MS = 5_000;
const RECONNECT_MS = 500;
/** A connection is given up after two unanswered pings. */
const PING_MS = 5_000;

export interface NatsSession {
  readonly connection: NatsConnection;
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
}

/**
 * One connection to NATS, made in the background, for as long as it takes; it never throws because of the server. The
 * client is loaded by `start` and not before.
 */
export class NatsLink {
  readonly #closing = new AbortController();
  #session: NatsSession | null = null;
  #fault: string | null = 'not connected yet';

  constructor(
    private readonly config: NatsConnectionConfig,
    private readonly name: string,
    private readonly log: Pick<Logger, 'info' | 'warn'>,
    private readonly onConnected: (session: NatsSession) => void = () => undefined,
  ) {}

  /** Why there is no connection. */
  get fault(): string | null {
    return this.#fault;
  }

  /** The connection, which may be broken at the moment; `null` before the first one. */
  get session(): NatsSession | null {
    return this.#session;
  }

  start(): void {
    void this.#stayConnected();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#session?.connection.close().catch(() => undefined);
  }

  async #stayConnected(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        const session = await this.#connect();
        this.#become(session);
        const error = await session.connection.closed();
        this.#lose(error instanceof Error ? reasonOf(error) : 'the connection was closed');
      } catch (error) {
        this.#lose(reasonOf(error));
      }
      await pause(RECONNECT_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async #connect(): Promise<NatsSession> {
    const [library, { jetstream, jetstreamManager }] = await Promise.all([
      import('@nats-io/transport-node'),
      import('@nats-io/jetstream'),
    ]);
    const { servers, tls, credentials } = this.config;
    const connection = await library.connect({
      servers: [...servers],
      name: this.name,
      ...(tls === null ? {} : { tls }),
      ...authentication(library, credentials),
      timeout: CONNECT_TIMEOUT_MS,
      pingInterval: PING_MS,
      maxPingOut: 2,
      maxReconnectAttempts: -1,
      reconnectTimeWait: RECONNECT_MS,
    });
    const options = { timeout: ACK_TIMEOUT_MS };
    const manager = await jetstreamManager(connection, { ...options, checkAPI: false });
    return { connection, client: jetstream(connection, options), manager };
  }

  #become(session: NatsSession): void {
    if (this.#closing.signal.aborted) return void session.connection.close().catch(() => undefined);
    this.#session = session;
    this.onConnected(session);
    this.#find();
    // How it ends is for `closed` to say.
    this.#follow(session.connection).catch(() => undefined);
  }

  /** The client reconnects by itself; this only keeps us informed. */
  async #follow(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') this.#lose('the connection broke');
      if (status.type === 'reconnect') this.#find();
      if (status.type === 'error') this.log.warn({ error: status.error }, 'NATS reports an error');
    }
  }

  #find(): void {
    this.#fault = null;
    this.log.info({ server: this.#session?.connection.getServer() }, 'connected to NATS');
  }

  /** Said once per reason, not per attempt. */
  #lose(reason: string): void {
    if (this.#session?.connection.isClosed() === true) this.#session = null;
    if (reason !== this.#fault && !this.#closing.signal.aborted) this.log.warn({ reason }, 'no connection to NATS');
    this.#fault = reason;
  }
}

type Library = typeof import('@nats-io/transport-node');

function authentication(library: Library, credentials: NatsConnectionConfig['credentials']) {
  switch (credentials.kind) {
    case 'none':
      return {};
    case 'user':
      return { user: credentials.user, pass: credentials.password };
    case 'token':
      return { token: credentials.token };
    case 'creds':
      return { authenticator: library.credsAuthenticator(Buffer.from(credentials.creds, 'utf8')) };
  }
}
