import type { AnyOutboundRecord } from '#contracts';
import { MessageTooLargeError, UnknownTopicError } from '../failures';
import { sizeOf } from '../kafka-records';

/** What the client's retries wrapped. */
function originOf(error: unknown): Error | null {
  if (!(error instanceof Error)) return null;
  return error.cause instanceof Error ? originOf(error.cause) : error;
}

/** The broker's own size limit may be lower than ours; it is the same "no". */
export function rethrow(error: unknown, records: readonly AnyOutboundRecord[]): never {
  const origin = originOf(error);
  const type = origin !== null && 'type' in origin ? origin.type : undefined;
  const [first] = records;
  if (type === 'MESSAGE_TOO_LARGE' && first !== undefined)
    throw new MessageTooLargeError(first.topic, sizeOf(first), null);
  if (type === 'UNKNOWN_TOPIC_OR_PARTITION' || origin?.name === 'KafkaJSMetadataNotLoaded')
    throw new UnknownTopicError([...new Set(records.map(({ topic }) => topic))]);
  throw error;
}
