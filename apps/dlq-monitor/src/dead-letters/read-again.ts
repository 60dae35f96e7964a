import type { StoredDeadLetter } from '#dead-letters';
import type { DeadLetter } from './dead-letter';
import { parseDeadLetter } from './parse-dead-letter';

/** What the value of a stored dead letter says; its own headers are gone. */
export function readAgain(letter: StoredDeadLetter): DeadLetter {
  const { dlq_topic: topic, dlq_partition: partition, dlq_offset: offset, received_at, raw: value } = letter;
  return parseDeadLetter({ topic, partition, offset, key: null, value, headers: {}, timestamp: received_at.getTime() });
}
