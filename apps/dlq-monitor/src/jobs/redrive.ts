import { DECISION_AUDIT_TOPIC, deadLetterTopics, replayCountOf, topicCatalog, type OutboundRecord } from '#contracts';
import { NoTransactionsError, type KafkaConnection } from '#event-bus';
import { readOriginals, type Original } from '#dead-letters';
import { JobFailedError, republish, type JobHandler, type SequenceSender } from '#storage';

const deadLettered = new Set(deadLetterTopics());

/** Dead letters are hostile: one that names a topic of its own choice does not get there. */
const topics: ReadonlySet<string> = new Set(
  topicCatalog()
    .map(({ name }) => name)
    .filter((name) => !deadLettered.has(name)),
);

/** Sends the records of dead letters to their topics again. */
export function republishDeadLetters(connection: KafkaConnection): JobHandler {
  return republish({
    read: async (query, ids) => (await readOriginals(query, ids)).map((original) => original && replayOf(original)),
    open: (id) => open(connection, id),
  });
}

/** `null` where the writer of the dead letter did not keep the record, or there is no such topic. */
export function replayOf({
  original_topic: topic,
  original_key: key,
  original_value: value,
  original_headers: headers,
}: Original): OutboundRecord | null {
  if (topic === null || value === null || !topics.has(topic)) return null;
  const count = replayCountOf(headers?.['x-replay-count']) + 1;
  return { topic, key, value, headers: { ...headers, 'x-replay-count': String(count) } };
}

async function open(connection: KafkaConnection, id: string): Promise<SequenceSender> {
  try {
    // The creation of the job is an event on this topic.
    return await connection.openExactlyOnce({ id, ledger: DECISION_AUDIT_TOPIC });
  } catch (cause) {
    if (!(cause instanceof NoTransactionsError)) throw cause;
    const sentence = `Records could be lost or sent twice, so none is sent: ${cause.message}. Apache Kafka has them.`;
    throw new JobFailedError(cause.code, sentence, { cause });
  }
}
