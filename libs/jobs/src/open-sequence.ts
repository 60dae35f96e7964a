import { DECISION_AUDIT_TOPIC } from '#contracts';
import { NoTransactionsError, type KafkaConnection } from '#event-bus';
import { JobFailedError, type SequenceSender } from '#storage';

/**
 * Opens the sequence that a job sends.
 *
 * @throws {JobFailedError} where the broker has no transactions.
 */
export async function openSequence(connection: KafkaConnection, id: string): Promise<SequenceSender> {
  try {
    // The creation of the job is an event on this topic.
    return await connection.openExactlyOnce({ id, progressTopic: DECISION_AUDIT_TOPIC });
  } catch (cause) {
    if (!(cause instanceof NoTransactionsError)) throw cause;
    const sentence = `Records could be lost or sent twice, so none is sent: ${cause.message}. Apache Kafka has them.`;
    throw new JobFailedError(cause.code, sentence, { cause });
  }
}
