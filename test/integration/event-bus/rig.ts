import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, Partitioners, type Admin, type Consumer, type Producer } from 'kafkajs';
import {
  answer,
  encodeRequest,
  EVENT_TOPICS,
  isObject,
  parseJsonObject,
  routeOf,
  routesOf,
  type DomainEvent,
  type JsonObject,
  type Message,
  type Operation,
  type Origin,
  type OutboundRecord,
  type Outcome,
  type Route,
  type TopicStyle,
} from '#contracts';
import { Bus, type BusOptions, type EventOrder, type GroupSettings, type Handler } from '#event-bus';
import { RawClient } from '../../conformance/raw-client';
import { commitFromOutside } from '../../conformance/raw-member';

export const textOf = ({ record }: Message): string => String(record.value);
export const topicOf = ({ record }: Message): string => record.topic;

export function eventHandler(
  name: string,
  decode: (message: Message) => string,
  take: (event: string) => Promise<readonly OutboundRecord[]>,
  order: EventOrder = 'key',
): Handler {
  return { kind: 'event', name, decode, order, handle: (event) => take(String(event)) };
}

/** A record that a worker published for one of this rig's requests. */
export interface Heard {
  readonly topic: string;
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
}

export interface SendOptions {
  readonly key?: string;
  readonly partition?: number;
  readonly value?: Buffer;
  readonly eventId?: string;
}

export type Handle = (name: string) => Promise<readonly DomainEvent[] | void> | readonly DomainEvent[] | void;

export interface WorkerOptions extends Omit<Partial<BusOptions>, 'group' | 'log'> {
  readonly group: string;
  readonly settings?: Partial<GroupSettings>;
  readonly handle?: Handle;
}

export interface Worker {
  readonly bus: Bus;
  /** Names of this rig's requests as their handling began and ended, repetitions included. */
  readonly begun: string[];
  readonly ended: string[];
  readonly log: string[];
}

const RESULT = { mixin_recommendations: [], total_recommendations: 0, reasoning: '' };
const OPERATION: Operation = 'mixin';

/** One test's requests, workers and everything those workers publish, on a broker that others may use as well. */
export class Rig {
  readonly heard: Heard[] = [];
  readonly #tag = `t${randomUUID().slice(0, 8)}.`;
  readonly #workers: Worker[] = [];

  private constructor(
    readonly bootstrap: string,
    readonly route: Route,
    readonly admin: Admin,
    private readonly producer: Producer,
    private readonly listener: Consumer,
  ) {}

  static async start(bootstrap: string, style: TopicStyle = 'dotted'): Promise<Rig> {
    const kafka = clientOf(bootstrap);
    const admin = kafka.admin();
    const producer = producerOf(kafka);
    const groupId = `rig-${randomUUID()}`;
    const listener = kafka.consumer({ groupId, maxWaitTimeInMs: 100, allowAutoTopicCreation: false });
    await Promise.all([admin.connect(), producer.connect(), listener.connect()]);
    const rig = new Rig(bootstrap, routeOf(OPERATION, style), admin, producer, listener);
    const { request, response, deadLetter } = rig.route;
    await rig.#createTopics([request, response, deadLetter, EVENT_TOPICS.quality_assessed]);
    await rig.#listen();
    return rig;
  }

  async end(): Promise<void> {
    await Promise.all(this.#workers.map(({ bus }) => bus.stop()));
    await Promise.all([this.listener.disconnect(), this.producer.disconnect(), this.admin.disconnect()]);
  }

  /** A group that begins where partition 0, the one that is written to, ends now. */
  async group(): Promise<string> {
    const group = `group-${randomUUID()}`;
    const client = await RawClient.connect(this.bootstrap);
    const { request } = this.route;
    const [end] = await this.admin
      .fetchTopicOffsets(request)
      .then((all) => all.filter(({ partition }) => partition === 0));
    await commitFromOutside(client, group, request, Number(end?.high));
    client.close();
    return group;
  }

  correlationId(name: string): string {
    return this.#tag + name;
  }

  bytesOf(name: string, eventId: string = randomUUID()): Buffer {
    const parts = { operation: OPERATION, style: this.route.style, correlationId: this.correlationId(name) };
    const origin = { ...originOf('requester'), newId: () => eventId };
    return Buffer.from(encodeRequest({ ...parts, payload: { requirements: ['cache'] } }, origin).value);
  }

  /** Sends one request and answers its offset. */
  async send(name: string, options: SendOptions = {}): Promise<number> {
    const { partition = 0, key = this.correlationId(name), eventId, value = this.bytesOf(name, eventId) } = options;
    const [sent] = await this.producer.send({ topic: this.route.request, messages: [{ key, value, partition }] });
    return Number(sent?.baseOffset);
  }

  async sendAll(names: readonly string[], optionsOf: (name: string) => SendOptions = () => ({})): Promise<void> {
    const messages = names.map((name) => {
      const { partition = 0, key = this.correlationId(name) } = optionsOf(name);
      return { partition, key, value: this.bytesOf(name) };
    });
    await this.producer.send({ topic: this.route.request, messages });
  }

  /** A worker in this process; `handle` sees this rig's requests only, others are answered and forgotten. */
  worker({ group, settings, handle = () => undefined, ...options }: WorkerOptions): Worker {
    const [begun, ended, log]: [string[], string[], string[]] = [[], [], []];
    const note = (facts: object, message: string): void => void log.push(`${message} ${JSON.stringify(facts)}`);
    const bus = this.idleBus(
      { groupId: group, ...settings },
      { log: { debug: note, info: note, warn: note, error: note }, ...options },
    );
    const handler = async ({ correlationId }: { correlationId: string }): Promise<Outcome<unknown>> => {
      if (!correlationId.startsWith(this.#tag)) return answer(RESULT);
      const name = correlationId.slice(this.#tag.length);
      begun.push(name);
      const events = (await handle(name)) ?? [];
      ended.push(name);
      return answer(RESULT, events);
    };
    bus.start(
      new Map(
        routesOf(OPERATION).map((route) => [route.request, { kind: 'request', name: OPERATION, handle: handler }]),
      ),
    );
    const worker = { bus, begun, ended, log };
    this.#workers.push(worker);
    return worker;
  }

  /** A bus that was not started. */
  idleBus(group: Partial<GroupSettings>, options: Partial<BusOptions> = {}): Bus {
    const quiet = (): void => undefined;
    return new Bus({
      connection: { brokers: [this.bootstrap], clientId: 'worker' },
      origin: originOf('worker'),
      log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
      ...options,
      group: {
        groupId: randomUUID(),
        maxInFlight: 100,
        maxInFlightBytes: 8_388_608,
        sessionTimeoutMs: 6_000,
        fromBeginning: true,
        ...group,
      },
    });
  }

  /** With a producer that knows the topics as they are now: an older one fails, or drops what it has no partition for. */
  async publish(topic: string, value = 'x', partition?: number): Promise<void> {
    await this.publishAll(topic, [{ value, partition }]);
  }

  async publishAll(
    topic: string,
    messages: readonly { key?: string; value: string; partition?: number }[],
  ): Promise<void> {
    const producer = producerOf(clientOf(this.bootstrap));
    await producer.connect();
    try {
      await producer.send({ topic, messages: [...messages] });
    } finally {
      await producer.disconnect();
    }
  }

  replies(): Heard[] {
    return this.heard.filter(({ topic }) => topic === this.route.response);
  }

  deadLetters(): Heard[] {
    return this.heard.filter(({ topic }) => topic === this.route.deadLetter);
  }

  answered(names: readonly string[]): boolean {
    const replied = new Set(this.replies().map(({ name }) => name));
    return names.every((name) => replied.has(name));
  }

  /** The next offset the group will read; -1 when it has none. */
  async committed(groupId: string, partition = 0): Promise<number> {
    const [topic] = await this.admin.fetchOffsets({ groupId, topics: [this.route.request] });
    return Number(topic?.partitions.find((one) => one.partition === partition)?.offset ?? -1);
  }

  async members(group: string): Promise<number> {
    const { groups } = await this.admin.describeGroups([group]);
    return groups[0]?.members.length ?? 0;
  }

  async #createTopics(topics: readonly string[]): Promise<void> {
    const existing = new Set(await this.admin.listTopics());
    const missing = topics.filter((topic) => !existing.has(topic)).map((topic) => ({ topic, numPartitions: 3 }));
    // Another test may be creating them at this very moment.
    if (missing.length > 0) await this.admin.createTopics({ topics: missing, waitForLeaders: true }).catch(() => false);
  }

  async #ends(topics: readonly string[]) {
    const ends = await Promise.all(
      topics.map(async (topic) => ({ topic, ends: await this.admin.fetchTopicOffsets(topic) })),
    );
    return ends.flatMap(({ topic, ends: found }) =>
      found.map(({ partition, high }) => ({ topic, partition, offset: high })),
    );
  }

  /** Nothing that is published from here on is missed. */
  async #listen(): Promise<void> {
    const { response, deadLetter } = this.route;
    const topics = [response, deadLetter, EVENT_TOPICS.quality_assessed];
    const ends = await this.#ends(topics);
    await this.listener.subscribe({ topics });
    await this.listener.run({ eachMessage: async ({ topic, message }) => this.#hear(topic, message) });
    for (const end of ends) this.listener.seek(end);
  }

  #hear(topic: string, message: { key: Buffer | null; value: Buffer | null; headers?: object }): void {
    const headers = Object.fromEntries(
      Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    const parsed = parseJsonObject(message.value);
    const body = parsed.ok && isObject(parsed.value) ? parsed.value : {};
    const ids = [headers['correlation_id'], body['correlation_id'], message.key?.toString()];
    const id = ids.find((one) => typeof one === 'string' && one.startsWith(this.#tag));
    if (typeof id === 'string') this.heard.push({ topic, name: id.slice(this.#tag.length), headers, body });
  }
}

function clientOf(bootstrap: string): Kafka {
  return new Kafka({ brokers: [bootstrap], clientId: 'rig', logLevel: logLevel.NOTHING });
}

function producerOf(kafka: Kafka): Producer {
  return kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner, allowAutoTopicCreation: false });
}

export function originOf(service: string): Origin {
  return {
    service,
    version: '1.0.0',
    instanceId: randomUUID(),
    hostname: 'localhost',
    now: () => new Date(),
    newId: () => randomUUID(),
  };
}

/** `0`, `1`, … as names. */
export function numbered(count: number, prefix = ''): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}

/** A door that work waits at until it is opened. */
export class Door {
  open: () => void = () => undefined;
  readonly opened = new Promise<void>((resolve) => (this.open = resolve));
}
