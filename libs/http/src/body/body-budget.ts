/** Bodies up to this many bytes are held without asking: the requests under way are few. */
const SMALL_BYTES = 2 * 1024 * 1024;

/** What all larger ones may have together; one that is parsed takes several times its size. */
const BUDGET_BYTES = 256 * 1024 * 1024;

/** How many bytes of large bodies are held in memory at once. */
export class BodyBudget {
  #held = 0;

  constructor(private readonly budgetBytes = BUDGET_BYTES) {}

  /** What to call when they are held no longer; `null` where there is no room. */
  take(bytes: number): (() => void) | null {
    if (bytes <= SMALL_BYTES) return () => undefined;
    if (this.#held + bytes > this.budgetBytes) return null;
    this.#held += bytes;
    return () => {
      this.#held -= bytes;
    };
  }
}
