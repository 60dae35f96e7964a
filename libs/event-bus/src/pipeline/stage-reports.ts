/** How long work has to last until it is told what it is at, and again each time, in milliseconds. */
const INTERVAL_MS = 500;

/** Tells what long work is at, seldom enough that nobody pays for short work, or for many stages. */
export class StageReports {
  #stage = '';
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(private readonly tell: (stage: string) => void) {}

  at(stage: string): void {
    this.#stage = stage;
    if (!this.#stopped) this.#timer ??= setTimeout(() => this.#due(), INTERVAL_MS);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #due(): void {
    this.#timer = undefined;
    this.tell(this.#stage);
  }
}
