import type { ForwardedMessage } from './message';

/** What became of a message: in the stream, in the stream already, or never to be taken by it. */
export type Stored = 'stored' | 'duplicate' | 'refused';

export interface OutboxParts {
  /** One try. Rejects when nothing can be stored at the moment; trying again must be harmless. */
  readonly store: (message: ForwardedMessage) => Promise<Stored>;
  /** Messages that may be unacknowledged while nobody waits for them; 0 makes every record wait. */
  readonly limit: number;
  readonly onStored: (message: ForwardedMessage, stored: Stored) => void;
  /** The reason when storing begins to fail, `null` when it works again. */
  readonly onTurn: (away: string | null) => void;
}

/** Storing fails for everybody, and no more can be kept in memory: an outage, to be waited out. */
export class OutboxFullError extends Error {
  readonly code = 'forwarding_stalled';

  constructor(unacknowledged: number, away: string) {
    super(`${unacknowledged} messages wait for NATS: ${away}`);
    this.name = 'OutboxFullError';
  }
}

interface Entry {
  readonly message: ForwardedMessage;
  readonly acked: Promise<void>;
  readonly settle: () => void;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

const BATCH = 256;
const FIRST_DELAY_MS = 50;
const MAX_DELAY_MS = 1_000;

/**
 * Messages on their way, in the order they were put. While they can be stored, whoever put them waits for the
 * acknowledgement. While they cannot, up to `limit` are kept in memory and nobody waits: what is kept then is lost if
 * the process dies first. Beyond that `put` rejects, and the work that led to the messages must be tried again later.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  /** By event id: putting what is waiting already is waiting with it. */
  readonly #entries = new Map<string, Entry>();
  readonly #waiting = new Set<Waiting>();
  #away: string | null = null;
  #pumping: Promise<void> | null = null;
  #closed = false;
  #wake: () => void = () => undefined;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** Why nothing can be stored at the moment. It implies that something waits, whose storing will tell the end of it. */
  get away(): string | null {
    return this.#away;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Throws `OutboxFullError` while `put` would. */
  assertRoom(): void {
    if (this.#closed) throw new OutboxFullError(this.size, 'the worker is stopping');
    if (this.#away !== null && this.size >= this.#parts.limit) throw new OutboxFullError(this.size, this.#away);
  }

  /** Resolves when all are stored, or kept while they cannot be; rejects with `OutboxFullError`, to be put again. */
  async put(messages: readonly ForwardedMessage[]): Promise<void> {
    this.assertRoom();
    const acked = Promise.all(messages.map((message) => this.#entry(message).acked));
    this.#start();
    await new Promise<void>((resolve, reject) => {
      const waiting = { resolve, reject };
      this.#waiting.add(waiting);
      void acked.then(() => this.#waiting.delete(waiting) && resolve());
      if (this.#away !== null) this.#release(this.#away);
    });
  }

  /** Goes on for `deadlineMs` at most, less when storing fails; answers how many messages are lost. */
  async close(deadlineMs: number): Promise<number> {
    const timer = setTimeout(() => this.#stop(), deadlineMs);
    if (this.#away !== null) this.#stop();
    await this.#pumping;
    clearTimeout(timer);
    this.#stop();
    for (const { reject } of this.#waiting) reject(new OutboxFullError(this.size, 'the worker is stopping'));
    return this.size;
  }

  #stop(): void {
    this.#closed = true;
    this.#wake();
  }

  #start(): void {
    this.#pumping ??= this.#pump().finally(() => {
      this.#pumping = null;
      // Put after the last look and before this.
      if (this.size > 0 && !this.#closed) this.#start();
    });
  }

  #entry(message: ForwardedMessage): Entry {
    const known = this.#entries.get(message.eventId);
    if (known !== undefined) return known;
    let settle = (): void => undefined;
    const acked = new Promise<void>((resolve) => {
      settle = resolve;
    });
    const entry = { message, acked, settle };
    this.#entries.set(message.eventId, entry);
    return entry;
  }

  /** Runs while there is something to store; one message at a time while storing fails. */
  async #pump(): Promise<void> {
    for (let delay = FIRST_DELAY_MS; this.size > 0 && !this.#closed;) {
      const batch = [...this.#entries.values()].slice(0, this.#away === null ? BATCH : 1);
      const failure = await this.#storeAll(batch);
      this.#turn(failure);
      if (failure === null) delay = FIRST_DELAY_MS;
      else {
        await this.#pause(delay);
        delay = Math.min(MAX_DELAY_MS, delay * 2);
      }
    }
  }

  /** Answers why something could not be stored; `null` when all was. */
  async #storeAll(batch: readonly Entry[]): Promise<string | null> {
    const tries = await Promise.allSettled(batch.map(({ message }) => this.#parts.store(message)));
    let failure: string | null = null;
    for (const [index, entry] of batch.entries()) {
      const attempt = tries[index];
      if (attempt?.status === 'fulfilled') this.#acknowledge(entry, attempt.value);
      else failure ??= attempt?.reason instanceof Error ? attempt.reason.message : String(attempt?.reason);
    }
    return failure;
  }

  #acknowledge(entry: Entry, stored: Stored): void {
    this.#entries.delete(entry.message.eventId);
    this.#parts.onStored(entry.message, stored);
    entry.settle();
  }

  #turn(away: string | null): void {
    const turned = (away === null) !== (this.#away === null);
    this.#away = away;
    if (turned) this.#parts.onTurn(away);
    if (away !== null) this.#release(away);
  }

  /** Nobody waits for what cannot be stored: either it is kept, or its work is to be tried again. */
  #release(away: string): void {
    const full = this.size > this.#parts.limit ? new OutboxFullError(this.size, away) : null;
    for (const { resolve, reject } of this.#waiting) {
      if (full === null) resolve();
      else reject(full);
    }
    this.#waiting.clear();
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wake = done;
    });
  }
}
