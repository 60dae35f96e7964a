/** One at a time for each name: two faults of one process are had one after the other. */
export class Mutex {
  readonly #tails = new Map<string, Promise<void>>();

  async run(name: string, work: () => Promise<void>): Promise<void> {
    const turn = (this.#tails.get(name) ?? Promise.resolve()).then(work);
    this.#tails.set(
      name,
      turn.catch(() => undefined),
    );
    await turn;
  }
}
