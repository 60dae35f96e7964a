import { encodeHeaders, rawHeadersOf } from '#contracts';
import { NO_METADATA, type LoggedEvent } from './event';

export const REQUEST = 'omninode.bridge.request.stamp.v1';
export const RESPONSE = 'omninode.bridge.response.stamp.v1';
export const SIDE_EVENT = 'omninode.bridge.event.metadata_stamped.v1';
export const STATUS = 'omninode_codegen_status_session_v1';
export const DEAD_LETTERS = 'omninode.bridge.request.stamp.v1.dlq';

const NOON = Date.UTC(2026, 10, 29, 12);

interface Given extends Partial<Omit<LoggedEvent, 'value' | 'headers'>> {
  /** Milliseconds after noon. */
  readonly at?: number;
  readonly value?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Of the log, with its position for its offset, and recorded when it was sent. */
export function loggedEvent(
  position: number,
  { at = position, value = {}, headers, ...given }: Given = {},
): LoggedEvent {
  const time = new Date(NOON + at);
  return {
    position: String(position),
    recordedAt: time,
    kind: 'traffic',
    eventId: `00000000-0000-8000-8000-${String(position).padStart(12, '0')}`,
    topic: 'spec.events',
    partition: 0,
    offset: String(position),
    kafkaTime: time,
    key: Buffer.from('key'),
    value: value === null ? null : Buffer.from(JSON.stringify(value)),
    headers: headers === undefined ? null : encodeHeaders(rawHeadersOf(headers)),
    seal: null,
    ...NO_METADATA,
    correlationId: 'c-1',
    ...given,
  };
}

export function statusEvent(position: number, status: string, progress: number, given: Given = {}): LoggedEvent {
  const payload = { status, progress_percentage: progress, message: `${status} at ${progress}` };
  return loggedEvent(position, { topic: STATUS, value: { payload }, ...given });
}

/** Of the record at that position. */
export function deadLetter(position: number, of: number, given: Given = {}): LoggedEvent {
  const place = { original_topic: REQUEST, original_partition: '0', original_offset: String(of) };
  return loggedEvent(position, {
    topic: DEAD_LETTERS,
    headers: { ...place, 'x-error-code': 'invalid_payload' },
    ...given,
  });
}
