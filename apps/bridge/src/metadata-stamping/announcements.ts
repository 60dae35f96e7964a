import { encodeEvents, type DomainEvent, type Origin, type OutboundRecord } from '#contracts';
import { inTurns, TURN_UNITS } from '#stamping';
import type { Stamped } from './http-stamping';

/** How a content that was asked for ended. */
export interface Ended {
  readonly stamped: Stamped;
  readonly events: readonly DomainEvent[];
}

/** That are encoded in one turn of the event loop. */
const EVENTS_IN_TURN = 64;

/** The events about the contents of one request; equal contents are one stamp, announced once. */
export async function announcements(
  ended: readonly Ended[],
  correlationId: string,
  origin: Origin,
): Promise<readonly OutboundRecord[]> {
  const events = distinctEvents(ended);
  const turns = Array.from({ length: Math.ceil(events.length / EVENTS_IN_TURN) }, (_, turn) => turn * EVENTS_IN_TURN);
  const encode = (from: number) => {
    const cause = { origin: origin.newId(), eventId: null, correlationId, sessionId: null, trace: {} };
    return encodeEvents(cause, events.slice(from, from + EVENTS_IN_TURN), origin);
  };
  return (await inTurns(turns, encode, () => TURN_UNITS)).flat();
}

function distinctEvents(ended: readonly Ended[]): readonly DomainEvent[] {
  const byStamp = new Map<unknown, readonly DomainEvent[]>();
  for (const { stamped, events } of ended) byStamp.set('row' in stamped ? stamped.row.uid : stamped, events);
  return [...byStamp.values()].flat();
}
