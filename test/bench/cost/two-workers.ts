import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { processState } from '../../../tools/local-stack/src/proc';
import { NO_OP_ROUTE, oursNoOp } from '../contestants';
import { median, round, sum } from '../figures';
import { beginAt, untilJoined } from '../groups';
import { Load, type Throughput } from '../load';
import { stopServer, type Stage } from '../stage';

const AIM = 1.6;

interface Run extends Throughput {
  /** Processor time of the workers, the broker and the reader of the replies, in microseconds for each request. */
  readonly whole: number;
}

export interface TwoWorkers {
  readonly one: readonly Run[];
  readonly two: readonly Run[];
}

/** How much faster two workers are than one, each its own process, taking turns. */
export async function measureTwoWorkers(stage: Stage, requests: number, rounds: number): Promise<TwoWorkers> {
  const load = await Load.open(stage.bootstrap, NO_OP_ROUTE);
  const [one, two]: [Run[], Run[]] = [[], []];
  try {
    for (let n = 0; n < rounds; n++) {
      one.push(await drainWith(stage, load, requests, 1));
      two.push(await drainWith(stage, load, requests, 2));
    }
    return { one, two };
  } finally {
    await load.close();
  }
}

/** They are stopped while the requests are published, and so begin at once, with their partitions shared out. */
async function drainWith(stage: Stage, load: Load, requests: number, count: number): Promise<Run> {
  const { bootstrap } = stage;
  const group = `two-workers-${randomUUID()}`;
  await beginAt(bootstrap, group, NO_OP_ROUTE.request);
  const workers = Array.from({ length: count }, () => stage.start(oursNoOp(bootstrap, group)));
  const pids = workers.map(({ pid }) => pid);
  await untilJoined(bootstrap, group, count);
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  const ids = await load.publish(requests);
  const all = [process.pid, stage.brokerPid, ...pids];
  const before = cpuOf(all);
  const drained = await load.drain(ids, () => {
    for (const pid of pids) process.kill(pid, 'SIGCONT');
    return workers;
  });
  const whole = (cpuOf(all) - before) / requests;
  await Promise.all(workers.map((worker) => stopServer(worker)));
  return { ...drained, whole };
}

function cpuOf(pids: readonly (number | undefined)[]): number {
  return sum(pids.map((pid) => (pid === undefined ? undefined : processState(pid)?.cpu) ?? Number.NaN));
}

export function reportTwoWorkers({ one, two }: TwoWorkers): void {
  const middle = (runs: readonly Run[], of: keyof Run): number => median(runs.map((run) => run[of]));
  const rate = middle(one, 'requestsPerSecond');
  const row = (workers: number, runs: readonly Run[]) => ({
    workers,
    'requests/s': Math.round(middle(runs, 'requestsPerSecond')),
    '× one': round(middle(runs, 'requestsPerSecond') / rate),
    'CPU µs': Math.round(middle(runs, 'cpu')),
    'CPU µs with broker and reader': Math.round(middle(runs, 'whole')),
    'peak MB': Math.round(middle(runs, 'peak')),
  });
  const cores = availableParallelism();
  // One worker has a core of its own; two share with the broker and the reader what there is.
  const limit = Math.min(2, (cores * middle(one, 'cpu')) / middle(one, 'whole'));
  console.log(`two workers and one, each its own process, requests shared out over both (aim: × ${AIM})`);
  console.table([row(1, one), row(2, two)]);
  console.log(`by processor time, ${cores} cores that also carry the broker and the reader allow × ${round(limit)}`);
}
