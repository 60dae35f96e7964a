type Work = () => Promise<void>;

/** Work under one key runs in order; different keys, and work without a key, run side by side. */
export class KeyLanes {
  /** What waits behind the work that runs, by key. */
  readonly #waiting = new Map<string, Work[]>();
  readonly #onEnd: () => void;
  #running = 0;

  /** `onEnd` is told whenever a lane has ended, so that another may begin. */
  constructor(onEnd: () => void = () => undefined) {
    this.#onEnd = onEnd;
  }

  /** `work` must not reject: what fails is the worker's business, not its neighbours'. */
  run(key: string | null, work: Work): void {
    const waiting = key === null ? undefined : this.#waiting.get(key);
    if (waiting !== undefined) {
      waiting.push(work);
      return;
    }
    this.#running++;
    if (key === null) void work().then(() => this.#end());
    else void this.#follow(key, work);
  }

  isBusy(key: string): boolean {
    return this.#waiting.has(key);
  }

  /** How much work waits behind the one that runs under this key. */
  waiting(key: string): number {
    return this.#waiting.get(key)?.length ?? 0;
  }

  /** Lanes in which work runs now, those without a key included. */
  get running(): number {
    return this.#running;
  }

  async #follow(key: string, first: Work): Promise<void> {
    const waiting: Work[] = [];
    this.#waiting.set(key, waiting);
    for (let work: Work | undefined = first; work !== undefined; work = waiting.shift()) await work();
    this.#waiting.delete(key);
    this.#end();
  }

  #end(): void {
    this.#running--;
    this.#onEnd();
  }
}
