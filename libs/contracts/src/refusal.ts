/**
 * Why a message was refused. The codes are part of the wire contract (replies, dead letters, logs, metrics):
 * they are only ever added to.
 */
export const REFUSAL_CODES = [
  'empty_value',
  'message_too_large',
  'invalid_utf8',
  'invalid_json',
  'not_an_object',
  'too_deep',
  'unsupported_version',
  'unknown_event_type',
  'response_on_request_topic',
  'missing_correlation_id',
  'invalid_id',
  'unsupported_operation',
  'invalid_payload',
  'unsupported_language',
  'code_too_large',
  'code_too_deep',
  'content_too_large',
  'unknown_workflow',
  'unknown_node',
  'workflow_id_taken',
  'unfinished',
  'cancelled',
  'reply_too_large',
  'retries_exhausted',
  'internal_error',
  'record_too_large',
  'unreadable_batch',
  'unknown_schema',
  'unusable_schema',
  'invalid_avro',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** One thing that is wrong, with the JSON pointer of the member it concerns (`''` is the payload itself). */
export interface RefusalDetail {
  readonly path: string;
  readonly message: string;
}

/** A permanent "no": never retried, answered at once, kept on the dead-letter topic. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly message: string;
  readonly details: readonly RefusalDetail[];
}

export function refusal(code: RefusalCode, message: string, details: readonly RefusalDetail[] = []): Refusal {
  return { code, message, details };
}
