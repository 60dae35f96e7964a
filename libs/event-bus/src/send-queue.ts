import { MAX_MESSAGE_BYTES, type OutboundRecord } from '#contracts';
import { asError, MessageTooLargeError } from './failures';
import type { Sender } from './kafka-adapter';
import type { BusMetrics } from './settings';

interface Waiting {
  readonly records: readonly OutboundRecord[];
  readonly bytes: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** A batch may end up as one record batch of one partition, which the broker holds to the same limit as a message. */
const MAX_BATCH_BYTES = 900_000;
const MAX_BATCH_RECORDS = 2_000;

/**
 * The batching the Kafka client lacks: while one batch is on its way the next one gathers, so a lone record leaves at
 * once and a flood leaves in few requests. Records of one `send` stay in order and in one batch.
 */
export class SendQueue {
  readonly #connect: () => Promise<Sender>;
  readonly #metrics: BusMetrics;
  readonly #maxMessageBytes: number;
  #sender: Promise<Sender> | null = null;
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | null = null;

  constructor(connect: () => Promise<Sender>, metrics: BusMetrics, maxMessageBytes = MAX_MESSAGE_BYTES) {
    this.#connect = connect;
    this.#metrics = metrics;
    this.#maxMessageBytes = maxMessageBytes;
  }

  /** Resolves when the broker has all of them; rejects `MessageTooLargeError` before anything is sent. */
  async send(records: readonly OutboundRecord[], maxMessageBytes = this.#maxMessageBytes): Promise<void> {
    if (records.length === 0) return;
    let bytes = 0;
    for (const record of records) {
      const size = sizeOf(record);
      if (size > maxMessageBytes) throw new MessageTooLargeError(record.topic, size, maxMessageBytes);
      bytes += size;
    }
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ records, bytes, resolve, reject });
      this.#flushing ??= this.#flush();
    });
  }

  /** Waits for what has been handed over, then disconnects. */
  async close(): Promise<void> {
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

  async #sendBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      await this.#deliver(batch.flatMap((entry) => entry.records));
      for (const entry of batch) entry.resolve();
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(asError(error));
      // One entry's fault must not become its neighbours': alone, each gets its own answer.
      else for (const entry of batch) await this.#sendBatch([entry]);
    }
  }

  async #deliver(records: readonly OutboundRecord[]): Promise<void> {
    this.#sender ??= this.#connect();
    let sender: Sender;
    try {
      sender = await this.#sender;
    } catch (error) {
      this.#sender = null;
      throw error;
    }
    await sender.send(records);
    this.#metrics.batch(records.length);
    for (const record of records) this.#metrics.published(record.topic, 1);
  }
}

function sizeOf(record: OutboundRecord): number {
  return Buffer.byteLength(record.value) + (record.key === null ? 0 : Buffer.byteLength(record.key));
}
