import { setTimeout as pause } from 'node:timers/promises';
import type { LearnedNodes } from './learned-nodes';

/** Many times what a statement takes, and still no time for somebody who waits for an answer. */
export const PATIENCE_MS = 500;

/**
 * The table of learned nodes as far as there is one and it answers. Whoever asks gets `undefined` where it does not, at
 * the latest after `PATIENCE_MS`; what was begun goes on without them.
 */
export class Memory {
  private failing = false;

  constructor(
    private readonly table: LearnedNodes | null,
    /** Hears the first of several failures in a row. */
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Never rejects. */
  async ask<Result>(act: (table: LearnedNodes) => Promise<Result>): Promise<Result | undefined> {
    if (this.table === null) return undefined;
    const patience = new AbortController();
    const late = pause(PATIENCE_MS, undefined, { ref: false, signal: patience.signal }).catch(() => undefined);
    const result = await Promise.race([this.told(act, this.table), late]);
    patience.abort();
    return result;
  }

  private async told<Result>(
    act: (table: LearnedNodes) => Promise<Result>,
    table: LearnedNodes,
  ): Promise<Result | undefined> {
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
