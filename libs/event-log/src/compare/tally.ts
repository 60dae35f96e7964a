import type { Comparison, Verdict } from './compare-replies';
import { fieldOf } from './differences';
import type { NotComparable } from './exchange';
import { Times, type Speed } from './times';

export interface Counts {
  requests: number;
  equal: number;
  different: number;
  outcome_changed: number;
  not_comparable: number;
}

/** How often, and one case of it. */
export interface Counted {
  readonly count: number;
  readonly example: Example;
}

interface Example {
  /** `topic/partition/offset` of the request. */
  readonly request: string;
  readonly recorded: unknown;
  readonly now: unknown;
}

/** What a comparison has come to. */
export interface Summary extends Readonly<Counts> {
  readonly operations: Readonly<Record<string, Counts>>;
  /** By field, those with the most differences first. */
  readonly fields: Readonly<Record<string, Counted>>;
  readonly outcomes: Readonly<Record<string, Counted>>;
  readonly reasons: Readonly<Partial<Record<NotComparable, number>>>;
  /** Fields of which only the kind of value was compared. */
  readonly varying: readonly string[];
  readonly speed: Speed | null;
}

/** Different fields that are told apart; maps with free keys must not make a tally without end. */
const MAX_FIELDS = 1_000;
const OTHERS = '(others)';

/** Of an example, as JSON, in UTF-16 units. */
const MAX_EXAMPLE = 200;

/** Takes comparisons in, however many. */
export class Tally {
  readonly #all = noCounts();
  readonly #operations = new Map<string, Counts>();
  readonly #fields = new Map<string, Counted>();
  readonly #outcomes = new Map<string, Counted>();
  readonly #reasons = new Map<NotComparable, number>();
  readonly #varying = new Set<string>();
  readonly #times = new Times();

  /** `operation` is what its topic says; `place` where the request was. */
  add(operation: string, place: string, { verdict, varying, times }: Comparison): void {
    const ofOperation = this.#operations.get(operation) ?? noCounts();
    this.#operations.set(operation, ofOperation);
    for (const counts of [this.#all, ofOperation]) {
      counts.requests += 1;
      counts[verdict.kind] += 1;
    }
    for (const field of varying) if (this.#varying.size < MAX_FIELDS) this.#varying.add(field);
    if (times !== null) this.#times.add(times);
    this.#count(place, verdict);
  }

  get requests(): number {
    return this.#all.requests;
  }

  get summary(): Summary {
    return {
      ...this.#all,
      operations: Object.fromEntries(sorted([...this.#operations])),
      fields: Object.fromEntries(byCount(this.#fields)),
      outcomes: Object.fromEntries(byCount(this.#outcomes)),
      reasons: Object.fromEntries(this.#reasons),
      varying: [...this.#varying].sort(),
      speed: this.#times.speed,
    };
  }

  #count(request: string, verdict: Verdict): void {
    switch (verdict.kind) {
      case 'equal':
        return;
      case 'not_comparable':
        this.#reasons.set(verdict.reason, (this.#reasons.get(verdict.reason) ?? 0) + 1);
        return;
      case 'outcome_changed': {
        const { recorded, now } = verdict;
        count(this.#outcomes, `${recorded} → ${now}`, { request, recorded, now });
        return;
      }
      case 'different': {
        const first = new Map(verdict.differences.toReversed().map((one) => [fieldOf(one.path), one]));
        for (const [field, { recorded, now }] of [...first].toReversed()) {
          count(this.#fields, field, { request, recorded, now });
        }
      }
    }
  }
}

function noCounts(): Counts {
  return { requests: 0, equal: 0, different: 0, outcome_changed: 0, not_comparable: 0 };
}

function count(counted: Map<string, Counted>, name: string, { request, recorded, now }: Example): void {
  const key = counted.has(name) || counted.size < MAX_FIELDS ? name : OTHERS;
  const before = counted.get(key);
  const example = before?.example ?? { request, recorded: excerpt(recorded), now: excerpt(now) };
  counted.set(key, { count: (before?.count ?? 0) + 1, example });
}

/** The value, or where it is long the beginning of its JSON. */
function excerpt(value: unknown): unknown {
  const text = JSON.stringify(value) ?? '';
  return text.length <= MAX_EXAMPLE ? value : `${text.slice(0, MAX_EXAMPLE)}…`;
}

function byCount(counted: ReadonlyMap<string, Counted>): [string, Counted][] {
  return [...counted].sort(([, a], [, b]) => b.count - a.count);
}

function sorted<Value>(entries: readonly [string, Value][]): [string, Value][] {
  return entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
}
