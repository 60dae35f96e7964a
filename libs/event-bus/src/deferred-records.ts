interface Queue {
  readonly offsets: bigint[];
  first: number;
}

/**
 * Records of one partition that were passed over because the queue of their key was full. Only their offsets are kept:
 * the records wait at the broker and are read again when their key has room, in their order.
 */
export class DeferredRecords {
  readonly #byKey = new Map<string, Queue>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  /** Offsets of one key come in ascending order. */
  add(key: string, offset: bigint): void {
    const queue = this.#byKey.get(key);
    if (queue === undefined) this.#byKey.set(key, { offsets: [offset], first: 0 });
    else queue.offsets.push(offset);
    this.#size++;
  }

  /** The key's oldest, or `null`. */
  firstOf(key: string): bigint | null {
    const queue = this.#byKey.get(key);
    return queue?.offsets[queue.first] ?? null;
  }

  /** The oldest one whose key is ready, or `null`. */
  firstReady(isReady: (key: string) => boolean): bigint | null {
    let first: bigint | null = null;
    for (const [key, queue] of this.#byKey) {
      const offset = queue.offsets[queue.first];
      if (offset !== undefined && (first === null || offset < first) && isReady(key)) first = offset;
    }
    return first;
  }

  /** The key's oldest is being handled now. */
  take(key: string): void {
    const queue = this.#byKey.get(key);
    if (queue === undefined) return;
    queue.first++;
    this.#size--;
    if (queue.first === queue.offsets.length) this.#byKey.delete(key);
  }
}
