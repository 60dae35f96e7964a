import { setTimeout as pause } from 'node:timers/promises';
import type { Consumer, JsMsg } from '@nats-io/jetstream';
import type { Logger } from '#operations';
import { ensureStream } from './ensure-stream';
import { reasonOf } from './jetstream-errors';
import type { NatsLink, NatsSession } from './nats-link';

/** A message as a stream has it. */
export interface StreamMessage {
  readonly subject: string;
  /** Of the message in its stream; a stream that is made again begins again. */
  readonly sequence: number;
  /** When the server stored it, milliseconds since the epoch. */
  readonly timestamp: number;
  readonly value: Buffer;
  readonly headers: readonly (readonly [string, string])[];
}

export interface StreamFollowerParts {
  readonly link: NatsLink;
  /** Resolves when the stream that we write to is there: its subjects must not get another one. */
  readonly prepared: (session: NatsSession) => Promise<void>;
  /** Whose streams are found, or made, named after this one. */
  readonly stream: string;
  /** First words of subjects. */
  readonly families: readonly string[];
  /** Begins the names of consumers; the same in every process that shares the work, and in the one that goes on. */
  readonly durable: string;
  /** Resolves when all are kept; where it rejects they are given again. */
  readonly handle: (messages: readonly StreamMessage[]) => Promise<void>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

const LOOK_EVERY_MS = 30_000;
const RETRY_MS = 1_000;
const BATCH = 500;
/** How long a batch waits for its first message, and so how long a stop may have to wait. */
const FETCH_MS = 1_000;
const ACK_WAIT_MS = 30_000;

/**
 * Reads every message of some subjects from its beginning, once over all processes that share a durable name, at least
 * once where one of them dies. What nobody keeps is kept: where no stream has the subjects, one is made.
 */
export class StreamFollower {
  readonly #parts: StreamFollowerParts;
  readonly #stopping = new AbortController();
  /** By family; where the stream vanished it is found or made again with the next look. */
  readonly #following = new Map<string, Promise<void>>();
  #looking: Promise<void> = Promise.resolve();
  #fault: string | null = null;

  constructor(parts: StreamFollowerParts) {
    this.#parts = parts;
  }

  /** Why nothing is read, though there is a connection. */
  get fault(): string | null {
    return this.#fault;
  }

  start(): void {
    this.#looking = this.#look();
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#looking;
    await Promise.all(this.#following.values());
  }

  async #look(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const { session } = this.#parts.link;
      const found = session === null ? false : await this.#followAll(session);
      await pause(found ? LOOK_EVERY_MS : RETRY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Whether every subject has a stream that is read. */
  async #followAll(session: NatsSession): Promise<boolean> {
    try {
      await this.#parts.prepared(session);
      for (const family of this.#parts.families) {
        if (this.#following.has(family)) continue;
        const consumer = await this.#consumerOf(session, family);
        const following = this.#follow(session, consumer).finally(() => this.#following.delete(family));
        this.#following.set(family, following);
      }
      this.#fault = null;
      return true;
    } catch (error) {
      this.#fail(reasonOf(error));
      return false;
    }
  }

  async #streamOf({ manager }: NatsSession, family: string): Promise<string> {
    const { stream, log } = this.#parts;
    const [found] = await manager.streams.names(`${family}.>`).next();
    if (found !== undefined) return found;
    const made = `${stream}-${family.replaceAll('.', '-')}`;
    await ensureStream(manager, made, [family], log);
    return made;
  }

  /** One for each family: servers before 2.10 filter by one subject. */
  async #consumerOf(session: NatsSession, family: string): Promise<Consumer> {
    const stream = await this.#streamOf(session, family);
    const [{ AckPolicy, DeliverPolicy }, { nanos }] = await Promise.all([
      import('@nats-io/jetstream'),
      import('@nats-io/transport-node'),
    ]);
    const durable = `${this.#parts.durable}-${family.replaceAll('.', '-')}`;
    await session.manager.consumers.add(stream, {
      durable_name: durable,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      filter_subject: `${family}.>`,
      ack_wait: nanos(ACK_WAIT_MS),
    });
    return session.client.consumers.get(stream, durable);
  }

  /** Until the connection or the stream is gone; the next look begins anew. */
  async #follow({ connection }: NatsSession, consumer: Consumer): Promise<void> {
    const { signal } = this.#stopping;
    try {
      while (!signal.aborted && !connection.isClosed()) {
        const batch: JsMsg[] = [];
        for await (const message of await consumer.fetch({ max_messages: BATCH, expires: FETCH_MS })) {
          batch.push(message);
        }
        if (batch.length > 0) await this.#handle(batch);
      }
    } catch (error) {
      if (!signal.aborted) this.#fail(reasonOf(error));
    }
  }

  /** As often as it takes: while they are in work the server gives them to nobody else. */
  async #handle(batch: readonly JsMsg[]): Promise<void> {
    const { signal } = this.#stopping;
    const messages = batch.map(asMessage);
    while (!signal.aborted) {
      try {
        await this.#parts.handle(messages);
        for (const message of batch) message.ack();
        return;
      } catch (error) {
        this.#parts.log.warn({ error, messages: batch.length }, 'messages of NATS could not be kept');
        for (const message of batch) message.working();
        await pause(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
    for (const message of batch) message.nak();
  }

  /** Said once per reason. */
  #fail(reason: string): void {
    if (reason !== this.#fault) this.#parts.log.warn({ reason }, 'messages of NATS cannot be read');
    this.#fault = reason;
  }
}

function asMessage({ subject, seq, timestampNanos, data, headers }: JsMsg): StreamMessage {
  const named =
    headers === undefined
      ? []
      : [...headers].flatMap(([name, values]) => values.map((value) => [name, value] as const));
  return {
    subject,
    sequence: seq,
    timestamp: Number(timestampNanos / 1_000_000n),
    value: Buffer.from(data),
    headers: named,
  };
}
