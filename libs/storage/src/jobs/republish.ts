import type { OutboundRecord } from '#contracts';
import type { Query } from '../database';
import { JobFailedError, type JobHandler } from './job-runner';
import { readRefs } from './jobs';
import type { RunningJob } from './running-job';

/** Sends a sequence of records exactly once, whoever is killed meanwhile. */
export interface SequenceSender {
  /** Records of the sequence that were sent before. */
  readonly sentBefore: number;
  /** Sends the next records; `sent` is how many of the sequence that makes. */
  send(records: readonly OutboundRecord[], sent: number): Promise<void>;
  /** The sequence is complete. */
  forget(): Promise<void>;
  close(): Promise<void>;
}

export interface RepublishParts {
  /** The records of these references, in their order; `null` for one that is gone. */
  readonly read: (query: Query, refs: readonly string[]) => Promise<readonly (OutboundRecord | null)[]>;
  /** Opens the sequence of this name, and ends what another worker has left open of it. */
  readonly open: (name: string) => Promise<SequenceSender>;
}

export interface Republished {
  readonly sent: number;
  /** Records that were gone when their turn came. */
  readonly missing: number;
}

/** Records of one transaction on the broker: some 50 MB in memory when every record is as large as a record can be. */
const STEP = 50;

/**
 * Publishes the frozen set of a job, in its order, each record once: how far it is the broker keeps, with the records.
 * The row says the same a moment later; where it knows of more, because the broker has forgotten, it is believed.
 */
export function republish({ read, open }: RepublishParts): JobHandler {
  return async (running): Promise<Republished> => {
    const sender = await open(`omninode-job-${running.id}`);
    try {
      const ended = await sendAll(running, sender, read);
      await sender.forget().catch(() => undefined);
      return ended;
    } finally {
      await sender.close().catch(() => undefined);
    }
  };
}

async function sendAll(
  running: RunningJob,
  sender: SequenceSender,
  read: RepublishParts['read'],
): Promise<Republished> {
  const { done, total, checkpoint } = running.job;
  const size = total ?? 0;
  let state: State = { at: done, missing: (checkpoint as { missing?: number } | null)?.missing ?? 0 };
  while (state.at < size) {
    // Asked while the sequence is open: from here on whoever takes the job over also takes the sequence.
    await running.check();
    state = await sendStep(running, state, sender, read);
    await running.save({ done: state.at, checkpoint: { missing: state.missing } });
  }
  return { sent: size - state.missing, missing: state.missing };
}

interface State {
  readonly at: number;
  readonly missing: number;
}

/** In no transaction of the database: a broker may take its time. What was sent before is only counted. */
async function sendStep(
  running: RunningJob,
  { at, missing }: State,
  sender: SequenceSender,
  read: RepublishParts['read'],
): Promise<State> {
  const isSent = sender.sentBefore > at;
  const refs = await readRefs(
    running.query,
    running.id,
    at,
    isSent ? Math.min(STEP, sender.sentBefore - at) : running.stepSize(STEP),
  );
  if (refs.length === 0) throw new JobFailedError('records_gone', `The job has lost its records from ${at} on.`);
  const records = await read(running.query, refs);
  const there = records.filter((record) => record !== null);
  const next = at + refs.length;
  if (!isSent) await sender.send(there, next);
  return { at: next, missing: missing + records.length - there.length };
}
