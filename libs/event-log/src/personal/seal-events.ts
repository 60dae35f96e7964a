import { decodeHeaders, encodeHeaders, REPLAY_HEADERS } from '#contracts';
import { MAX_SUBJECTS, mentions, type PersonalData, type Sealed } from '#personal-data';
import type { EventMetadata, NewEvent } from '../event';

/** By which a trace and a replay tell what a record is; they are of the programs' own making. */
const KEPT_HEADERS: ReadonlySet<string> = new Set([
  ...Object.values(REPLAY_HEADERS),
  'x-error-code',
  'original_topic',
  'original_partition',
  'original_offset',
]);

/** So much of what is sealed stays readable: places, times, and ids that do not say who it is. */
const IDS = [
  'envelopeId',
  'correlationId',
  'causationId',
  'sessionId',
  'traceId',
  'eventType',
  'source',
  'schemaVersion',
] as const satisfies readonly (keyof EventMetadata)[];

/** Events that are about nobody stay as they are; of the others key, value and headers are sealed. */
export async function sealEvents(
  personal: PersonalData,
  events: readonly NewEvent[],
  now: () => Date,
): Promise<readonly NewEvent[]> {
  if (personal.masters === undefined) return events;
  const found = events.map((event) => ({ event, subjects: personal.subjectsOf(inWords(event)) }));
  const about = found.filter(({ subjects }) => subjects.size > 0);
  if (about.length === 0) return events;
  const sealed = await personal.seal(
    about.map(({ event, subjects }) => ({
      subjects,
      at: event.kafkaTime ?? now(),
      parts: [event.key, event.value, event.headers],
      pieces: personal.piecesOf(inWords(event), subjects),
      context: event.id,
    })),
  );
  const byEvent = new Map(
    about.map(({ event, subjects }, index) => [event, withSeal(event, subjects, sealed[index]!)]),
  );
  return events.map((event) => byEvent.get(event) ?? event);
}

function withSeal(event: NewEvent, subjects: ReadonlySet<string>, { envelope, keyIds }: Sealed): NewEvent {
  const hidden = IDS.filter((name) => mentions(event[name] ?? '', subjects));
  return {
    ...event,
    ...Object.fromEntries(hidden.map((name) => [name, null])),
    ...(subjects.size > MAX_SUBJECTS && { unreadable: TOO_MANY }),
    key: null,
    value: envelope,
    headers: event.headers && keptHeaders(event.headers, subjects),
    keyIds,
  };
}

/** As names are looked for: bytes of Avro have none. */
function inWords(event: NewEvent): NewEvent {
  return event.said === undefined ? event : { ...event, value: event.said };
}

const TOO_MANY = `too_many_subjects: it is about more than ${MAX_SUBJECTS} people`;

function keptHeaders(bytes: Buffer, subjects: ReadonlySet<string>): Buffer | null {
  try {
    return encodeHeaders(
      decodeHeaders(bytes).filter(
        ([name, value]) => KEPT_HEADERS.has(name.toString()) && !mentions(value?.toString() ?? '', subjects),
      ),
    );
  } catch {
    return null;
  }
}
