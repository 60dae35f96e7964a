import { randomUUID } from 'node:crypto';
import { CompressionTypes, Kafka, logLevel, type Consumer, type KafkaMessage, type Producer } from 'kafkajs';
import { eventually } from '../support/eventually';

/** What is asked of every contestant: the same message, on its own topic. */
export interface Route {
  readonly request: string;
  readonly response: string;
  /** Headers a contestant's protocol needs, such as Nest's correlation header. */
  readonly headers: (correlationId: string) => Record<string, string>;
}

export interface Latencies {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export interface Throughput {
  readonly requestsPerSecond: number;
  readonly cpu: number;
}

/** Content of this length makes a message of 2 KiB. */
const CONTENT_LENGTH = 1_720;
const BATCH = 500;

/** Publishes requests and watches the replies arrive. One per contestant. */
export class Load {
  readonly #producer: Producer;
  readonly #consumer: Consumer;
  readonly #route: Route;
  readonly #waiting = new Map<string, () => void>();
  readonly #outstanding = new Set<string>();
  #arrivals: number[] = [];

  private constructor(kafka: Kafka, route: Route) {
    this.#producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 });
    this.#consumer = kafka.consumer({ groupId: `bench-${randomUUID()}`, maxWaitTimeInMs: 500 });
    this.#route = route;
  }

  static async open(bootstrap: string, route: Route): Promise<Load> {
    const kafka = new Kafka({ clientId: 'bench', brokers: [bootstrap], logLevel: logLevel.NOTHING });
    const load = new Load(kafka, route);
    await load.#producer.connect();
    await load.#consumer.connect();
    await load.#consumer.subscribe({ topic: route.response, fromBeginning: true });
    await load.#consumer.run({
      autoCommit: false,
      eachBatch: ({ batch }) => {
        const now = performance.now();
        for (const reply of batch.messages) load.#arrived(idOf(reply), now);
        return Promise.resolve();
      },
    });
    return load;
  }

  /**
   * Over `count` requests that stand in the topic before `start` lets the contestant loose: requests per second, and
   * what `cpuOf` says between the first reply and the last, for each of the requests.
   */
  async throughput(count: number, start: () => Promise<void>, cpuOf: () => number): Promise<Throughput> {
    this.#arrivals = [];
    for (let sent = 0; sent < count; sent += BATCH) {
      await this.#send(Array.from({ length: Math.min(BATCH, count - sent) }, () => randomUUID()));
    }
    await start();
    await eventually('the first request is answered', () => this.#arrivals.length > 0, 60_000);
    const [before, answered] = [cpuOf(), this.#arrivals.length];
    await eventually('every request is answered', () => this.#arrivals.length >= count, 180_000);
    const cpu = (cpuOf() - before) / (count - answered);
    const first = this.#arrivals[0] ?? 0;
    const last = this.#arrivals[count - 1] ?? 0;
    // What arrived in the first instant was not produced in the measured time.
    const counted = this.#arrivals.filter((at) => at > first).length;
    return { requestsPerSecond: counted / ((last - first) / 1000), cpu };
  }

  /** One request at a time: publish to reply, in milliseconds. */
  async latency(count: number): Promise<Latencies> {
    const times: number[] = [];
    for (let n = 0; n < count; n++) {
      const id = randomUUID();
      const started = performance.now();
      const replied = new Promise<void>((resolve) => this.#waiting.set(id, resolve));
      await this.#send([id]);
      await within(replied, 30_000);
      times.push(performance.now() - started);
    }
    const sorted = times.sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
  }

  async close(): Promise<void> {
    await this.#consumer.disconnect();
    await this.#producer.disconnect();
  }

  #arrived(id: string, now: number): void {
    // Somebody else's reply on the same topic, or a repeated one, is none of this run's.
    if (!this.#outstanding.delete(id)) return;
    this.#arrivals.push(now);
    this.#waiting.get(id)?.();
    this.#waiting.delete(id);
  }

  async #send(ids: readonly string[]): Promise<void> {
    const { request, headers } = this.#route;
    for (const id of ids) this.#outstanding.add(id);
    const messages = ids.map((id) => ({ key: id, value: message(request, id), headers: headers(id) }));
    await this.#producer.send({ topic: request, acks: -1, compression: CompressionTypes.GZIP, messages });
  }
}

/** A reply that never comes must end the run with a sentence. */
function within(replied: Promise<void>, deadlineMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no reply within ${deadlineMs} ms`)), deadlineMs);
    void replied.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Replies are keyed by correlation id; the stock transport's carry it as a header of its own. */
function idOf(reply: KafkaMessage): string {
  const header = reply.headers?.['kafka_correlationId'];
  return (reply.key ?? (Array.isArray(header) ? header[0] : header) ?? '').toString();
}

/** A request in the architecture envelope that each contestant's operation takes; every content is new, so that every stamp is a row. */
function message(topic: string, id: string): string {
  return JSON.stringify({
    event_id: id,
    event_type: topic,
    correlation_id: id,
    timestamp: new Date().toISOString(),
    version: '1.0.0',
    source: { service: 'bench', instance_id: 'bench-1' },
    metadata: {},
    payload: { content: `${id} ${'x'.repeat(CONTENT_LENGTH)}`, namespace: 'bench', requirements: ['cache'] },
  });
}
