import { createContext, Script } from 'node:vm';

/** Steps of one comparison. Schemas of real events take some hundreds; a hostile one must not hold a build for minutes. */
const STEPS = 100_000;

/** Longer than any pattern of an event, in characters. */
const MAX_PATTERN = 4_096;
const MAX_TEXT = 65_536;

/** A pattern that backtracks without end is stopped after this; it is the last one the comparison tries. */
const PATTERN_TIMEOUT_MS = 50;

/** Thrown and caught inside this folder: the comparison costs too much to be finished. */
export class BudgetSpent extends Error {}

/** What one comparison may cost. */
export class Budget {
  #steps = STEPS;
  #matching = true;
  readonly #matches = new Map<string, boolean | undefined>();

  spend(steps = 1): void {
    this.#steps -= steps;
    if (this.#steps < 0) throw new BudgetSpent('the schemas are too large to compare');
  }

  /** Whether `text` matches as JSON Schema says (Unicode, unanchored); `undefined` where that cannot be found out. */
  matches(pattern: string, text: string): boolean | undefined {
    this.spend();
    const key = `${pattern.length}:${pattern}${text}`;
    if (!this.#matches.has(key)) this.#matches.set(key, this.#match(pattern, text));
    return this.#matches.get(key);
  }

  #match(pattern: string, text: string): boolean | undefined {
    if (!this.#matching || pattern.length > MAX_PATTERN || text.length > MAX_TEXT) return undefined;
    try {
      const context = createContext(Object.assign(Object.create(null) as object, { pattern, text }));
      return TEST.runInContext(context, { timeout: PATTERN_TIMEOUT_MS }) === true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') this.#matching = false;
      return undefined;
    }
  }
}

/** In a context of its own, because only there a regular expression can be stopped. */
const TEST = new Script('new RegExp(pattern, "u").test(text)');
