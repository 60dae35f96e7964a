import { encodeEvents, type Cause, type DomainEvent, type Origin, type OutboundRecord } from '#contracts';
import { inTurns, stampResponse, TURN_UNITS } from '#stamping';
import {
  batchEvents,
  createdEvents,
  encodeStampingEvents,
  type StampingEvent,
  type StampingEventsOptions,
} from '../stamping-events/stamping-events';
import type { Stamped } from './http-stamping';

/** How a content that was asked for ended. */
export interface Ended {
  readonly stamped: Stamped;
  readonly events: readonly DomainEvent[];
}

/** What a batch has besides its contents: how many of its items stand for none. */
export interface AskedBatch {
  readonly failed: number;
}

export interface Announcing {
  readonly origin: Origin;
  /** `null`: those of the Python service are not published. */
  readonly stampingEvents: StampingEventsOptions | null;
  readonly batch: AskedBatch | undefined;
  readonly tookMs: number;
}

/** That are encoded in one turn of the event loop. */
const EVENTS_IN_TURN = 64;

/** The events about the contents of one request; equal contents are one stamp, announced once. */
export async function announcements(
  ended: readonly Ended[],
  correlationId: string,
  announcing: Announcing,
): Promise<readonly OutboundRecord[]> {
  const { origin, stampingEvents } = announcing;
  const cause = (): Cause => {
    return { origin: origin.newId(), eventId: null, correlationId, sessionId: null, trace: {} };
  };
  const own = await encoded(distinctEvents(ended), (events) => encodeEvents(cause(), events, origin));
  if (stampingEvents === null) return own;
  const others = await encoded(stampingEventsOf(ended, announcing), (events) =>
    encodeStampingEvents(cause(), events, stampingEvents, origin),
  );
  return [...own, ...others];
}

async function encoded<Event>(
  events: readonly Event[],
  encode: (some: readonly Event[]) => readonly OutboundRecord[],
): Promise<readonly OutboundRecord[]> {
  const turns = Array.from({ length: Math.ceil(events.length / EVENTS_IN_TURN) }, (_, turn) => turn * EVENTS_IN_TURN);
  const records = await inTurns(
    turns,
    (from) => encode(events.slice(from, from + EVENTS_IN_TURN)),
    () => TURN_UNITS,
  );
  return records.flat();
}

function stampingEventsOf(ended: readonly Ended[], { origin, batch, tookMs }: Announcing): readonly StampingEvent[] {
  const stamps = ended.flatMap(({ stamped }) => ('row' in stamped ? [stampResponse(stamped.row)] : []));
  return batch === undefined
    ? stamps.flatMap((stamp) => createdEvents(stamp, tookMs))
    : batchEvents(stamps, batch.failed + ended.length - stamps.length, tookMs, origin.now());
}

function distinctEvents(ended: readonly Ended[]): readonly DomainEvent[] {
  const byStamp = new Map<unknown, readonly DomainEvent[]>();
  for (const { stamped, events } of ended) byStamp.set('row' in stamped ? stamped.row.uid : stamped, events);
  return [...byStamp.values()].flat();
}
