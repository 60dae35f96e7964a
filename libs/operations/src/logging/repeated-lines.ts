/** How long an equal line is not written again. */
const QUIET_MS = 60_000;
/** Lines remembered; the one that was written longest ago is forgotten first. */
const REMEMBERED = 100;

interface Written {
  readonly at: number;
  readonly left: number;
}

/** Keeps a fault that repeats every second from filling the log: an equal line is written once a minute. */
export class RepeatedLines {
  readonly #written = new Map<string, Written>();

  constructor(private readonly elapsedMs: () => number = () => performance.now()) {}

  /** How many equal lines were left out since the last one that was written; `null` leaves this one out too. */
  admit(line: string): number | null {
    const last = this.#written.get(line);
    const now = this.elapsedMs();
    if (last !== undefined && now - last.at < QUIET_MS) {
      this.#written.set(line, { ...last, left: last.left + 1 });
      return null;
    }
    this.#written.delete(line);
    this.#written.set(line, { at: now, left: 0 });
    this.#forget();
    return last?.left ?? 0;
  }

  #forget(): void {
    const [oldest] = this.#written.keys();
    if (this.#written.size > REMEMBERED && oldest !== undefined) this.#written.delete(oldest);
  }
}
