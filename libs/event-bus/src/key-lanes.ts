/** Work under one key runs in order; different keys, and work without a key, run side by side. */
export class KeyLanes {
  readonly #tails = new Map<string, Promise<void>>();

  /** `work` must not reject: what fails is the worker's business, not its neighbours'. */
  run(key: string | null, work: () => Promise<void>): void {
    if (key === null) {
      void work();
      return;
    }
    const before = this.#tails.get(key);
    const tail = (before === undefined ? work() : before.then(work)).then(() => {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    });
    this.#tails.set(key, tail);
  }

  /** Keys that have work now. */
  get size(): number {
    return this.#tails.size;
  }
}
