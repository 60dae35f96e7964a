/** So long equal lines are only counted. */
const WINDOW_MS = 10_000;

interface Repeated {
  readonly services: Set<string>;
  times: number;
}

/**
 * Shows what services complain of: the first of equal lines at once, of those that follow within ten seconds only how
 * many they were and whose.
 */
export class Repeats {
  readonly #counted = new Map<string, Repeated>();

  constructor(
    private readonly say: (line: string) => void,
    private readonly windowMs = WINDOW_MS,
  ) {}

  show(service: string, line: string): void {
    const known = this.#counted.get(line);
    if (known !== undefined) {
      known.times += 1;
      known.services.add(service);
      return;
    }
    this.say(`[${service}] ${line}`);
    this.#count(line);
  }

  /** Equal lines go on being counted for as long as they come. */
  #count(line: string): void {
    const repeated: Repeated = { services: new Set(), times: 0 };
    this.#counted.set(line, repeated);
    setTimeout(() => {
      if (repeated.times === 0) return this.#counted.delete(line);
      const times = repeated.times === 1 ? 'once more' : `${repeated.times} times more`;
      this.say(`[${[...repeated.services].join(', ')}] ${line} (${times})`);
      return this.#count(line);
    }, this.windowMs).unref();
  }
}
