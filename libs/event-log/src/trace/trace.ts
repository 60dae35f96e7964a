import type { LoggedEvent } from '../event';
import { groupedBy } from '../grouped-by';
import { factsOf, type EventFacts } from './facts';
import { findMarks, type Mark } from './marks';
import { outcomeOf, settle, type Outcome, type Settled } from './outcome';
import { findCauses, type FoundBy } from './parents';

/** An event in its place among what caused it and what it caused. */
export interface Hop extends EventFacts {
  /** Place of its cause in the trace; `null` for what nothing here caused. */
  readonly parent: number | null;
  readonly foundBy: FoundBy | null;
  /** How many events are above it. */
  readonly depth: number;
  /** From its cause to it; below 0 where clocks differ. */
  readonly latencyMs: number | null;
  readonly marks: readonly Mark[];
  /** Of a request. */
  readonly settled: Settled | null;
}

export interface Trace {
  readonly outcome: Outcome;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly durationMs: number;
  /** Each cause before what it caused, those of one cause in the order of time. */
  readonly hops: readonly Hop[];
}

/** The events of one correlation id as a tree of causes; `null` where there are none. Each event is in it once. */
export function traceOf(events: readonly LoggedEvent[]): Trace | null {
  const facts = events.map(factsOf).sort(byTime);
  const [first, last] = [facts[0], facts.at(-1)];
  if (first === undefined || last === undefined) return null;
  const hops = placed(facts);
  const attempts = hops
    .flatMap((hop) => (hop.settled === null ? [] : [{ ...hop, ...hop.settled, topic: hop.event.topic }]))
    .sort(byTime);
  return {
    outcome: outcomeOf(attempts),
    startedAt: first.at,
    endedAt: last.at,
    durationMs: last.at - first.at,
    hops,
  };
}

/** In the order of time, and of the log where that is the same. */
export function byTime(a: EventFacts, b: EventFacts): number {
  return a.at - b.at || (BigInt(a.event.position) < BigInt(b.event.position) ? -1 : 1);
}

function placed(facts: readonly EventFacts[]): readonly Hop[] {
  const causes = findCauses(facts);
  const marks = findMarks(facts, causes);
  const caused = groupedBy(causes.keys(), (index) => causes[index]?.parent ?? null);
  const hops: Hop[] = [];
  const placeOf = new Map<number, number>();
  // The next one is at the end. What nothing caused is there, because no event is among its own causes.
  const waiting = caused.get(null)!.toReversed();
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const [own, cause, below] = [facts[index]!, causes[index] ?? null, caused.get(index) ?? []];
    const parent = cause === null ? null : placeOf.get(cause.parent)!;
    placeOf.set(index, hops.length);
    hops.push({
      ...own,
      parent,
      foundBy: cause?.by ?? null,
      depth: parent === null ? 0 : hops[parent]!.depth + 1,
      latencyMs: cause === null ? null : own.at - facts[cause.parent]!.at,
      marks: marks[index]!,
      settled:
        own.pattern === 'request'
          ? settle(
              own,
              below.map((at) => facts[at]!),
            )
          : null,
    });
    waiting.push(...below.toReversed());
  }
  return hops;
}
