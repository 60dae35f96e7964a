import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import {
  CompressionTypes,
  Partitioners,
  type Admin,
  type Consumer,
  type Kafka,
  type Message,
  type Producer,
} from 'kafkajs';
import { encodeEnvelope } from '../../../libs/contracts/src/encode-envelope.js';
import { PendingReplies } from '../../../libs/contracts/src/pending-replies.js';
import type { Reply } from '../../../libs/contracts/src/decode-reply.js';
import {
  ClientClosedError,
  InvalidRequestError,
  MissingTopicsError,
  ReplyTimeoutError,
  RequestRefusedError,
} from './errors.js';
import { CONVERSATIONS } from './generated/topics.js';
import type { Operations } from './generated/types.js';
import { deadLetterIn, detailsIn, recordOf, replyIn, type FetchedMessage } from './replies.js';

/** What can be asked. */
export type Operation = keyof typeof CONVERSATIONS;

export interface OpenOptions {
  /** Which operations will be asked; replies to others are not read. */
  readonly operations: readonly Operation[];
  /** Who asks, as envelopes and consumer groups name it. Default: `workers-client`. */
  readonly service?: string;
}

export interface AskOptions {
  /** How long to wait for the reply. Default: 30,000. */
  readonly timeoutMs?: number;
  /** Default: a new UUID. */
  readonly correlationId?: string;
  /** Of the request, for one that is asked again. Default: a new UUID. */
  readonly eventId?: string;
  /** Whose progress the request is reported under. */
  readonly sessionId?: string;
  /** The event id of what it is asked because of. */
  readonly causationId?: string;
  /** Where the caller is in a trace (W3C Trace Context): what the worker does is then part of it. */
  readonly traceparent?: string;
}

export interface Answer<O extends Operation> {
  readonly payload: Operations[O]['response'];
  readonly correlationId: string;
  /** Always the same for the same request, however often it is delivered. */
  readonly eventId: string | null;
}

const TIMEOUT_MS = 30_000;

/** A refusal is both answered and dead-lettered, on two topics: the answer says more, so a dead letter waits for it. */
const DEAD_LETTER_GRACE_MS = 1_000;

/** Partitions that a topic gains are read, too: a reply may be on any of them. */
const LOOK_FOR_PARTITIONS_MS = 5_000;

type Ends = readonly { readonly topic: string; readonly partition: number; readonly offset: string }[];

/**
 * Asks workers and awaits their answers, many at once. When it is open, its position on every response topic is fixed:
 * no reply is missed, however soon it comes.
 */
export class WorkersClient {
  readonly #admin: Admin;
  readonly #consumer: Consumer;
  readonly #producer: Producer;
  readonly #groupId: string;
  readonly #operations: readonly Operation[];
  readonly #service: string;
  readonly #pending = new PendingReplies<Reply>();
  readonly #sending = new Set<Promise<unknown>>();
  #ended: ClientClosedError | null = null;

  private constructor(kafka: Kafka, operations: readonly Operation[], service: string) {
    this.#operations = operations;
    this.#service = service;
    this.#groupId = `${service}-${randomUUID()}`;
    this.#admin = kafka.admin();
    this.#consumer = kafka.consumer({
      groupId: this.#groupId,
      allowAutoTopicCreation: false,
      maxWaitTimeInMs: 500,
      metadataMaxAge: LOOK_FOR_PARTITIONS_MS,
    });
    this.#producer = kafka.producer({
      allowAutoTopicCreation: false,
      // Named because kafkajs warns of its own default.
      createPartitioner: Partitioners.DefaultPartitioner,
    });
  }

  /** Connects; rejects with `MissingTopicsError` where there is nothing to read replies from, else with what kafkajs says. */
  static async open(kafka: Kafka, { operations, service = 'workers-client' }: OpenOptions): Promise<WorkersClient> {
    const client = new WorkersClient(kafka, operations, service);
    try {
      await client.#open();
      return client;
    } catch (error) {
      await client.close();
      throw error;
    }
  }

  /**
   * Resolves to the answer. Rejects with `InvalidRequestError` (nothing was sent), `RequestRefusedError`,
   * `DeadLetteredError`, `ReplyTimeoutError`, `ClientClosedError`, or with what kafkajs says where it could not be sent.
   */
  async ask<O extends Operation>(
    operation: O,
    payload: Operations[O]['request'],
    options: AskOptions = {},
  ): Promise<Answer<O>> {
    if (this.#ended !== null) throw this.#ended;
    if (!this.#operations.includes(operation)) throw new TypeError(`the client was not opened for ${operation}`);
    const { request, response, deadLetter, check } = CONVERSATIONS[operation];
    if (!check(payload)) throw new InvalidRequestError(operation, faultsOf(check.errors));
    const { timeoutMs = TIMEOUT_MS, correlationId = randomUUID(), traceparent } = options;
    const wait = this.#pending.expect({
      correlationId,
      topics: [response, deadLetter],
      timeoutMs,
      timedOut: () => new ReplyTimeoutError(operation, correlationId, timeoutMs),
    });
    const value = this.#encode(request, correlationId, payload, options);
    const headers = traceparent === undefined ? {} : { traceparent };
    const sent = this.#send(request, { key: correlationId, value, headers });
    try {
      // A send that fails ends the wait early; one that hangs, because the broker is away, does not outlast the timeout.
      const reply = await Promise.race([wait.promise, sent.then(() => wait.promise)]);
      if (reply.error !== null)
        throw new RequestRefusedError({ ...reply.error, details: detailsIn(reply.payload) }, reply);
      const { eventId } = reply;
      return {
        payload: reply.payload as unknown as Operations[O]['response'],
        correlationId: reply.correlationId,
        eventId,
      };
    } finally {
      wait.forget();
    }
  }

  /** Leaves nothing behind on the broker. Who still waits is told with `ClientClosedError`. */
  async close(): Promise<void> {
    this.#end(new ClientClosedError());
    // A producer that is disconnected while it sends connects again.
    await Promise.allSettled(this.#sending);
    await Promise.allSettled([this.#producer.disconnect(), this.#consumer.disconnect()]);
    await this.#admin.deleteGroups([this.#groupId]).catch(() => undefined);
    await this.#admin.disconnect().catch(() => undefined);
  }

  async #open(): Promise<void> {
    await this.#admin.connect();
    const ends = await this.#endsOf(this.#operations.map((operation) => CONVERSATIONS[operation]));
    this.#consumer.on(this.#consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) this.#end(new ClientClosedError(payload.error));
    });
    await this.#consumer.connect();
    // What is there now is passed over below; of a partition that comes later nothing is.
    await this.#consumer.subscribe({ topics: [...new Set(ends.map(({ topic }) => topic))], fromBeginning: true });
    await this.#consumer.run({
      eachMessage: ({ topic, partition, message }) => Promise.resolve(this.#receive(topic, partition, message)),
    });
    // Committed for the case of a rejoin, sought for now.
    await this.#consumer.commitOffsets([...ends]);
    for (const position of ends) this.#consumer.seek(position);
    await this.#producer.connect();
  }

  /** Where the topics that replies and dead letters come on end now. */
  async #endsOf(asked: readonly { readonly response: string; readonly deadLetter: string }[]): Promise<Ends> {
    const existing = new Set(await this.#admin.listTopics());
    const missing = asked.map(({ response }) => response).filter((topic) => !existing.has(topic));
    if (missing.length > 0) throw new MissingTopicsError(missing);
    const topics = asked
      .flatMap(({ response, deadLetter }) => [response, deadLetter])
      .filter((topic) => existing.has(topic));
    const ends = topics.map(async (topic) => {
      const partitions = await this.#admin.fetchTopicOffsets(topic);
      return partitions.map(({ partition, high }) => ({ topic, partition, offset: high }));
    });
    return (await Promise.all(ends)).flat();
  }

  #encode(
    topic: string,
    correlationId: string,
    payload: object,
    { eventId, sessionId, causationId }: AskOptions,
  ): string {
    return encodeEnvelope(
      {
        form: 'architecture',
        eventId: eventId ?? randomUUID(),
        eventType: topic,
        topic,
        timestamp: new Date().toISOString(),
        correlationId,
        sessionId: sessionId ?? null,
        causationId: causationId ?? null,
        metadata: {},
        payload: { ...payload, ...(sessionId !== undefined && { session_id: sessionId }) },
      },
      {
        service: this.#service,
        version: '',
        instanceId: this.#groupId,
        hostname: hostname(),
        now: () => new Date(),
        newId: randomUUID,
      },
    );
  }

  async #send(topic: string, message: Message): Promise<void> {
    const sending = this.#producer.send({ topic, compression: CompressionTypes.GZIP, messages: [message] });
    this.#sending.add(sending);
    await sending.finally(() => this.#sending.delete(sending));
  }

  #receive(topic: string, partition: number, message: FetchedMessage): void {
    const record = recordOf(topic, partition, message);
    const isReply = Object.values(CONVERSATIONS).some(({ response }) => response === topic);
    if (isReply) {
      const reply = replyIn(record);
      if (reply !== null) this.#pending.resolve(reply);
      return;
    }
    const letter = deadLetterIn(record);
    if (letter !== null) setTimeout(() => this.#pending.reject(letter, letter), DEAD_LETTER_GRACE_MS).unref();
  }

  #end(error: ClientClosedError): void {
    this.#ended ??= error;
    this.#pending.fail(this.#ended);
  }
}

function faultsOf(errors: readonly { readonly instancePath: string; readonly message?: string }[] | null | undefined) {
  return (errors ?? []).map(({ instancePath, message = '' }) => ({ path: instancePath, message }));
}
