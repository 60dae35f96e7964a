import { availableParallelism } from 'node:os';
import type { Arguments } from './arguments';
import { usage } from './failure';

const MOST = 64;

/** How many threads `--workers` asks for; by default one for each core, at most 4. */
export function workersOf(typed: Arguments): number {
  const workers = typed.count('workers') ?? Math.min(4, availableParallelism());
  if (workers > MOST) throw usage(`--workers must be at most ${MOST}`);
  return workers;
}
