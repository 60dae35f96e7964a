import { randomUUID } from 'node:crypto';
import { CompressionTypes, Kafka, logLevel, type Consumer, type KafkaMessage, type Producer } from 'kafkajs';
import { processHoldings, processState } from '../../tools/local-stack/src/proc';
import type { ServerProcess } from '../../tools/local-stack/src/server-process';
import { eventually } from '../support/eventually';
import { sum } from './figures';

/** What is asked of every contestant: the same message, on its own topic. */
export interface Route {
  readonly request: string;
  readonly response: string;
  /** Headers a contestant's protocol needs, such as Nest's correlation header. */
  readonly headers: (correlationId: string) => Record<string, string>;
  /** That of all contestants where it is left out. */
  readonly payload?: (correlationId: string) => object;
}

export interface Throughput {
  readonly requestsPerSecond: number;
  /** Microseconds of processor time for each request; `NaN` where the system does not tell. */
  readonly cpu: number;
  /** The most memory a server had resident, in MB. */
  readonly peak: number;
}

export interface RoundTrip {
  readonly id: string;
  readonly milliseconds: number;
}

/** Content of this length makes a message of 2 KiB. */
export const CONTENT_LENGTH = 1_720;
const BATCH = 500;
const START_MS = 60_000;
const DRAIN_MS = 180_000;
const ROUND_TRIP_MS = 30_000;
const KB_IN_MB = 1024;

/** Publishes requests and watches the replies arrive. One per contestant. */
export class Load {
  readonly #producer: Producer;
  readonly #consumer: Consumer;
  readonly #route: Route;
  readonly #waiting = new Map<string, () => void>();
  #outstanding = new Set<string>();
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

  /** Requests for the contestant, published and acknowledged, so many in one produce request; their ids. */
  async publish(count: number, together = BATCH): Promise<readonly string[]> {
    const ids = Array.from({ length: count }, () => randomUUID());
    for (let sent = 0; sent < count; sent += together) await this.#send(ids.slice(sent, sent + together));
    return ids;
  }

  /**
   * Over requests that stand in the topic before `start` lets the contestant loose: replies per second, and the
   * processor time it had between the first reply and the last, for each of the requests.
   */
  async drain(ids: readonly string[], start: () => readonly ServerProcess[]): Promise<Throughput> {
    this.#arrivals = [];
    this.#outstanding = new Set(ids);
    const servers = start();
    const cpuOf = (): number => sum(servers.map(({ pid }) => processState(pid)?.cpu ?? Number.NaN));
    for (const server of servers) await server.ready(() => Promise.resolve(this.#arrivals.length > 0), START_MS);
    const [before, answered] = [cpuOf(), this.#arrivals.length];
    await eventually('every request is answered', () => this.#outstanding.size === 0, DRAIN_MS);
    const cpu = (cpuOf() - before) / (ids.length - answered);
    const peak = Math.max(...servers.map(({ pid }) => (processHoldings(pid)?.peakKb ?? Number.NaN) / KB_IN_MB));
    const first = this.#arrivals[0] ?? 0;
    const last = this.#arrivals.at(-1) ?? 0;
    // What arrived in the first instant was not produced in the measured time.
    const counted = this.#arrivals.filter((at) => at > first).length;
    return { requestsPerSecond: counted / ((last - first) / 1000), cpu, peak };
  }

  /** One request, publish to reply; its id, and how long it took in milliseconds. */
  async roundTrip(): Promise<RoundTrip> {
    const id = randomUUID();
    this.#outstanding.add(id);
    const replied = new Promise<void>((resolve) => this.#waiting.set(id, resolve));
    const started = performance.now();
    await this.#send([id]);
    await within(replied, ROUND_TRIP_MS);
    return { id, milliseconds: performance.now() - started };
  }

  async roundTrips(count: number): Promise<readonly RoundTrip[]> {
    const trips: RoundTrip[] = [];
    for (let n = 0; n < count; n++) trips.push(await this.roundTrip());
    return trips;
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
    const { request, headers, payload = usualPayload } = this.#route;
    const messages = ids.map((id) => ({ key: id, value: message(request, id, payload(id)), headers: headers(id) }));
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

/** What each contestant's operation takes; every content is new, so that every stamp is a row. */
function usualPayload(id: string): object {
  return { content: `${id} ${'x'.repeat(CONTENT_LENGTH)}`, namespace: 'bench', requirements: ['cache'] };
}

/** A request in the architecture envelope. */
function message(topic: string, id: string, payload: object): string {
  return JSON.stringify({
    event_id: id,
    event_type: topic,
    correlation_id: id,
    timestamp: new Date().toISOString(),
    version: '1.0.0',
    source: { service: 'bench', instance_id: 'bench-1' },
    metadata: {},
    payload,
  });
}
