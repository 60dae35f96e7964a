import { setMaxListeners } from 'node:events';
import {
  companionsOf,
  ENVIRONMENTS,
  topicCatalog,
  type InboundRecord,
  type Origin,
  type OutboundRecord,
  type StartupStep,
  type TopicSpec,
} from '#contracts';
import { Attempts } from './attempts';
import { BusConsumer } from './consumer';
import { Delivery } from './delivery';
import { asError, BusUnavailableError, MessageTooLargeError, type Classify } from './failures';
import { HandlerTable, type OtherTopics } from './handler-table';
import { KafkaConnection } from './kafka-connection';
import type { StoredEnds } from './kafkajs/group-state';
import { OutageGate } from './outage-gate';
import { answerDirectly, type DirectAnswer } from './pipeline/answer-directly';
import { Context } from './pipeline/context';
import type { Inbox } from './pipeline/deduplicate';
import type { Handler } from './pipeline/handler';
import type { AppMiddleware } from './pipeline/middleware';
import { pipeline } from './pipeline/pipeline';
import { readRegistered, type RegisteredValues } from './pipeline/read-registered';
import { Publisher } from './publisher';
import { DEFAULT_RETRIES, type RetrySchedule } from './retry-schedule';
import { SendQueue } from './send-queue';
import { within } from './signals';
import { applyTopics } from './topics';
import { NO_METRICS, type BusLog, type BusMetrics, type ConnectionSettings, type GroupSettings } from './settings';

export interface BusOptions {
  readonly connection: ConnectionSettings;
  readonly group: GroupSettings;
  readonly origin: Origin;
  readonly log: BusLog;
  readonly metrics?: BusMetrics;
  /** Names the failures of the app's own dependencies; `null` leaves the judgement to the bus. */
  readonly classify?: Classify;
  /** Resolves when the dependency whose outage was reported answers again. */
  readonly probe?: () => Promise<void>;
  readonly retries?: RetrySchedule;
  readonly inbox?: Inbox;
  readonly middleware?: AppMiddleware;
  /** Topics that are taken in by the handler of `OTHER_TOPICS`, whenever they appear. */
  readonly otherTopics?: OtherTopics;
  /** Where what the app stores ends; commits beyond it are not believed. */
  readonly storedEnds?: StoredEnds;
  /** Reads and writes records whose schema is in a registry. */
  readonly registered?: RegisteredValues;
  /** How long a stop waits for records in flight, in milliseconds. */
  readonly drainMs?: number;
}

/**
 * A SIGTERM allows 10 s (docker stop): most of it for the records in flight, some to commit, to leave the group and to
 * hand over what is still to be sent, and some for what the worker closes afterwards.
 */
const DRAIN_MS = 5_000;
const LEAVE_MS = 1_000;
const CLOSE_MS = 500;

/** Somebody waits for the answer to a request that did not come by the bus, and asks again rather than longer. */
const PUBLISH_MS = 5_000;

/** One worker's place on the bus: everything that is started and stopped together. */
export class Bus {
  readonly connection: KafkaConnection;
  readonly publisher: Publisher;
  readonly #options: BusOptions;
  readonly #metrics: BusMetrics;
  readonly #queue: SendQueue;
  readonly #gate: OutageGate;
  /** Only records that need the registry wait at it. */
  readonly #registryGate: OutageGate;
  readonly #delivery: Delivery;
  readonly #attempts: Attempts;
  readonly #pipeline: (context: Context) => Promise<void>;
  readonly #giveUp = new AbortController();
  readonly #directly: ReturnType<typeof answerDirectly>;
  #table: HandlerTable | null = null;
  #consumer: BusConsumer | null = null;
  #stopped: Promise<void> | null = null;
  #farewell: (steps: readonly StartupStep[]) => Promise<void> = () => Promise.resolve();

  constructor(options: BusOptions) {
    const { log, origin, registered, metrics = NO_METRICS } = options;
    const { signal } = this.#giveUp;
    // Every record in flight may wait on it; Node would take more than ten for a leak.
    setMaxListeners(0, signal);
    this.#options = options;
    this.#metrics = metrics;
    this.connection = new KafkaConnection(options.connection, log);
    this.#queue = new SendQueue(() => this.connection.connectProducer(), metrics, {
      provide: (topics) => this.#provide(topics.flatMap((topic) => catalogEntry(topic) ?? [])),
      ...(registered && { format: (record) => registered.write(record) }),
    });
    this.publisher = new Publisher(this.#queue, origin);
    const breaker = (): void => metrics.breaker(this.condition.outage !== null);
    this.#gate = new OutageGate(options.probe ?? (() => Promise.resolve()), log, { breaker }, signal);
    this.#registryGate = new OutageGate(() => registered?.probe() ?? Promise.resolve(), log, { breaker }, signal);
    this.#delivery = new Delivery(this.#queue, log, metrics, signal);
    const schedule = options.retries ?? DEFAULT_RETRIES;
    const attempts = { schedule, random: Math.random, log, metrics, signal };
    this.#attempts = new Attempts({ ...attempts, classify: options.classify ?? (() => null), gate: this.#gate });
    const atRegistry = new Attempts({ ...attempts, classify: () => 'outage', gate: this.#registryGate });
    this.#pipeline = pipeline({
      origin,
      consumerGroup: options.group.groupId,
      maxRetries: schedule.retries,
      delivery: this.#delivery,
      metrics,
      log,
      inbox: options.inbox ?? null,
      middleware: options.middleware ?? {},
      registered: registered && readRegistered(registered, atRegistry),
    });
    const { middleware = {} } = options;
    this.#directly = answerDirectly({ origin, middleware, publish: (records) => this.#publish(records) });
  }

  /**
   * Answers a request that did not come by the bus with its handler, as if it had: the reply is handed back, what else
   * it causes is published. Rejects with `BusUnavailableError` before `start`, and where the broker is away.
   */
  answer(record: InboundRecord): Promise<DirectAnswer> {
    if (this.#table === null || this.#giveUp.signal.aborted) {
      return Promise.reject(new BusUnavailableError('the worker takes no requests now'));
    }
    return this.#directly(record, this.#table.of(record.topic));
  }

  /** Begins consuming; returns at once and waits for the broker in the background. */
  start(handlers: ReadonlyMap<string, Handler>): void {
    const table = new HandlerTable(handlers, this.#options.otherTopics);
    this.#table = table;
    this.#consumer = new BusConsumer({
      connection: this.connection,
      group: this.#options.group,
      table,
      prepare: (topics) => this.#prepareCompanions(topics.filter((topic) => table.of(topic).kind === 'request')),
      inKeyOrder: (topic) => inKeyOrder(table.of(topic)),
      settle: (record, receivedAt) =>
        this.#pipeline(new Context(record, table.of(record.topic), this.#attempts, receivedAt)),
      gate: this.#gate,
      storedEnds: this.#options.storedEnds,
      log: this.#options.log,
      metrics: this.#metrics,
    });
    this.#consumer.start();
    // The first reply need not wait for a connection; a broker that is away is the first send's concern.
    this.#queue.open().catch(() => undefined);
  }

  /** Stops fetching, finishes what is in flight within the drain time, commits, leaves the group, disconnects. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  /** Is told how stopping went while something can still be published. */
  beforeClosing(farewell: (steps: readonly StartupStep[]) => Promise<void>): void {
    this.#farewell = farewell;
  }

  async #stop(): Promise<void> {
    const { drainMs = DRAIN_MS } = this.#options;
    const steps = await this.#consumer?.stop(drainMs, LEAVE_MS, () => this.#giveUp.abort());
    this.#giveUp.abort();
    await this.#farewell(steps ?? []);
    await within(CLOSE_MS, this.#queue.close());
    this.connection.end();
  }

  async #publish(records: readonly OutboundRecord[]): Promise<void> {
    const sent = this.#queue.send(records).catch((error: unknown) => {
      if (error instanceof MessageTooLargeError) throw error;
      throw new BusUnavailableError(`the broker cannot be reached: ${asError(error).message}`, { cause: error });
    });
    if (!(await within(PUBLISH_MS, sent))) {
      throw new BusUnavailableError(`the broker did not take what is to be published within ${PUBLISH_MS} ms`);
    }
    await sent;
  }

  /** Another system's request topic may exist without the topics for replies and dead letters. */
  #prepareCompanions(topics: readonly string[]): Promise<void> {
    const companions = new Map(topics.flatMap(companionsOf).map((topic) => [topic.name, topic]));
    return this.#provide([...companions.values()]);
  }

  /**
   * Topics to publish on are created where they are missing, as the catalog describes them. Not being allowed to is no
   * reason to stop: they may not be needed, and readiness says so when they are.
   */
  async #provide(topics: readonly TopicSpec[]): Promise<void> {
    try {
      const { create, refused } = await applyTopics(this.connection, topics);
      const names = create.map(({ name }) => name).filter((name) => !refused.some(({ topic }) => topic === name));
      if (names.length > 0) this.#options.log.info({ topics: names }, 'topics created');
      if (refused.length > 0) this.#options.log.warn({ refused }, 'the broker refuses to create topics');
    } catch (error) {
      this.#options.log.warn({ error: asError(error) }, 'could not make sure of the topics to publish on');
    }
  }

  /** What health checks are made of. */
  get condition() {
    const consumer = this.#consumer;
    return {
      started: consumer !== null,
      joined: consumer?.membership.joined ?? false,
      waitingFor: consumer?.membership.waitingFor ?? 'not started',
      missing: consumer?.membership.missing ?? [],
      forbidden: consumer?.membership.forbidden ?? [],
      fault: consumer?.fault ?? null,
      silenceMs: consumer?.membership.silenceMs ?? 0,
      oldestMs: consumer?.oldestMs ?? 0,
      inFlight: consumer?.inFlight ?? 0,
      outage: this.#gate.outage ?? this.#registryGate.outage,
      deliveryFailure: this.#delivery.failure,
    };
  }
}

function inKeyOrder(handler: Handler): boolean {
  return handler.kind === 'request' || handler.order === 'key';
}

let catalog: ReadonlyMap<string, TopicSpec> | undefined;

function catalogEntry(topic: string): TopicSpec | undefined {
  catalog ??= new Map(ENVIRONMENTS.flatMap(topicCatalog).map((spec) => [spec.name, spec]));
  return catalog.get(topic);
}
