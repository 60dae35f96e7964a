import {
  derivedId,
  encodeCaused,
  STAMPING_EVENT_TOPICS,
  type Cause,
  type Environment,
  type JsonObject,
  type Origin,
  type OutboundRecord,
  type StampBatchProcessedEvent,
  type StampCreatedEvent,
  type StampResponse,
  type StampValidatedEvent,
  type VerifyResponse,
} from '#contracts';
import { signPayload, type SigningKey } from './sign-payload';

export interface StampingEventsOptions {
  /** Of the topics. */
  readonly environment: Environment;
  /** `null`: events are not signed. */
  readonly key: SigningKey | null;
}

/** An event, by what its envelope calls it, and the key of its record. */
export interface StampingEvent {
  readonly type: keyof typeof STAMPING_EVENT_TOPICS;
  readonly key: string;
  readonly payload: JsonObject;
}

const hash_algorithm = 'BLAKE3';

type Stamped = Pick<StampResponse, 'blake3_hash' | 'metadata' | 'stamp_time'>;

/** Nothing for what was refused. */
export function createdEvents({ blake3_hash, metadata, stamp_time }: Stamped, tookMs: number): StampingEvent[] {
  if (blake3_hash === null || stamp_time === null) return [];
  const { uid, file_path, content_length } = metadata as { uid: string; file_path?: string; content_length: number };
  const payload: StampCreatedEvent = {
    stamp_id: uid,
    file_hash: blake3_hash,
    file_path: file_path ?? '',
    file_size_bytes: content_length,
    execution_time_ms: rounded(tookMs),
    hash_algorithm,
    created_at: stamp_time,
  };
  return [{ type: 'metadata.stamp.created', key: blake3_hash, payload: { ...payload } }];
}

/** One for each stamp, and one for the batch, whose id is derived from what was stamped. */
export function batchEvents(
  stamps: readonly Stamped[],
  failed_files: number,
  tookMs: number,
  now: Date,
): StampingEvent[] {
  const total_files = stamps.length + failed_files;
  const batch_id = derivedId('stamped batch', ...stamps.map(({ metadata }) => String(metadata['uid'])));
  const average = tookMs / Math.max(1, total_files);
  const payload: StampBatchProcessedEvent = {
    batch_id,
    total_files,
    successful_files: stamps.length,
    failed_files,
    success_rate: total_files === 0 ? 1 : stamps.length / total_files,
    total_processing_time_ms: rounded(tookMs),
    average_processing_time_ms: rounded(average),
    processed_at: now.toISOString(),
  };
  const distinct = new Map(stamps.map((stamp) => [stamp.metadata['uid'], stamp]));
  const created = [...distinct.values()].flatMap((stamp) => createdEvents(stamp, average));
  return [...created, { type: 'metadata.batch.processed', key: batch_id, payload: { ...payload } }];
}

export function validatedEvents(
  { valid, metadata, verified_at, reason }: VerifyResponse,
  tookMs: number,
): StampingEvent[] {
  const hash = metadata['blake3_hash'];
  const payload: StampValidatedEvent = {
    file_hash: typeof hash === 'string' ? hash : '',
    validation_result: valid,
    validation_time_ms: rounded(tookMs),
    hash_algorithm,
    validated_at: verified_at,
    ...(reason !== null && { error_message: reason }),
  };
  return [{ type: 'metadata.stamp.validated', key: payload.file_hash, payload: { ...payload } }];
}

/** In the Python service's envelope. */
export function encodeStampingEvents(
  cause: Cause,
  events: readonly StampingEvent[],
  { environment, key: signingKey }: StampingEventsOptions,
  origin: Origin,
): OutboundRecord[] {
  const caused = events.map(({ type, key, payload }) => ({
    form: 'stamping' as const,
    topic: STAMPING_EVENT_TOPICS[type].replace('{env}', environment),
    eventType: type,
    payload,
    beside: { security_context: signingKey === null ? null : signPayload(payload, signingKey) },
    key: key === '' ? null : key,
  }));
  return encodeCaused(cause, caused, origin);
}

/** Milliseconds to three places. */
function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1_000) / 1_000;
}
