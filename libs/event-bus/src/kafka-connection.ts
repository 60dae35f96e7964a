import { CompressionTypes, Kafka, logLevel, type SASLOptions } from 'kafkajs';
import type { AnyOutboundRecord, TopicSpec } from '#contracts';
import { KafkaAdministration } from './kafkajs/kafka-administration';
import { byTopic } from './kafka-records';
import { subscribe, type SubscribeOptions, type Subscription, type SubscriptionEvents } from './kafkajs/subscription';
import { explained } from './kafkajs/access-error';
import { ExactlyOnceSender, type ExactlyOnceOptions } from './kafkajs/exactly-once-sender';
import { partitioner } from './kafkajs/partitioner';
import { rethrow } from './kafkajs/send-errors';
import type { BusLog, ConnectionSettings, SaslSettings } from './settings';
import { Sockets } from './sockets';
import { TopicNames } from './topic-names';

export interface Sender {
  /** Resolves when every record is acknowledged by all in-sync replicas. Rejects as a whole. */
  send(records: readonly AnyOutboundRecord[]): Promise<void>;
  disconnect(): Promise<void>;
}

/** kafkajs has no patience of its own worth having across minutes; a worker waits for its broker as long as it takes. */
const RETRY = { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5 };

/** The caller tries again and should know why soon; one retry covers metadata that were out of date. */
const SEND_RETRY = { ...RETRY, retries: 1 };

/** The only place, beside the corrections of its client, that knows kafkajs. */
export class KafkaConnection {
  readonly administration: KafkaAdministration;
  readonly #kafka: Kafka;
  readonly #settings: ConnectionSettings;
  readonly #sockets: Sockets;
  readonly #names: TopicNames;

  constructor(settings: ConnectionSettings, log: Pick<BusLog, 'debug'>) {
    this.#settings = settings;
    this.#sockets = new Sockets(settings.ssl ?? false);
    this.#names = new TopicNames(settings.topics);
    this.#kafka = new Kafka({
      brokers: [...settings.brokers],
      clientId: settings.clientId,
      // The sockets know; the client only wants to log it.
      ssl: this.#sockets.areEncrypted,
      sasl: settings.sasl && loginOf(settings.sasl),
      retry: RETRY,
      connectionTimeout: 3_000,
      requestTimeout: 30_000,
      socketFactory: this.#sockets.connect,
      logLevel: logLevel.WARN,
      logCreator:
        () =>
        ({ namespace, log: entry }) =>
          log.debug({ component: `kafkajs/${namespace}` }, entry.message),
    });
    this.administration = new KafkaAdministration(this.#kafka, this.#names, (work) => this.#explain(work));
  }

  async connectProducer(): Promise<Sender> {
    const producer = this.#kafka.producer({
      idempotent: this.#settings.idempotent ?? true,
      maxInFlightRequests: 1,
      // A topic is made with the settings of the catalog or not at all.
      allowAutoTopicCreation: false,
      createPartitioner: partitioner,
      retry: SEND_RETRY,
    });
    await this.#explain(() => producer.connect());
    return {
      send: async (records) => {
        const batch = {
          acks: -1,
          compression: CompressionTypes.GZIP,
          topicMessages: this.#names.toBroker(byTopic(records)),
        };
        await this.#explain(
          () => producer.sendBatch(batch).catch((error: unknown) => rethrow(error, records)),
          () => `write to ${[...new Set(records.map(({ topic }) => topic))].join(' or ')}`,
        );
      },
      disconnect: () => producer.disconnect(),
    };
  }

  /** For a sequence of records of which none may be lost or sent twice; needs a broker with transactions. */
  openExactlyOnce(options: ExactlyOnceOptions): Promise<ExactlyOnceSender> {
    return this.#explain(() => ExactlyOnceSender.open(this.#kafka, options, this.#names));
  }

  /** Joins the group and returns once the first fetch loop runs; rejects when the broker cannot be reached. */
  subscribe(options: SubscribeOptions, events: SubscriptionEvents): Promise<Subscription> {
    return subscribe({ kafka: this.#kafka, names: this.#names, settings: this.#settings }, options, events);
  }

  /** What a topic is called on this broker. */
  nameOnBroker(topic: string): string {
    return this.#names.onBroker(topic);
  }

  /** As it is to be on this broker. */
  configured(spec: TopicSpec): TopicSpec {
    return this.#names.configured(spec);
  }

  /** Does `work`; what the broker does not let us do is said in our words. */
  async #explain<Result>(work: () => Promise<Result>, wanted?: () => string): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw explained(error, this.#settings, wanted?.());
    }
  }

  /** Ends everything that still waits for the broker; nothing can be done with this connection from here on. */
  end(): void {
    this.#sockets.end();
  }
}

/** The client keeps the object, and reads the password from it with each log-in. */
function loginOf({ mechanism, username, password }: SaslSettings): SASLOptions {
  const login = { mechanism, username };
  return Object.defineProperty(login, 'password', { get: password }) as SASLOptions;
}
