import {
  decodeReply,
  PendingReplies,
  routeOf,
  ROUTES,
  type InboundRecord,
  type Operation,
  type Origin,
  type Reply,
  type RequestParts,
  type RequestPayloads,
  type ResponsePayloads,
} from '#contracts';
import { KafkaConnection } from './kafka-connection';
import type { Subscription } from './kafkajs/subscription';
import { Publisher } from './publisher';
import { SendQueue } from './send-queue';
import { NO_METRICS, type BusLog, type ConnectionSettings } from './settings';

/** No reply in time. The request may still be answered later; nobody is listening then. */
export class RequestTimeoutError extends Error {
  readonly code = 'request_timeout';

  constructor(operation: Operation, correlationId: string, timeoutMs: number) {
    super(`no reply to ${operation} ${correlationId} within ${timeoutMs} ms`);
    this.name = 'RequestTimeoutError';
  }
}

export interface AskOptions<O extends Operation> extends Omit<RequestParts, 'operation' | 'payload' | 'correlationId'> {
  readonly operation: O;
  /** Canonical or any documented spelling of the fields. */
  readonly payload: Partial<RequestPayloads[O]> & Readonly<Record<string, unknown>>;
  /** Default: a new UUID. */
  readonly correlationId?: string;
  readonly timeoutMs: number;
}

/** A reply whose payload is known by its operation; a refusal's payload may lack what it has no value for. */
export type ReplyTo<O extends Operation> = Omit<Reply, 'payload'> & {
  readonly payload: {
    readonly [Name in keyof ResponsePayloads[O]]?: ResponsePayloads[O][Name] | null;
  } & Reply['payload'];
};

/**
 * Asks and awaits the answer by correlation id, many at once. It is ready before the first send: its position is fixed
 * at the end of every reply topic before anything is asked, so not even a reply that is faster than the consumer's
 * first fetch is lost.
 */
export class RequestClient {
  readonly #connection: KafkaConnection;
  readonly #queue: SendQueue;
  readonly #publisher: Publisher;
  readonly #origin: Origin;
  readonly #groupId: string;
  readonly #pending = new PendingReplies<Reply>();
  #subscription: Subscription | null = null;

  constructor(settings: ConnectionSettings, origin: Origin, log: BusLog) {
    this.#connection = new KafkaConnection(settings, log);
    this.#queue = new SendQueue(() => this.#connection.connectProducer(), NO_METRICS);
    this.#publisher = new Publisher(this.#queue, origin);
    this.#origin = origin;
    this.#groupId = `${settings.clientId}-${origin.newId()}`;
  }

  /** Connects for these operations, in every topic style the broker has. Rejects when there is none. */
  async open(operations: readonly Operation[]): Promise<void> {
    const routes = ROUTES.filter((route) => operations.includes(route.operation));
    const wanted = [...new Set(routes.flatMap(({ response, failure }) => [response, failure]))];
    const existing = await this.#connection.administration.topics();
    const topics = wanted.filter((topic) => existing.includes(topic));
    if (topics.length === 0) throw new Error(`the broker has none of the reply topics: ${wanted.join(', ')}`);
    const ends = await this.#connection.administration.ends(topics);
    this.#subscription = await this.#connection.subscribe(
      { groupId: this.#groupId, topics, fromBeginning: false, sessionTimeoutMs: 10_000 },
      {
        onBatch: async ({ pieces }) => {
          let next: bigint | null = null;
          for await (const piece of pieces) {
            for (const record of piece.records) this.#receive(record);
            next = piece.next;
          }
          return next;
        },
        onCrash: (error, fatal) => (fatal ? this.#pending.fail(error) : undefined),
      },
    );
    // Committed for the case of a rejoin, sought for now.
    await this.#subscription.commit(ends);
    this.#subscription.seek(ends);
    await this.#queue.open();
  }

  /** Resolves to the reply, which may carry an `error`; rejects with `RequestTimeoutError` or `InvalidPayloadError`. */
  async ask<O extends Operation>(options: AskOptions<O>): Promise<ReplyTo<O>> {
    const { timeoutMs, correlationId = this.#origin.newId(), ...parts } = options;
    const { operation, response, failure } = routeOf(options.operation, options.style, options.environment);
    const reply = this.#pending.expect({
      correlationId,
      topics: [response, failure],
      timeoutMs,
      timedOut: () => new RequestTimeoutError(operation, correlationId, timeoutMs),
    });
    const sent = this.#publisher.request({ ...parts, correlationId });
    try {
      // A send that fails ends the wait early; one that hangs, because the broker is away, does not outlast the timeout.
      return (await Promise.race([reply.promise, sent.then(() => reply.promise)])) as ReplyTo<O>;
    } finally {
      reply.forget();
    }
  }

  /** Leaves nothing behind on the broker. Requests still waiting end by their timeouts. */
  async close(): Promise<void> {
    await this.#queue.close();
    await this.#subscription?.stop();
    await this.#connection.administration.deleteGroup(this.#groupId).catch(() => undefined);
  }

  #receive(record: InboundRecord): void {
    const reply = decodeReply(record);
    if (reply !== null) this.#pending.resolve(reply);
  }
}
