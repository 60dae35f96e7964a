import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { Engines, pythonSample } from '#code-model';
import type { Report } from '#contracts';
import { RUFF_RULES } from '#code-rules';
import type { Job, JobDone } from './jobs';
import { ownThread } from './processor-time';
import { work } from './work';
import type { WorkerMessage } from './worker-pool';

function post(message: WorkerMessage<JobDone>): void {
  parentPort?.postMessage(message, []);
}

const report: Report = (done, message) => post({ kind: 'stage', done, message });

async function start(): Promise<void> {
  const { warmUpChecks = 0 } = (workerData ?? {}) as { warmUpChecks?: number };
  const engines = await Engines.load(RUFF_RULES);
  const done = async (job: Job): Promise<void> =>
    post({ kind: 'done', result: await work(job, engines, report), spent: engines.spent });
  parentPort?.on('message', (job: Job) => void done(job));
  post({ kind: 'ready', thread: ownThread() });
  for (let n = 0; n < warmUpChecks && !engines.spent; n += 1) await warmUpBeside(n, engines);
}

/** Between jobs, and for half of the time: whoever asks meanwhile waits for one check at most. */
async function warmUpBeside(n: number, engines: Engines): Promise<void> {
  const started = performance.now();
  await work(warmUpJob(n), engines);
  await pause(performance.now() - started);
}

function warmUpJob(n: number): Job {
  const request = { code_content: pythonSample(n), validation_type: 'full', language: 'python' } as const;
  return { operation: 'validate', request };
}

void start();
