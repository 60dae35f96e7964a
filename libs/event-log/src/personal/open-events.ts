import type { Opened, PersonalData, Remains } from '#personal-data';
import type { LoggedEvent } from '../event';

/** What is stored of an event, as far as sealing is concerned. */
export type Sealable = Pick<LoggedEvent, 'eventId' | 'key' | 'value' | 'headers' | 'seal'> & {
  readonly valueBytes?: number | null;
};

/** Events as they were, where the keys of those they are about are still there; what is not sealed costs nothing. */
export async function openEvents<Event extends Sealable>(
  personal: PersonalData,
  events: readonly Event[],
): Promise<readonly Event[]> {
  const sealed = events.filter(({ seal, value }) => seal === 'sealed' && value !== null);
  if (sealed.length === 0) return events;
  const envelopes = sealed.map(({ eventId, value }) => ({ envelope: value!, context: contextOf(eventId) }));
  const opened = await personal.openPartly(envelopes);
  const byId = new Map(sealed.map((event, index) => [event.eventId, withOpened(event, opened[index]!)]));
  return events.map((event) => byId.get(event.eventId) ?? event);
}

function contextOf(eventId: string): Buffer {
  return Buffer.from(eventId.replaceAll('-', ''), 'hex');
}

function withOpened<Event extends Sealable>(event: Event, opened: Opened | Remains): Event {
  const size = (value: Buffer | null) => 'valueBytes' in event && { valueBytes: value?.length ?? null };
  if (typeof opened === 'string') return { ...event, value: null, ...size(null), seal: opened };
  if ('remains' in opened) return { ...event, value: opened.remains, ...size(opened.remains), seal: 'partly' };
  const [key = null, value = null, headers = null] = opened;
  return { ...event, key, value, headers, ...size(value), seal: 'open' };
}
