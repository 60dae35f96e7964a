import { Stage } from '../integration/main-job/stage';
import { requestTopic, responseTopic, STYLES, toSend, type Asked } from '../integration/main-job/requests';
import type { Position } from '../integration/main-job/group-offsets';
import { eventually } from '../support/eventually';

export type Worker = 'bridge' | 'intelligence';

/** A worker and all it is asked in one run. */
export interface Job {
  readonly worker: Worker;
  readonly op: 'stamp' | 'validate';
  readonly requests: readonly Asked[];
}

/** What was found at one kill. */
export interface Kill {
  readonly worker: Worker;
  readonly answered: number;
  /** Requests below the committed offsets; each had its reply on the log. */
  readonly committed: number;
  /** From the kill to the next answer, in milliseconds. */
  readonly takeoverMs: number;
}

const BATCH = 250;
const HANG_MS = 240_000;

export function startWorker(stage: Stage, worker: Worker, sessionTimeoutMs: number): void {
  stage.start(worker, {
    KAFKA_SESSION_TIMEOUT_MS: String(sessionTimeoutMs),
    // One name for the worker's successive processes, so that whole replies can be compared.
    INSTANCE_ID: worker,
  });
}

export async function publish(stage: Stage, { requests }: Job): Promise<void> {
  for (let at = 0; at < requests.length; at += BATCH) {
    await stage.tap.send(...requests.slice(at, at + BATCH).map(toSend));
  }
}

export const replyTopics = ({ op }: Job) => STYLES.map((style) => responseTopic(op, style));
export const requestTopics = ({ op }: Job) => STYLES.map((style) => requestTopic(op, style));

/** Kills the worker when so many replies are out, each time anew, and looks what it had committed. */
export async function killAt(
  stage: Stage,
  job: Job,
  moments: readonly number[],
  sessionTimeoutMs: number,
): Promise<readonly Kill[]> {
  const kills: Kill[] = [];
  for (const moment of moments) {
    await eventually(`${job.worker} has answered ${moment}`, () => answers(stage, job) >= moment, HANG_MS);
    kills.push(await kill(stage, job, sessionTimeoutMs));
  }
  return kills;
}

export async function everyAnswer(stage: Stage, job: Job): Promise<void> {
  const open = new Set(job.requests);
  await eventually(
    `every request to ${job.worker} is answered`,
    () => {
      for (const request of open) if (repliesTo(stage, request).length > 0) open.delete(request);
      return open.size === 0;
    },
    HANG_MS,
  );
}

/** Everything that was asked is committed: from here on nothing is answered again. */
export async function settled(stage: Stage, job: Job): Promise<void> {
  const ends = await stage.tap.ends(requestTopics(job));
  await eventually(
    `${job.worker} has committed everything`,
    async () => {
      const committed = byPartition(await stage.tap.committed(stage.group(job.worker), requestTopics(job)));
      return ends.every(({ topic, partition, offset }) => (committed(topic, partition) ?? -1n) >= BigInt(offset));
    },
    HANG_MS,
  );
  await stage.tap.readTo(await stage.tap.ends(replyTopics(job)));
}

export function repliesTo(stage: Stage, { op, style, correlationId }: Asked) {
  return stage.tap.keyed(responseTopic(op, style), correlationId);
}

async function kill(stage: Stage, job: Job, sessionTimeoutMs: number): Promise<Kill> {
  const { worker } = job;
  await stage.app(worker).kill();
  const killed = performance.now();
  const committed = await stage.tap.committed(stage.group(worker), requestTopics(job));
  const ends = await stage.tap.ends(replyTopics(job));
  startWorker(stage, worker, sessionTimeoutMs);
  await stage.tap.readTo(ends);
  const below = belowCommitted(stage, job, committed);
  const ahead = below.filter((request) => !answeredBefore(stage, request, ends));
  if (ahead.length > 0) {
    throw new Error(
      `${worker} had committed past ${ahead.length} requests without an answer: ${ahead[0]?.correlationId}`,
    );
  }
  const answered = answers(stage, job, byPartition(ends));
  const finished = () => job.requests.every((request) => repliesTo(stage, request).length > 0);
  await eventually(`${worker} is taken over`, () => answers(stage, job) > answered || finished(), HANG_MS);
  return { worker, answered, committed: below.length, takeoverMs: performance.now() - killed };
}

function belowCommitted(stage: Stage, { requests }: Job, committed: readonly Position[]): readonly Asked[] {
  const committedTo = byPartition(committed);
  return requests.filter(({ op, style, correlationId }) => {
    const [request] = stage.tap.keyed(requestTopic(op, style), correlationId);
    return request && BigInt(request.offset) < (committedTo(request.topic, request.partition) ?? -1n);
  });
}

/** Whether its reply lies before the ends that the log had at that moment. */
function answeredBefore(stage: Stage, request: Asked, ends: readonly Position[]): boolean {
  const endOf = byPartition(ends);
  return repliesTo(stage, request).some(
    ({ topic, partition, offset }) => BigInt(offset) < (endOf(topic, partition) ?? 0n),
  );
}

function answers(stage: Stage, job: Job, before?: (topic: string, partition: number) => bigint | undefined): number {
  const replies = replyTopics(job).map((topic) => stage.tap.on(topic));
  if (before === undefined) return replies.reduce((sum, { length }) => sum + length, 0);
  return replies.flat().filter(({ topic, partition, offset }) => BigInt(offset) < (before(topic, partition) ?? 0n))
    .length;
}

function byPartition(positions: readonly Position[]): (topic: string, partition: number) => bigint | undefined {
  const offsets = new Map(positions.map(({ topic, partition, offset }) => [`${topic}/${partition}`, BigInt(offset)]));
  return (topic, partition) => offsets.get(`${topic}/${partition}`);
}
