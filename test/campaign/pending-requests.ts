import type { DeadLettered, Place, Replied } from './history';
import type { PlannedRequest } from './requests';

/** What the harness itself has to know while it runs: what is still to be settled. The verdict is the checker's. */
export class PendingRequests {
  readonly letters: Place[] = [];
  readonly #open = new Map<string, PlannedRequest>();
  readonly #settled = new Set<string>();
  #lastSettled = performance.now();

  get open(): number {
    return this.#open.size;
  }

  get settled(): number {
    return this.#settled.size;
  }

  /** Milliseconds since anything was settled. */
  get silenceMs(): number {
    return performance.now() - this.#lastSettled;
  }

  isSettled(id: string): boolean {
    return this.#settled.has(id);
  }

  /** A reply may be read before its request's acknowledgement has come. */
  acknowledged(request: PlannedRequest): void {
    if (!this.#settled.has(request.id)) this.#open.set(request.id, request);
  }

  /** What is open on a topic that is deleted will never be answered. */
  forget(topic: string): void {
    for (const [id, request] of this.#open) if (request.topic === topic) this.#open.delete(id);
  }

  /** An error is followed by the dead letter, which settles it. */
  replied({ id, code }: Replied): void {
    if (code === null) this.#settle(id);
  }

  deadLettered({ id, key, topic, partition, offset }: DeadLettered): void {
    this.letters.push({ topic, partition, offset });
    for (const name of [id, key]) if (name !== null) this.#settle(name);
  }

  #settle(id: string): void {
    this.#lastSettled = performance.now();
    this.#settled.add(id);
    this.#open.delete(id);
  }
}
