import { isDeepStrictEqual } from 'node:util';
import type { EventFacts } from './facts';
import type { Cause } from './parents';

/**
 * What is unusual about an event: the same was sent before, the request was asked before under another id, it was
 * redriven or replayed, it names a cause that is not here, or one that it is itself a cause of.
 */
export type Mark = 'duplicate' | 'retry' | 'replayed' | 'missing_cause' | 'cycle';

/** By place in the list, which is in the order of time. */
export function findMarks(
  events: readonly EventFacts[],
  causes: readonly (Cause | null)[],
): readonly (readonly Mark[])[] {
  const ids = new Set(events.flatMap(({ event: { envelopeId } }) => envelopeId ?? []));
  const asked = new Set<string>();
  const sent = new Map<string, EventFacts>();
  return events.map((facts, index) => {
    const { event, pattern, replayed } = facts;
    const marks: Mark[] = [];
    const again = isSentAgain(facts, sent);
    if (replayed) marks.push('replayed');
    else if (again) marks.push('duplicate');
    else if (pattern === 'request' && asked.has(event.topic)) marks.push('retry');
    if (pattern === 'request') asked.add(event.topic);
    const { causationId } = event;
    if (causationId !== null && !ids.has(causationId)) marks.push('missing_cause');
    else if (causationId !== null && causes[index]?.by !== 'causation') marks.push('cycle');
    return marks;
  });
}

/** The id says so; without one, topic, key and bytes do. */
function isSentAgain(facts: EventFacts, sent: Map<string, EventFacts>): boolean {
  const { topic, envelopeId, key, value } = facts.event;
  const name = JSON.stringify([topic, envelopeId ?? [key?.toString('base64'), value?.length]]);
  const before = sent.get(name);
  if (before === undefined) sent.set(name, facts);
  return before !== undefined && (envelopeId !== null || isDeepStrictEqual(before.event.value, value));
}
