import { processHoldings } from '../../tools/local-stack/src/proc';
import { CommitSampler } from './sampler';
import type { Setup } from './setup';
import type { Worker } from './worker';

const SAMPLE_MS = 1_000;

/** Samples commits, health, memory and descriptors into the history; returns how to end it. */
export function watch(setup: Setup): () => void {
  const { broker, topics, workers, history } = setup;
  const ends = [...topics.replies, ...topics.deadLetters];
  const timers = [every(SAMPLE_MS, async () => void (await Promise.all(workers.map((worker) => look(worker, setup)))))];
  const samplers = [...new Set(workers.map(({ group }) => group))].map((group) => {
    const sampler = new CommitSampler(broker.address, topics);
    const sample = async () => {
      const found = await sampler.sample(group, ends);
      history.write({ type: 'commits', at: Date.now(), group, ...found });
    };
    timers.push(every(SAMPLE_MS, sample));
    return sampler;
  });
  return () => {
    for (const timer of timers) clearInterval(timer);
    for (const sampler of samplers) sampler.close();
  };
}

async function look(worker: Worker, { history }: Setup): Promise<void> {
  const { name, pid } = worker;
  const holdings = pid === null ? undefined : processHoldings(pid);
  if (pid !== null && holdings !== undefined) {
    history.write({ type: 'process', at: Date.now(), worker: name, pid, ...holdings });
  }
  const health = await worker.health();
  if (health !== null) history.write({ type: 'health', at: Date.now(), worker: name, ...health });
}

/** Never twice at once; what fails is tried again the next time. */
function every(intervalMs: number, work: () => Promise<void>): NodeJS.Timeout {
  let working = false;
  return setInterval(() => {
    if (working) return;
    working = true;
    void work()
      .catch(() => undefined)
      .finally(() => (working = false));
  }, intervalMs);
}
