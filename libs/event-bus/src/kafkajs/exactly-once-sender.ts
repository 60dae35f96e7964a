import { setTimeout as pause } from 'node:timers/promises';
import { CompressionTypes, type Kafka, type Producer, type Transaction } from 'kafkajs';
import type { OutboundRecord } from '#contracts';
import { byTopic, MAX_BATCH_BYTES, sizeOf } from '../kafka-records';
import { NoTransactionsError } from '../failures';
import { administer } from './administration';
import { partitioner } from './partitioner';

export interface ExactlyOnceOptions {
  /** Names the work: whoever opens it next goes on from there, and nobody who opened it before can send any more. */
  readonly id: string;
  /** An existing topic; under its name the broker keeps how far the work is. */
  readonly ledger: string;
}

const TRANSACTION_TIMEOUT_MS = 60_000;

const ENDING_TRIES = 200;
const ENDING_PAUSE_MS = 20;

/**
 * Sends a sequence of records so that readers of committed records see each exactly once, whatever is killed meanwhile:
 * each step is a transaction that holds the records and how many of the sequence have been sent with them. The broker
 * keeps that number as the offset of a consumer group named after the work.
 */
export class ExactlyOnceSender {
  #transaction: Transaction | null;

  private constructor(
    private readonly kafka: Kafka,
    private readonly producer: Producer,
    private readonly options: ExactlyOnceOptions,
    first: Transaction,
    /** Records of the sequence that were sent before. */
    readonly sentBefore: number,
  ) {
    this.#transaction = first;
  }

  /** @throws {NoTransactionsError} */
  static async open(kafka: Kafka, options: ExactlyOnceOptions): Promise<ExactlyOnceSender> {
    const producer = kafka.producer({
      transactionalId: options.id,
      transactionTimeout: TRANSACTION_TIMEOUT_MS,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: partitioner,
    });
    try {
      await producer.connect();
      // Ends what another of this id has begun, so that the number read next is final.
      const first = await begin(producer);
      return new ExactlyOnceSender(kafka, producer, options, first, await sentSoFar(kafka, options));
    } catch (error) {
      await producer.disconnect().catch(() => undefined);
      throw error;
    }
  }

  /**
   * Sends the next records; `sent` is how many of the sequence that makes. When it rejects, the sender must be closed,
   * and opening it again tells whether the records were sent.
   */
  async send(records: readonly OutboundRecord[], sent: number): Promise<void> {
    const transaction = this.#transaction ?? (await this.producer.transaction());
    this.#transaction = transaction;
    for (const batch of batchesOf(records)) {
      await transaction.sendBatch({ acks: -1, compression: CompressionTypes.GZIP, topicMessages: byTopic(batch) });
    }
    const { id, ledger } = this.options;
    const partitions = [{ partition: 0, offset: String(sent) }];
    await whenEnded(() => transaction.sendOffsets({ consumerGroupId: id, topics: [{ topic: ledger, partitions }] }));
    await transaction.commit();
    this.#transaction = null;
  }

  /** The work is done: the broker forgets how far it was. */
  async forget(): Promise<void> {
    await administer(this.kafka, (admin) => admin.deleteGroups([this.options.id]));
  }

  async close(): Promise<void> {
    await this.#transaction?.abort().catch(() => undefined);
    await this.producer.disconnect();
  }
}

/** The client says of a connection that was lost what it says of a broker that has no coordinator: asked twice. */
async function begin(producer: Producer): Promise<Transaction> {
  const isUnknown = (error: unknown) => error instanceof Error && error.name === 'KafkaJSGroupCoordinatorNotFound';
  try {
    return await producer.transaction();
  } catch (error) {
    if (!isUnknown(error)) throw error;
    await producer.connect();
    return producer.transaction().catch((again: unknown) => {
      throw isUnknown(again) ? new NoTransactionsError(again) : again;
    });
  }
}

/**
 * The broker says that a transaction is committed before it has ended it everywhere, and takes part in no other until
 * then. The client asks again where it adds records, but not where it adds offsets.
 */
async function whenEnded(add: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await add();
    } catch (error) {
      const isEnding = error instanceof Error && 'type' in error && error.type === 'CONCURRENT_TRANSACTIONS';
      if (!isEnding || tries === ENDING_TRIES) throw error;
      await pause(ENDING_PAUSE_MS);
    }
  }
}

function batchesOf(records: readonly OutboundRecord[]): readonly (readonly OutboundRecord[])[] {
  const batches: OutboundRecord[][] = [];
  let bytes = Infinity;
  for (const record of records) {
    const size = sizeOf(record);
    if (bytes + size > MAX_BATCH_BYTES) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(record);
    bytes += size;
  }
  return batches;
}

async function sentSoFar(kafka: Kafka, { id, ledger }: ExactlyOnceOptions): Promise<number> {
  const [found] = await administer(kafka, (admin) => admin.fetchOffsets({ groupId: id, topics: [ledger] }));
  const offset = Number(found?.partitions.find(({ partition }) => partition === 0)?.offset ?? 0);
  return Math.max(0, offset);
}
