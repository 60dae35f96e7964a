import { setTimeout as pause } from 'node:timers/promises';

/** Looks for work until it is stopped: at once when it is woken, else after the pause that the last look asked for. */
export abstract class PollingLoop {
  protected readonly stopping = new AbortController();
  /** What looks began and did not wait for. */
  protected readonly running = new Set<Promise<void>>();
  #woken = new AbortController();
  #looking: Promise<void> = Promise.resolve();

  protected constructor(private readonly stopMs: number) {}

  start(): void {
    this.#looking = this.#run();
  }

  /** There is something to do: it need not wait for the next look. */
  wake(): void {
    this.#woken.abort();
  }

  /** Waits for what is under way, `stopMs` at most. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    const ended = this.#looking.then(() => Promise.all(this.running));
    await Promise.race([ended, pause(this.stopMs, undefined, { ref: false })]);
  }

  /** Does what there is to do; resolves to how many milliseconds to wait then. Never rejects. */
  protected abstract look(): Promise<number>;

  async #run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      this.#woken = new AbortController();
      await pause(await this.look(), undefined, { signal: this.#woken.signal }).catch(() => undefined);
    }
  }
}
