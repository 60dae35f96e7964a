import { createContext, Script, type Context } from 'node:vm';

/** Steps of one comparison. Schemas of real events take some hundreds; a hostile one must not hold a build for minutes. */
const STEPS = 100_000;

/** Longer than any pattern of an event, in characters. */
const MAX_PATTERN = 4_096;
const MAX_TEXT = 65_536;

/**
 * A pattern that backtracks without end is stopped after this much processor time; it is the last one the comparison
 * tries. Others take microseconds, so the answer does not depend on how busy the machine is.
 */
const PATTERN_CPU_MS = 100;

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
      return test(pattern, text);
    } catch (error) {
      if (isTimeout(error)) this.#matching = false;
      return undefined;
    }
  }
}

/** In a context of its own, because only there a regular expression can be stopped. */
const TEST = new Script('new RegExp(pattern, "u").test(text)');
let context: Context | undefined;

/** What was stopped while other programs had the processor is tried again, and longer. */
function test(pattern: string, text: string, timeout = PATTERN_CPU_MS): boolean {
  context ??= createContext(Object.create(null) as object);
  Object.assign(context, { pattern, text });
  const before = process.cpuUsage();
  try {
    return TEST.runInContext(context, { timeout }) === true;
  } catch (error) {
    const { user, system } = process.cpuUsage(before);
    if (!isTimeout(error) || user + system >= PATTERN_CPU_MS * 1_000) throw error;
    return test(pattern, text, 2 * timeout);
  }
}

function isTimeout(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
