import { decodeReply, MAX_MESSAGE_BYTES, UUID, type JsonObject, type Message } from '#contracts';
import type { Answer } from './saga/decide';

/** What is kept of an answer is published in turn, with an envelope around it. */
const MAX_RESULT_BYTES = MAX_MESSAGE_BYTES - 65_536;

export interface WorkerAnswer {
  readonly requestId: string;
  readonly answer: Answer;
}

/** An answer that may be one to a request of ours; `null` for what is certainly another's. */
export function readAnswer({ record }: Message): WorkerAnswer | null {
  const reply = decodeReply(record);
  if (reply === null || reply.causationId === null || !UUID.test(reply.causationId)) return null;
  const { causationId, error, payload } = reply;
  return { requestId: causationId.toLowerCase(), answer: error === null ? resultOf(payload) : { error } };
}

function resultOf(payload: JsonObject): Answer {
  if (Buffer.byteLength(JSON.stringify(payload)) <= MAX_RESULT_BYTES) return { payload };
  return { error: { code: 'reply_too_large', message: 'the answer does not fit into the message that would hold it' } };
}
