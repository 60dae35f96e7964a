import { parentPort, workerData } from 'node:worker_threads';
import { Engines } from '../engines';
import { warmUpSample } from '../python/warm-up';
import { RUFF_RULES } from '../validation/table';
import { type Job, type JobDone, work } from './jobs';
import type { WorkerMessage } from './worker-pool';

/** A fresh engine stalls for up to a second now and then; after about this many checks it does no more. */
const WARM_UP_CHECKS = 300;

function post(message: WorkerMessage<JobDone>): void {
  parentPort?.postMessage(message, []);
}

async function start(): Promise<void> {
  const { warmUpChecks = WARM_UP_CHECKS } = (workerData ?? {}) as { warmUpChecks?: number };
  const engines = await Engines.load(RUFF_RULES);
  parentPort?.on('message', (job: Job) => post({ kind: 'done', result: work(job, engines), spent: engines.spent }));
  for (let n = 0; n < warmUpChecks; n += 1) work(warmUpJob(n), engines);
  post({ kind: 'ready' });
}

function warmUpJob(n: number): Job {
  const request = { code_content: warmUpSample(n), validation_type: 'full', language: 'python' } as const;
  return { operation: 'validate', request };
}

void start();
