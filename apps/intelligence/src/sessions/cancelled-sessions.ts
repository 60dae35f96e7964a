import { LRUCache } from 'lru-cache';
import { Memory } from '#code-intelligence';
import { storableKey } from '#storage';
import type { SessionTable } from './session-table';

/** How long what another worker heard may be unknown here while requests come. */
export const LOOK_EVERY_MS = 2_000;

/** Those that were cancelled longest ago make room. */
export const MAX_SESSIONS = 10_000;

export interface CancelledSessionsOptions {
  /** Where they are kept for all workers together; `null`: nowhere, and a restart forgets them. */
  readonly table: SessionTable | null;
  readonly now: () => Date;
  /** Is called with the first of several failures in a row; requests are answered anyway. */
  readonly onError: (error: unknown) => void;
}

/** Sessions whose users want no more answers. What is cancelled stays so. */
export class CancelledSessions {
  readonly #known = new LRUCache<string, true>({ max: MAX_SESSIONS });
  readonly #table: Memory<SessionTable>;
  #upTo: Date | undefined;
  #looking = false;
  #lookedAt = -Infinity;
  #look: Promise<void> = Promise.resolve();

  constructor(private readonly options: CancelledSessionsOptions) {
    this.#table = new Memory(options.table, options.onError);
  }

  /** `false` where that was known. Never rejects. */
  async cancel(session: string): Promise<boolean> {
    const key = keyOf(session);
    if (this.#known.has(key)) return false;
    this.#known.set(key, true);
    await this.#table.ask((table) => table.cancel(key));
    return true;
  }

  /** Never rejects, and waits half a second at most. */
  async has(session: string): Promise<boolean> {
    if (this.isKnown(session)) return true;
    await this.#refresh();
    return this.isKnown(session);
  }

  /** Whether this worker has heard of it. */
  isKnown(session: string): boolean {
    return this.#known.has(keyOf(session));
  }

  /** Takes in what others have heard, unless it was done just now. */
  #refresh(): Promise<void> {
    const now = this.options.now().getTime();
    // The distance, because clocks are set back, too.
    if (this.#looking || Math.abs(now - this.#lookedAt) < LOOK_EVERY_MS) return this.#look;
    this.#lookedAt = now;
    return (this.#look = this.#table.ask((table) => this.#takeIn(table)).then(() => undefined));
  }

  async #takeIn(table: SessionTable): Promise<void> {
    this.#looking = true;
    try {
      const { sessions, upTo } = await table.cancelledSince(this.#upTo, MAX_SESSIONS);
      for (const session of sessions.toReversed()) this.#known.set(session, true);
      this.#upTo = upTo;
    } finally {
      this.#looking = false;
    }
  }
}

/** Ids of sessions are UUIDs, which some write in capitals. */
function keyOf(session: string): string {
  return storableKey(session.toLowerCase());
}
