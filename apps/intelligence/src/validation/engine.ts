import type { Findings } from '../python/findings';

/** What checks code: the pool of workers, or the engine itself in the same thread. Rejects only when it is closed or cannot start. */
export interface Engine {
  check(code: string): Promise<Findings>;
}
