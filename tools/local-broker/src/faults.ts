import { ApiName } from './apis';

/** Which of the matching requests a fault hits: the n-th from now on (counted from 1), or the first so many. */
export interface Which {
  readonly nth?: number;
  readonly times?: number;
}

/** What the server is to do with one request. */
export interface Verdict {
  readonly delayMs: number;
  readonly error: number;
  readonly drop: 'before' | 'after' | undefined;
}

interface Rule {
  readonly api: ApiName | 'any';
  readonly effect: Partial<Verdict>;
  /** Matching requests to let pass first, then matching requests to hit. */
  skip: number;
  left: number;
}

/** Test hooks: what goes wrong on purpose. Rules add up; `clear` removes them all. */
export class Faults {
  private rules: Rule[] = [];

  constructor(private readonly hooks: { refuse: (on: boolean) => void; forceRebalance: (groupId: string) => void }) {}

  /** While on, existing connections are cut and new ones closed at once. */
  refuse(on: boolean): void {
    this.hooks.refuse(on);
  }

  /** Holds matching requests back before they are handled; without `times` all of them. */
  delay(api: ApiName | 'any', ms: number, times = Infinity): void {
    this.rules.push({ api, effect: { delayMs: ms }, skip: 0, left: times });
  }

  /**
   * Cuts the connection at the n-th matching request from now on. With `after` the request takes effect first and only
   * its answer is lost.
   */
  dropConnection(api: ApiName | 'any', nth = 1, when: 'before' | 'after' = 'before'): void {
    this.rules.push({ api, effect: { drop: when }, skip: nth - 1, left: 1 });
  }

  /** Answers matching requests with a Kafka error code and no effect; without `which` the next one only. */
  error(api: ApiName, code: number, which: Which = {}): void {
    const left = which.times ?? 1;
    this.rules.push({ api, effect: { error: code }, skip: (which.nth ?? 1) - 1, left });
  }

  forceRebalance(groupId: string): void {
    this.hooks.forceRebalance(groupId);
  }

  /** Removes every rule and accepts connections again. */
  clear(): void {
    this.rules = [];
    this.hooks.refuse(false);
  }

  /** Counts the request and says what shall happen to it. */
  judge(api: ApiName): Verdict {
    const hits = this.rules.filter((rule) => (rule.api === api || rule.api === 'any') && strikes(rule));
    this.rules = this.rules.filter((rule) => rule.left > 0);
    return {
      delayMs: hits.reduce((sum, rule) => sum + (rule.effect.delayMs ?? 0), 0),
      error: hits.find((rule) => rule.effect.error)?.effect.error ?? 0,
      drop: hits.find((rule) => rule.effect.drop)?.effect.drop,
    };
  }
}

function strikes(rule: Rule): boolean {
  if (rule.skip > 0) {
    rule.skip--;
    return false;
  }
  rule.left--;
  return true;
}
