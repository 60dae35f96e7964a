import type { ICustomPartitioner, Message, RecordMetadata, TopicMessages } from 'kafkajs';
import { partitioner } from './partitioner';

/** Where a record is that was sent. */
export interface SentTo {
  readonly partition: number;
  /** 64 bit. */
  readonly offset: string;
}

/**
 * Remembers which partition each message of a producer was sent to: the broker answers only where the first one of each
 * partition is.
 */
export class PartitionChoices {
  readonly #chosen = new WeakMap<Message, number>();

  readonly partitioner: ICustomPartitioner = () => {
    const choose = partitioner();
    return (choice) => {
      const partition = choose(choice);
      this.#chosen.set(choice.message, partition);
      return partition;
    };
  };

  /** Of each of `records`, as `batch` has them by topic; `null` where the broker did not say. */
  placesOf(
    records: readonly { readonly topic: string }[],
    batch: readonly TopicMessages[],
    answers: readonly RecordMetadata[],
  ): readonly (SentTo | null)[] {
    const next = new Map(
      answers.map(({ topicName, partition, baseOffset = '-1' }) => [`${topicName} ${partition}`, BigInt(baseOffset)]),
    );
    const places = new Map(batch.map(({ topic, messages }) => [topic, this.#places(topic, messages, next)]));
    return records.map(({ topic }) => places.get(topic)?.shift() ?? null);
  }

  #places(topic: string, messages: readonly Message[], next: Map<string, bigint>): (SentTo | null)[] {
    return messages.map((message) => {
      const partition = this.#chosen.get(message);
      const at = `${topic} ${partition}`;
      const offset = next.get(at) ?? -1n;
      if (partition === undefined || offset < 0n) return null;
      next.set(at, offset + 1n);
      return { partition, offset: String(offset) };
    });
  }
}
