import { createHash } from 'node:crypto';
import { CompressionTypes, Kafka, Partitioners, type IHeaders, type Producer } from 'kafkajs';
import { setTimeout as pause } from 'node:timers/promises';
import { produce, RawClient } from '../conformance/raw-client';
import type { HistoryWriter } from './history-file';
import { oneRecordBatch } from './one-record-batch';
import type { PlannedRequest } from './requests';
import type { Topics } from './topics';

const MAX_BATCH = 300;
const MAX_BATCH_BYTES = 4_000_000;
const LINGER_MS = 20;
const RETRY_MS = 500;
const SILENCE_MS = 10_000;

interface Placed {
  readonly request: PlannedRequest;
  readonly partition: number;
}

/**
 * Publishes in order and again until the broker has acknowledged it. What a failed attempt has left in the log is then
 * there twice, as with every client that does not give up.
 */
export class RequestProducer {
  readonly #kafka: Kafka;
  readonly #bootstrap: string;
  readonly #topics: Topics;
  readonly #history: HistoryWriter;
  readonly #onAcknowledged: (request: PlannedRequest) => void;
  readonly #held = new Set<string>();
  #producer: Promise<Producer> | null = null;
  #waiting: PlannedRequest[] = [];
  #sending: readonly Placed[] = [];
  #stopping = false;
  #loop: Promise<void> = Promise.resolve();

  constructor(
    kafka: Kafka,
    bootstrap: string,
    topics: Topics,
    history: HistoryWriter,
    onAcknowledged: (request: PlannedRequest) => void,
  ) {
    this.#kafka = kafka;
    this.#bootstrap = bootstrap;
    this.#topics = topics;
    this.#history = history;
    this.#onAcknowledged = onAcknowledged;
  }

  start(): void {
    this.#loop = this.#run();
  }

  publish(request: PlannedRequest): void {
    this.#waiting.push(request);
  }

  /** Not acknowledged yet. */
  get open(): number {
    return this.#waiting.length + this.#sending.length;
  }

  /** Keeps requests for this topic back; resolves when none is on its way. */
  async hold(topic: string): Promise<void> {
    this.#held.add(topic);
    while (this.#sending.some(({ request }) => request.topic === topic)) await pause(LINGER_MS);
  }

  /** Goes on, knowing the topic's partitions as they are now. */
  release(topic: string): void {
    this.#renew();
    this.#held.delete(topic);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#loop;
    this.#renew();
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const batch = this.#next();
      if (batch.length === 0) await pause(LINGER_MS);
      else await this.#insist(batch);
    }
  }

  #next(): PlannedRequest[] {
    let bytes = 0;
    const batch: PlannedRequest[] = [];
    const left: PlannedRequest[] = [];
    for (const request of this.#waiting) {
      const full = batch.length >= MAX_BATCH || bytes > MAX_BATCH_BYTES;
      if (full || this.#held.has(request.topic)) left.push(request);
      else {
        batch.push(request);
        bytes += request.value?.length ?? 0;
      }
    }
    this.#waiting = left;
    return batch;
  }

  async #insist(batch: readonly PlannedRequest[]): Promise<void> {
    this.#sending = batch.map((request) => ({ request, partition: this.#partitionOf(request) }));
    while (!this.#stopping) {
      try {
        await this.#send(this.#sending);
        break;
      } catch {
        this.#renew();
        await pause(RETRY_MS);
      }
    }
    this.#sending = [];
  }

  async #send(placed: readonly Placed[]): Promise<void> {
    const raw = placed.filter(({ request }) => hasNullHeader(request));
    const offsets = await this.#sendRaw(raw);
    const next = await this.#sendBatch(placed.filter((each) => !raw.includes(each)));
    for (const each of placed) {
      const place = `${each.request.topic}/${each.partition}`;
      const offset = offsets.get(each) ?? next.get(place) ?? -1;
      if (offset < 0) throw new Error(`no offset for a record of ${place}`);
      if (!offsets.has(each)) next.set(place, offset + 1);
      this.#acknowledge(each, offset);
    }
  }

  #acknowledge({ request, partition }: Placed, offset: number): void {
    const { id, topic } = request;
    const incarnation = this.#topics.incarnation(topic);
    this.#history.write({ type: 'acknowledged', at: Date.now(), id, topic, incarnation, partition, offset });
    this.#onAcknowledged(request);
  }

  /** Where the records of each partition begin. */
  async #sendBatch(placed: readonly Placed[]): Promise<Map<string, number>> {
    if (placed.length === 0) return new Map();
    const producer = await (this.#producer ??= this.#connect());
    const topics = [...new Set(placed.map(({ request }) => request.topic))];
    const acknowledged = await producer.sendBatch({
      acks: -1,
      compression: CompressionTypes.GZIP,
      topicMessages: topics.map((topic) => ({
        topic,
        messages: placed
          .filter(({ request }) => request.topic === topic)
          .map(({ request: { key, value, headers }, partition }) => {
            return { key, value, headers: headers as IHeaders | undefined, partition };
          }),
      })),
    });
    return new Map(
      acknowledged.map(({ topicName, partition, baseOffset }) => [`${topicName}/${partition}`, Number(baseOffset)]),
    );
  }

  async #sendRaw(placed: readonly Placed[]): Promise<Map<Placed, number>> {
    const offsets = new Map<Placed, number>();
    if (placed.length === 0) return offsets;
    const client = await RawClient.connect(this.#bootstrap);
    const silence = setTimeout(() => client.close(), SILENCE_MS);
    try {
      for (const each of placed) {
        const { topic, key, value, headers = {} } = each.request;
        const batch = oneRecordBatch({ key, value, headers: Object.entries(headers).map(plainHeader) }, Date.now());
        const { error, offset } = await produce(client, { topic, partition: each.partition }, batch);
        if (error !== 0) throw new Error(`the broker answers error ${error}`);
        offsets.set(each, offset);
      }
    } finally {
      clearTimeout(silence);
      client.close();
    }
    return offsets;
  }

  /** One key, one partition, as long as there are as many. */
  #partitionOf({ topic, key, id }: PlannedRequest): number {
    return (
      createHash('md5')
        .update(key ?? id)
        .digest()
        .readUInt32BE() % this.#topics.partitions(topic)
    );
  }

  async #connect(): Promise<Producer> {
    const producer = this.#kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { retries: 3, initialRetryTime: 100, maxRetryTime: 1_000 },
    });
    await producer.connect();
    return producer;
  }

  /** After a failure nobody knows what the broker has of a sequence, and topics may have changed: a new one begins. */
  #renew(): void {
    const old = this.#producer;
    this.#producer = null;
    // Not waited for: to a broker that does not answer, this takes as long as any request.
    void old?.then((producer) => producer.disconnect()).catch(() => undefined);
  }
}

const hasNullHeader = ({ headers = {} }: PlannedRequest): boolean => Object.values(headers).includes(null);

function plainHeader([name, value]: readonly [string, string | readonly string[] | null]) {
  return [name, value === null ? null : String(value)] as const;
}
