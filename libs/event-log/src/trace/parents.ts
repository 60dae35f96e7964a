import { entriesOfTopic } from '#contracts';
import { groupedBy } from '../grouped-by';
import type { EventFacts } from './facts';

/**
 * How the cause of an event was found: it names it; it holds its record; it answers it; or nothing but the time says so,
 * and it is the last request before.
 */
export type FoundBy = 'causation' | 'record' | 'reply' | 'time';

export interface Cause {
  /** Place in the list of events. */
  readonly parent: number;
  readonly by: FoundBy;
}

/**
 * The cause of each event of a conversation, by its place in the list, which is in the order of time; `null` for what
 * nothing caused. What is named counts before what is guessed, and no event is among its own causes.
 */
export function findCauses(events: readonly EventFacts[]): readonly (Cause | null)[] {
  const causes: (Cause | null)[] = events.map(() => null);
  for (const find of [namedCauses(events), guessedCauses(events)]) {
    for (const [index, event] of events.entries()) {
      const cause = causes[index] === null ? find(event, index) : null;
      if (cause !== null && !isAbove(index, cause.parent, causes)) causes[index] = cause;
    }
  }
  return causes;
}

type Find = (event: EventFacts, index: number) => Cause | null;

function namedCauses(events: readonly EventFacts[]): Find {
  const byId = groupedBy(events.keys(), (at) => events[at]!.event.envelopeId);
  const byPlace = groupedBy(events.keys(), (at) => placeOf(events[at]!));
  const find = (places: readonly number[] | undefined, index: number, by: FoundBy): Cause | null => {
    const parent = nearest(places, index);
    return parent === undefined ? null : { parent, by };
  };
  return ({ event: { causationId }, original }, index) =>
    (causationId === null ? null : find(byId.get(causationId), index, 'causation')) ??
    (original === null ? null : find(byPlace.get(original), index, 'record'));
}

function placeOf({ event: { topic, partition, offset } }: EventFacts): string {
  return `${topic}/${partition}/${offset}`;
}

/** Clocks differ, so what is found before is taken first, and what is found behind where there is nothing else. */
function nearest(places: readonly number[] | undefined, index: number): number | undefined {
  return places?.findLast((place) => place < index) ?? places?.find((place) => place > index);
}

function guessedCauses(events: readonly EventFacts[]): Find {
  const requests = [...events.keys()].filter((index) => events[index]?.pattern === 'request');
  const asked = new Map<string, readonly number[]>();
  const askedBefore = (response: string): readonly number[] => {
    const known = asked.get(response) ?? requests.filter((at) => isAnswer(response, events[at]!.event.topic));
    asked.set(response, known);
    return known;
  };
  return ({ event, pattern }, index) => {
    if (pattern === 'response') {
      const parent = nearest(askedBefore(event.topic), index) ?? nearest(requests, index);
      return parent === undefined ? null : { parent, by: 'reply' };
    }
    // Who names a cause that is not here was not caused by what is.
    if (pattern === 'request' || event.causationId !== null) return null;
    const parent = requests.findLast((at) => at < index);
    return parent === undefined ? null : { parent, by: 'time' };
  };
}

/** Whether by the catalog the one topic has the replies to the requests on the other. */
function isAnswer(response: string, request: string): boolean {
  const names = new Set(entriesOfTopic(response).map(({ name }) => name));
  return entriesOfTopic(request).some(({ answeredBy }) => answeredBy !== undefined && names.has(answeredBy));
}

/** Whether `index` is `place`, or among what caused it. */
function isAbove(index: number, place: number, causes: readonly (Cause | null)[]): boolean {
  for (let at: number | undefined = place; at !== undefined; at = causes[at]?.parent) if (at === index) return true;
  return false;
}
