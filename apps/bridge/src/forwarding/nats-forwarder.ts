import { setTimeout as pause } from 'node:timers/promises';
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Logger } from '#operations';
import { FAMILIES, type ForwardedMessage } from './message';
import type { NatsConnectionConfig } from './nats-spec';
import type { Stored } from './outbox';

/** Duplicates within this time vanish: long enough for a worker to be replaced and to handle its records again. */
const DUPLICATE_WINDOW_MS = 120_000;

/** As long as Kafka keeps records unless told otherwise. */
const MAX_AGE_MS = 7 * 86_400_000;

/** A server that takes longer is as good as away. */
const ACK_TIMEOUT_MS = 2_000;
const CONNECT_TIMEOUT_MS = 5_000;
const RECONNECT_MS = 500;
/** A connection is given up after two unanswered pings. */
const PING_MS = 5_000;

/** The server's word for a message that exceeds the stream's own limit. */
const MESSAGE_TOO_LARGE = 10_054;
const STREAM_NOT_FOUND = 10_059;

interface Session {
  readonly connection: NatsConnection;
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
  /** Looked after when something could not be stored: somebody may have deleted it. */
  ensured: Promise<void> | null;
}

/**
 * The one file that knows NATS. The client is loaded by `start` and not before. Connects in the background, for as long
 * as it takes, and never throws because of the server.
 */
export class NatsForwarder {
  readonly #closing = new AbortController();
  #session: Session | null = null;
  #fault: string | null = 'not connected yet';

  constructor(
    private readonly config: NatsConnectionConfig,
    private readonly name: string,
    private readonly log: Logger,
  ) {}

  /** Why there is no connection. */
  get fault(): string | null {
    return this.#fault;
  }

  start(): void {
    void this.#stayConnected();
  }

  /** Publishes and waits for the stream's acknowledgement; rejects when there is none within 2 s. */
  async store({ subject, eventId, payload }: ForwardedMessage): Promise<Stored> {
    const session = this.#session;
    if (session === null) throw new Error(this.#fault ?? 'not connected');
    try {
      await (session.ensured ??= this.#ensureStream(session.manager));
      const { headers } = await import('@nats-io/transport-node');
      const about = headers();
      about.set('event_id', eventId);
      about.set('event_type', subject);
      const text = JSON.stringify(payload);
      const { duplicate } = await session.client.publish(subject, text, { msgID: eventId, headers: about });
      return duplicate ? 'duplicate' : 'stored';
    } catch (error) {
      session.ensured = null;
      if (isTooLarge(error)) return 'refused';
      throw new Error(`${subject}: ${reasonOf(error)}`, { cause: error });
    }
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

  async #connect(): Promise<Session> {
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
    return { connection, client: jetstream(connection, options), manager, ensured: null };
  }

  #become(session: Session): void {
    if (this.#closing.signal.aborted) return void session.connection.close().catch(() => undefined);
    this.#session = session;
    session.ensured = this.#ensureStream(session.manager);
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

  /**
   * Creates the stream unless there is one of its name, which is used as it is. Never rejects: the account may lack the
   * right to look, or another stream may take our subjects; whether publishing works is for its acknowledgement to say.
   */
  async #ensureStream(manager: JetStreamManager): Promise<void> {
    const { stream } = this.config;
    const subjects = FAMILIES.map((family) => `${family}.>`);
    const { nanos } = await import('@nats-io/transport-node');
    try {
      await manager.streams.info(stream).catch(async (error: unknown) => {
        if (codeOf(error) !== STREAM_NOT_FOUND) throw error;
        const times = { duplicate_window: nanos(DUPLICATE_WINDOW_MS), max_age: nanos(MAX_AGE_MS) };
        await manager.streams.add({ name: stream, subjects, ...times });
        this.log.info({ stream }, 'created a stream');
      });
    } catch (error) {
      this.log.warn({ stream, error }, 'the stream could neither be found nor created');
    }
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

/** For the stream, or for the server, which the client knows beforehand. */
function isTooLarge(error: unknown): boolean {
  return codeOf(error) === MESSAGE_TOO_LARGE || /max_payload size exceeded/.test(reasonOf(error));
}

function codeOf(error: unknown): number | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' ? error.code : null;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
