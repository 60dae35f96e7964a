import { parentPort, workerData } from 'node:worker_threads';
import { Engines } from '../engines';
import { warmUpSample } from '../python/warm-up';
import { RUFF_RULES } from '../validation/table';
import { type Job, type JobDone, work } from './jobs';
import type { WorkerMessage } from './worker-pool';

function post(message: WorkerMessage<JobDone>): void {
  parentPort?.postMessage(message, []);
}

async function start(): Promise<void> {
  const { warmUpChecks = 0 } = (workerData ?? {}) as { warmUpChecks?: number };
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
