import { closeSync, openSync, readlinkSync, readSync } from 'node:fs';
import { basename } from 'node:path';

/** What the operating system calls the thread that asks; undefined where it has no `/proc`. */
export function ownThread(): string | undefined {
  try {
    return basename(readlinkSync('/proc/thread-self'));
  } catch {
    return undefined;
  }
}

/** Nanoseconds in a millisecond. */
const NANOSECONDS = 1e6;

/**
 * A clock that goes while a thread of this process runs on a processor, in milliseconds (the first number of `schedstat`
 * in proc(5)). It can be read from outside, also while the thread is in a loop. Where there is no such file it is the
 * monotonic clock.
 */
export class ProcessorTime {
  readonly #file: number | undefined;
  readonly #buffer = Buffer.alloc(64);
  #last = 0;

  constructor(thread: string | undefined) {
    this.#file = thread === undefined ? undefined : openedOr(`/proc/self/task/${thread}/schedstat`);
  }

  /** Stands still once the thread has ended. */
  now(): number {
    if (this.#file === undefined) return performance.now();
    try {
      const length = readSync(this.#file, this.#buffer, 0, this.#buffer.length, 0);
      this.#last = Number.parseInt(this.#buffer.toString('latin1', 0, length), 10) / NANOSECONDS;
    } catch {
      // A thread that has ended has no times any more.
    }
    return this.#last;
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
  }
}

function openedOr(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch {
    return undefined;
  }
}
