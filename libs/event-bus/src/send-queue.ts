import { MAX_MESSAGE_BYTES, type AnyOutboundRecord } from '#contracts';
import { outsideSpans } from '#tracing';
import { asError, MessageTooLargeError, UnknownTopicError } from './failures';
import type { Sender } from './kafka-connection';
import { MAX_BATCH_BYTES, sizeWithin } from './kafka-records';
import { asSpans } from './sending-spans';
import type { BusMetrics, SendFailure } from './settings';

interface Waiting {
  readonly records: readonly AnyOutboundRecord[];
  readonly bytes: number;
  /** When they were handed over, by the monotonic clock in milliseconds. */
  readonly at: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

const MAX_BATCH_RECORDS = 2_000;

/** Puts a record into the format that its readers expect. */
export type Format = (record: AnyOutboundRecord) => AnyOutboundRecord | Promise<AnyOutboundRecord>;

export interface SendQueueOptions {
  /** Makes sure, as far as it can, of topics that turned out to be missing; left out: they stay missing. */
  readonly provide?: (topics: readonly string[]) => Promise<void>;
  /** Of a record; left out: as large as a message may be. */
  readonly maxMessageBytes?: number;
  /** Left out: records are sent as they are. */
  readonly format?: Format;
}

/**
 * The batching the Kafka client lacks: while one batch is on its way the next one gathers, so a lone record leaves at
 * once and a flood leaves in few requests. Records of one `send` stay in order and in one batch.
 */
export class SendQueue {
  readonly #connect: () => Promise<Sender>;
  readonly #metrics: BusMetrics;
  readonly #provide: (topics: readonly string[]) => Promise<void>;
  readonly #maxMessageBytes: number;
  readonly #format: Format | null;
  #sender: Promise<Sender> | null = null;
  #closed = false;
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | null = null;

  constructor(connect: () => Promise<Sender>, metrics: BusMetrics, options: SendQueueOptions = {}) {
    this.#connect = connect;
    this.#metrics = metrics;
    this.#provide = options.provide ?? (() => Promise.resolve());
    this.#maxMessageBytes = options.maxMessageBytes ?? MAX_MESSAGE_BYTES;
    this.#format = options.format ?? null;
  }

  /** Connects ahead of the first send, which would do it otherwise. */
  async open(): Promise<void> {
    await this.#connected();
  }

  /** Resolves when the broker has all of them; rejects `MessageTooLargeError` before anything is sent. */
  async send(given: readonly AnyOutboundRecord[], maxMessageBytes = this.#maxMessageBytes): Promise<void> {
    if (given.length === 0) return;
    const formatted = this.#format === null ? given : allFormatted(given.map(this.#format));
    // Awaited only where it has to be: a turn later others might be before it.
    const records = formatted instanceof Promise ? await formatted : formatted;
    const bytes = sizeWithin(maxMessageBytes, records);
    if (this.#closed) throw new Error('the send queue is closed');
    await asSpans(records, (traced) => this.#enqueue(traced, bytes));
  }

  #enqueue(records: readonly AnyOutboundRecord[], bytes: number): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      this.#waiting.push({ records, bytes, at: performance.now(), resolve, reject });
      // Whoever comes first does it for all.
      this.#flushing ??= outsideSpans(() => this.#flush());
    });
  }

  /** Waits for what has been handed over, then disconnects; takes nothing from here on. */
  async close(): Promise<void> {
    this.#closed = true;
    while (this.#flushing !== null) await this.#flushing;
    const sender = await this.#sender?.catch(() => null);
    await sender?.disconnect();
  }

  async #flush(): Promise<void> {
    // Let everything that is ready in this turn of the event loop board the same batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#sendBatch(this.#nextBatch());
    this.#flushing = null;
  }

  async #connected(): Promise<Sender> {
    const connecting = (this.#sender ??= this.#connect());
    try {
      return await connecting;
    } catch (error) {
      if (this.#sender === connecting) this.#sender = null;
      throw error;
    }
  }

  #nextBatch(): Waiting[] {
    let bytes = 0;
    let records = 0;
    let count = 0;
    for (const entry of this.#waiting) {
      bytes += entry.bytes;
      records += entry.records.length;
      if (count > 0 && (bytes > MAX_BATCH_BYTES || records > MAX_BATCH_RECORDS)) break;
      count++;
    }
    return this.#waiting.splice(0, count);
  }

  /** Settles every entry; answers why the broker could not be reached, `null` where it could. */
  async #sendBatch(batch: readonly Waiting[]): Promise<Error | null> {
    let sender: Sender;
    try {
      sender = await this.#connected();
    } catch (error) {
      for (const entry of batch) this.#fail(entry, asError(error), 'unreachable');
      return asError(error);
    }
    try {
      await this.#deliver(sender, batch);
      for (const entry of batch) entry.resolve();
    } catch (error) {
      await this.#abandon(sender);
      if (error instanceof UnknownTopicError) await this.#provide(error.topics);
      if (batch.length > 1) return this.#sendOneByOne(batch);
      for (const entry of batch) this.#fail(entry, asError(error), kindOf(error));
    }
    return null;
  }

  /** One entry's fault must not become its neighbours': alone, each gets its own answer. A broker that is away is no entry's fault. */
  async #sendOneByOne(batch: readonly Waiting[]): Promise<Error | null> {
    let unreachable: Error | null = null;
    for (const entry of batch) {
      if (unreachable === null) unreachable = await this.#sendBatch([entry]);
      else this.#fail(entry, unreachable, 'unreachable');
    }
    return unreachable;
  }

  async #deliver(sender: Sender, batch: readonly Waiting[]): Promise<void> {
    const records = batch.flatMap((entry) => entry.records);
    await sender.send(records);
    const now = performance.now();
    this.#metrics.batch(records.length);
    for (const entry of batch) {
      for (const { topic } of entry.records) this.#metrics.published(topic, (now - entry.at) / 1000);
    }
  }

  #fail(entry: Waiting, error: Error, reason: SendFailure): void {
    for (const { topic } of entry.records) this.#metrics.notPublished(topic, reason);
    entry.reject(error);
  }

  /**
   * After a failed send nobody knows what the broker has, and the client would give the next batch the same sequence
   * numbers: the broker could take it for a repetition and acknowledge it unwritten. A new sender begins a new sequence.
   */
  async #abandon(sender: Sender): Promise<void> {
    this.#sender = null;
    await sender.disconnect().catch(() => undefined);
  }
}

function allFormatted(
  records: readonly ReturnType<Format>[],
): readonly AnyOutboundRecord[] | Promise<AnyOutboundRecord[]> {
  const isReady = (record: ReturnType<Format>): record is AnyOutboundRecord => !(record instanceof Promise);
  return records.every(isReady) ? records : Promise.all(records.map((record) => Promise.resolve(record)));
}

function kindOf(error: unknown): SendFailure {
  if (error instanceof UnknownTopicError) return 'unknown_topic';
  return error instanceof MessageTooLargeError ? 'message_too_large' : 'refused';
}
