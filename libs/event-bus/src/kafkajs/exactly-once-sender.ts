import { setTimeout as pause } from 'node:timers/promises';
import { CompressionTypes, type Kafka, type Producer, type Transaction } from 'kafkajs';
import type { ExactRecord } from '#contracts';
import { byTopic, MAX_BATCH_BYTES, sizeOf } from '../kafka-records';
import { NoTransactionsError } from '../failures';
import { asSpans } from '../sending-spans';
import { isRefusal } from './access-error';
import { administer } from './administration';
import type { TopicNames } from '../topic-names';
import { PartitionChoices, type SentTo } from './partition-choices';
import { rethrow } from './send-errors';

export interface ExactlyOnceOptions {
  /** Names the work: whoever opens it next goes on from there, and nobody who opened it before can send any more. */
  readonly id: string;
  /** An existing topic; under its name the broker keeps the mark. */
  readonly progressTopic: string;
}

/** How far a sequence is. */
export interface Mark {
  /** Positive, 64 bit. */
  readonly position: bigint;
  /** At most 4 KiB. */
  readonly note: string;
}

const TRANSACTION_TIMEOUT_MS = 60_000;

const ENDING_TRIES = 200;
const ENDING_PAUSE_MS = 20;

/**
 * Sends a sequence of records so that readers of committed records see each exactly once, whatever is killed meanwhile:
 * each step is a transaction that holds the records and a mark of how far the sequence is with them. The broker keeps
 * it as the committed offset, and its metadata, of a consumer group named after the work.
 */
export class ExactlyOnceSender {
  #transaction: Transaction | null;

  private constructor(
    private readonly kafka: Kafka,
    private readonly producer: Producer,
    private readonly choices: PartitionChoices,
    private readonly options: ExactlyOnceOptions,
    private readonly names: TopicNames,
    first: Transaction,
    /** What was marked last when the sequence was opened; `null` at its beginning. */
    readonly mark: Mark | null,
  ) {
    this.#transaction = first;
  }

  /** @throws {NoTransactionsError} */
  static async open(kafka: Kafka, asked: ExactlyOnceOptions, names: TopicNames): Promise<ExactlyOnceSender> {
    const options = { ...asked, progressTopic: names.onBroker(asked.progressTopic) };
    const choices = new PartitionChoices();
    const producer = kafka.producer({
      transactionalId: options.id,
      transactionTimeout: TRANSACTION_TIMEOUT_MS,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner: choices.partitioner,
    });
    try {
      await producer.connect();
      // Ends what another of this id has begun, so that the mark read next is final.
      const first = await begin(producer);
      return new ExactlyOnceSender(kafka, producer, choices, options, names, first, await readMark(kafka, options));
    } catch (error) {
      await producer.disconnect().catch(() => undefined);
      throw error;
    }
  }

  /**
   * Sends the next records. When it rejects, the sender must be closed, and opening it again tells whether the records
   * were sent.
   *
   * @throws {MessageTooLargeError} where one of them is too large for its topic.
   */
  send(records: readonly ExactRecord[], markOf: (sentTo: readonly (SentTo | null)[]) => Mark): Promise<void> {
    return asSpans(records, (traced) => this.#send(traced, markOf));
  }

  /** The work is done: the broker forgets how far it was. */
  async forget(): Promise<void> {
    await administer(this.kafka, (admin) => admin.deleteGroups([this.options.id]));
  }

  async close(): Promise<void> {
    await this.#transaction?.abort().catch(() => undefined);
    await this.producer.disconnect();
  }

  async #send(records: readonly ExactRecord[], markOf: (sentTo: readonly (SentTo | null)[]) => Mark): Promise<void> {
    const transaction = this.#transaction ?? (await this.producer.transaction());
    this.#transaction = transaction;
    const sentTo: (SentTo | null)[] = [];
    for (const batch of batchesOf(records)) {
      const topicMessages = this.names.toBroker(byTopic(batch));
      const answers = await transaction
        .sendBatch({ acks: -1, compression: CompressionTypes.GZIP, topicMessages })
        .catch((error: unknown) => rethrow(error, batch));
      sentTo.push(...this.choices.placesOf(this.names.toBroker(batch), topicMessages, answers));
    }
    const { position, note } = markOf(sentTo);
    const { id, progressTopic } = this.options;
    // The typings leave the metadata out.
    const partitions = [{ partition: 0, offset: String(position), metadata: note }];
    await whenEnded(() =>
      transaction.sendOffsets({ consumerGroupId: id, topics: [{ topic: progressTopic, partitions }] }),
    );
    await transaction.commit();
    this.#transaction = null;
  }
}

/** The client says of a connection that was lost what it says of a broker that has no coordinator: asked twice. */
async function begin(producer: Producer): Promise<Transaction> {
  const isUnknown = (error: unknown) => error instanceof Error && error.name === 'KafkaJSGroupCoordinatorNotFound';
  try {
    return await producer.transaction();
  } catch (error) {
    if (error instanceof Error && 'type' in error && isRefusal(error.type)) throw new NoTransactionsError(error);
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

function batchesOf(records: readonly ExactRecord[]): readonly (readonly ExactRecord[])[] {
  const batches: ExactRecord[][] = [];
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

async function readMark(kafka: Kafka, { id, progressTopic }: ExactlyOnceOptions): Promise<Mark | null> {
  const [found] = await administer(kafka, (admin) => admin.fetchOffsets({ groupId: id, topics: [progressTopic] }));
  const kept = found?.partitions.find(({ partition }) => partition === 0);
  const position = BigInt(kept?.offset ?? -1);
  return position < 0n ? null : { position, note: kept?.metadata ?? '' };
}
