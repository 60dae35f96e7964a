import { UUID } from './payloads/uuid';

/** By what a reply finds who waits for it. */
export interface Found {
  readonly topic: string;
  readonly correlationId: string;
}

export interface Expectation {
  readonly correlationId: string;
  /** Where it may come from. */
  readonly topics: readonly string[];
  readonly timeoutMs: number;
  /** Why the wait ended without a reply. */
  readonly timedOut: () => Error;
}

interface Pending<Reply> extends Expectation {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
}

/** Who waits for which reply, many at once. */
export class PendingReplies<Reply extends Found> {
  readonly #pending = new Map<string, Set<Pending<Reply>>>();

  /** `forget` must be called when the wait is over, however it ended. */
  expect(expectation: Expectation): { readonly promise: Promise<Reply>; readonly forget: () => void } {
    const id = comparable(expectation.correlationId);
    const waiting = this.#pending.get(id) ?? new Set<Pending<Reply>>();
    this.#pending.set(id, waiting);
    let forget = (): void => undefined;
    const promise = new Promise<Reply>((resolve, reject) => {
      const pending = { ...expectation, resolve, reject };
      const timer = setTimeout(() => reject(expectation.timedOut()), expectation.timeoutMs);
      waiting.add(pending);
      forget = () => {
        clearTimeout(timer);
        waiting.delete(pending);
        if (waiting.size === 0 && this.#pending.get(id) === waiting) this.#pending.delete(id);
      };
    });
    return { promise, forget };
  }

  /** Passes over what nobody waits for. */
  resolve(reply: Reply): void {
    for (const { resolve } of this.#waitingFor(reply)) resolve(reply);
  }

  reject(found: Found, error: Error): void {
    for (const { reject } of this.#waitingFor(found)) reject(error);
  }

  /** Nothing will be received any more: nobody need wait for the timeout. */
  fail(error: Error): void {
    for (const waiting of this.#pending.values()) for (const { reject } of waiting) reject(error);
  }

  #waitingFor({ topic, correlationId }: Found): readonly Pending<Reply>[] {
    const waiting = [...(this.#pending.get(comparable(correlationId)) ?? [])].filter(({ topics }) =>
      topics.includes(topic),
    );
    const exact = waiting.filter((pending) => pending.correlationId === correlationId);
    return exact.length > 0 ? exact : waiting;
  }
}

/** UUIDs come back in either case (wire-facts 1.6); every other id is its own. */
function comparable(correlationId: string): string {
  return UUID.test(correlationId) ? correlationId.toLowerCase() : correlationId;
}
