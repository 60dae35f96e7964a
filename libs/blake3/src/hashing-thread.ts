import { Worker } from 'node:worker_threads';
import type { Hashed, ToHash } from './hashing.worker';
import { piecesOf, type TextHash } from './text-hash';

/** Pieces on their way: what is copied for the thread at once, and how long the event loop is busy with that. */
const MAX_AHEAD = 8;

interface Waiting {
  /** Sends the next piece. */
  readonly next: () => void;
  readonly resolve: (hash: TextHash) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that texts are sent to piece by piece; several at a time take turns. */
export class HashingThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #ids = 0;

  /** `script` is the built `hashing.worker`; `ended` is called when it can be used no more. */
  constructor(script: string, ended: () => void = () => undefined) {
    this.#worker = new Worker(script);
    this.#worker.on('message', (hashed: Hashed) => this.#heard(hashed));
    this.#worker.once('error', (error) => this.#end(error, ended));
    this.#worker.once('exit', () => this.#end(new Error('the hashing thread has ended'), ended));
    this.#worker.unref();
  }

  hash(text: string): Promise<TextHash> {
    const id = this.#ids++;
    const pieces = piecesOf(text);
    return new Promise((resolve, reject) => {
      let isOpen = true;
      const next = (): void => {
        if (!isOpen) return;
        const { done = false, value } = pieces.next();
        isOpen = !done;
        this.#worker.postMessage({ id, piece: done ? null : (value as string) } satisfies ToHash, []);
      };
      if (this.#waiting.size === 0) this.#worker.ref();
      this.#waiting.set(id, { next, resolve, reject });
      for (let ahead = 0; ahead < MAX_AHEAD; ahead += 1) next();
    });
  }

  #heard({ id, ended }: Hashed): void {
    const waiting = this.#waiting.get(id);
    if (ended === null) return waiting?.next();
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#worker.unref();
    waiting?.resolve(ended);
  }

  #end(error: Error, ended: () => void): void {
    ended();
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
