import type { InboundRecord } from './record';

/** What a record that is sent again says of that, in its headers. */
export const REPLAY_HEADERS = {
  /** The replay that sent it: the id of its job. A redriven record has none: it is to be handled as if it were new. */
  id: 'x-replay-id',
  /** Where it was when it was sent first: `topic/partition/offset`. */
  of: 'x-replay-of',
  /** How often it was sent again, by replays and from dead letters. */
  count: 'x-replay-count',
  /** Its `traceparent` from before: being sent again is no part of that trace. */
  traceparent: 'x-replay-traceparent',
} as const;

type Texts = Readonly<Record<string, string>>;

/** For a record with these headers that is sent once more. */
export function replayCount(headers: Texts): Texts {
  return { [REPLAY_HEADERS.count]: String(replayCountOf(headers[REPLAY_HEADERS.count]) + 1) };
}

/** The same for one that a replay sends; `place` is where it was found. What was a replay already keeps its first place. */
export function replayHeaders(
  headers: Texts,
  id: string,
  place: Pick<InboundRecord, 'topic' | 'partition' | 'offset'>,
): Texts {
  const first = headers[REPLAY_HEADERS.of];
  const of = isPlace(first) ? first : [place.topic, place.partition, place.offset].join('/');
  return { [REPLAY_HEADERS.id]: id, [REPLAY_HEADERS.of]: of, ...replayCount(headers) };
}

/** How often a record was sent again before. */
export function replayCountOf(header: Buffer | string | undefined): number {
  const count = Number(header?.toString() ?? 0);
  return Number.isSafeInteger(count) && count >= 0 ? count : 0;
}

/** Whether a replay sent this record. */
export function isReplayed({ headers }: Pick<InboundRecord, 'headers'>): boolean {
  return headers[REPLAY_HEADERS.id] !== undefined;
}

/** Unique for a record as it was sent first, however often it is replayed. */
export function firstPlaceOf({ topic, partition, offset, headers }: InboundRecord): string {
  const first = headers[REPLAY_HEADERS.of]?.toString();
  return isPlace(first) ? first.replaceAll('/', '-') : `${topic}-${partition}-${offset}`;
}

function isPlace(text: string | undefined): text is string {
  return text !== undefined && /^[\w.-]{1,249}\/\d{1,10}\/\d{1,19}$/.test(text);
}
