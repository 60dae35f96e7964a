import { Cursor } from './cursor';
import { RecordSet } from './record-set';

/** What stands for everything a fetch brought of one partition, in the shape of a kafkajs message. */
export interface FetchedSet {
  readonly offset: string;
  readonly recordSet: RecordSet;
  readonly isControlRecord: false;
}

/**
 * Fetch responses of versions 4 to 11 (https://kafka.apache.org/protocol#The_Messages_Fetch) as kafkajs takes them, but
 * nothing of them unpacked: kafkajs unpacks all that a fetch brought before anything of it is used, with no bound to
 * what comes out (src/protocol/requests/fetch/v4/decodeMessages.js, https://github.com/tulios/kafkajs/issues/1795). A
 * partition's part becomes one message that holds the record set.
 */
export function decodeFetch(bytes: Buffer, version: number) {
  const cursor = new Cursor(bytes);
  const throttleTime = cursor.int32();
  const session = version < 7 ? {} : { errorCode: cursor.int16(), sessionId: cursor.int32() };
  const responses = cursor.array(() => ({
    topicName: cursor.string(),
    partitions: cursor.array(() => decodePartition(cursor, version)),
  }));
  // From version 8 on the broker answers at once and leaves the waiting to the client.
  const throttle = version < 8 ? { throttleTime } : { throttleTime: 0, clientSideThrottleTime: throttleTime };
  return { ...throttle, ...session, responses };
}

function decodePartition(cursor: Cursor, version: number) {
  const partition = cursor.int32();
  const errorCode = cursor.int16();
  const highWatermark = cursor.int64().toString();
  const lastStableOffset = cursor.int64().toString();
  const start = version < 5 ? {} : { lastStartOffset: cursor.int64().toString() };
  const aborted = cursor.array(() => ({ producerId: cursor.int64(), firstOffset: cursor.int64() }));
  const replica = version < 11 ? {} : { preferredReadReplica: cursor.int32() };
  const recordSet = new RecordSet(cursor.slice(Math.max(0, cursor.int32())), aborted);
  const facts = { partition, errorCode, highWatermark, lastStableOffset, ...start, ...replica };
  return { ...facts, abortedTransactions: [], messages: messagesOf(recordSet) };
}

function messagesOf(recordSet: RecordSet): FetchedSet[] {
  const { last } = recordSet;
  return last === null ? [] : [{ offset: last.toString(), recordSet, isControlRecord: false }];
}
