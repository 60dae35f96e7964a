/** Milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}

export interface Speed {
  /** How many answers say what they took. */
  readonly answers: number;
  readonly recorded: Percentiles;
  readonly now: Percentiles;
  readonly slower: number;
  readonly faster: number;
}

/** Less than both is chance: the share of the longer time, and milliseconds. */
const CHANCE = { share: 0.2, ms: 5 };

/** What answers took, whole milliseconds as they say it: so many different ones there are, and no more is kept. */
export class Times {
  readonly #recorded = new Map<number, number>();
  readonly #now = new Map<number, number>();
  #answers = 0;
  #slower = 0;
  #faster = 0;

  add({ recorded, now }: { readonly recorded: number; readonly now: number }): void {
    this.#answers += 1;
    count(this.#recorded, recorded);
    count(this.#now, now);
    const longer = Math.max(recorded, now);
    if (Math.abs(now - recorded) <= Math.max(CHANCE.ms, CHANCE.share * longer)) return;
    if (now > recorded) this.#slower += 1;
    else this.#faster += 1;
  }

  /** `null` where no answer said it. */
  get speed(): Speed | null {
    const [answers, slower, faster] = [this.#answers, this.#slower, this.#faster];
    if (answers === 0) return null;
    const [recorded, now] = [this.#recorded, this.#now].map((times) => percentilesOf(times, answers));
    return { answers, recorded: recorded!, now: now!, slower, faster };
  }
}

function count(times: Map<number, number>, ms: number): void {
  const whole = Math.round(ms);
  times.set(whole, (times.get(whole) ?? 0) + 1);
}

function percentilesOf(times: ReadonlyMap<number, number>, answers: number): Percentiles {
  const ascending = [...times].sort(([a], [b]) => a - b);
  return { p50: percentile(ascending, answers * 0.5), p95: percentile(ascending, answers * 0.95) };
}

function percentile(ascending: readonly (readonly [ms: number, count: number])[], rank: number): number {
  let seen = 0;
  for (const [ms, of] of ascending) if ((seen += of) >= rank) return ms;
  return 0;
}
