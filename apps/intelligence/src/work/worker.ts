import { parentPort, workerData } from 'node:worker_threads';
import type { Findings } from '../python/findings';
import { Ruff } from '../python/ruff';
import { warmUpSample } from '../python/warm-up';
import { RUFF_RULES } from './rules';

/** A fresh engine stalls for up to a second now and then; after about this many checks it does no more. */
const WARM_UP_CHECKS = 300;

export type WorkerMessage = { readonly kind: 'ready' } | { readonly kind: 'findings'; readonly findings: Findings };

function post(message: WorkerMessage): void {
  parentPort?.postMessage(message, []);
}

const { warmUpChecks = WARM_UP_CHECKS } = (workerData ?? {}) as { warmUpChecks?: number };
const ruff = new Ruff(RUFF_RULES);
parentPort?.on('message', (code: string) => post({ kind: 'findings', findings: ruff.check(code) }));
for (let n = 0; n < warmUpChecks; n += 1) ruff.check(warmUpSample(n));
post({ kind: 'ready' });
