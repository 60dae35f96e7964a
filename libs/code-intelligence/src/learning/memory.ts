import { setTimeout as pause } from 'node:timers/promises';

/** Many times what a statement takes, and still too short to notice for a client that waits for its reply. */
export const TIMEOUT_MS = 500;

/**
 * A table that is shared, where there is one. Callers get `undefined` when it does not answer within `TIMEOUT_MS`; the
 * statement itself is not cancelled.
 */
export class Memory<Table> {
  private failing = false;

  constructor(
    private readonly table: Table | null,
    /** Is called with the first of several failures in a row. */
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Never rejects. */
  async ask<Result>(act: (table: Table) => Promise<Result>): Promise<Result | undefined> {
    if (this.table === null) return undefined;
    const timeout = new AbortController();
    const late = pause(TIMEOUT_MS, undefined, { ref: false, signal: timeout.signal }).catch(() => undefined);
    const result = await Promise.race([this.told(act, this.table), late]);
    timeout.abort();
    return result;
  }

  private async told<Result>(act: (table: Table) => Promise<Result>, table: Table): Promise<Result | undefined> {
    try {
      const result = await act(table);
      this.failing = false;
      return result;
    } catch (error) {
      if (!this.failing) this.onError(error);
      this.failing = true;
      return undefined;
    }
  }
}
