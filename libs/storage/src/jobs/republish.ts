import type { OutboundRecord } from '#contracts';
import type { Query } from '../database';
import type { JobHandler } from './job-runner';
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

/** Records of one transaction on the broker. */
const STEP = 200;

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
      await sender.close();
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
  let state = { at: done, missing: (checkpoint as { missing?: number } | null)?.missing ?? 0 };
  for (let left = size - done; left > 0; left = size - state.at) {
    const from = state;
    await running.step(async (query) => {
      state = await sendStep(query, running.id, from, sender, read);
      return { done: state.at, checkpoint: { missing: state.missing } };
    });
  }
  return { sent: size - state.missing, missing: state.missing };
}

interface State {
  readonly at: number;
  readonly missing: number;
}

/** What was sent before, and is not in the row yet, is only counted. */
async function sendStep(
  query: Query,
  id: string,
  { at, missing }: State,
  sender: SequenceSender,
  read: RepublishParts['read'],
): Promise<State> {
  const isSent = sender.sentBefore > at;
  const refs = await readRefs(query, id, at, isSent ? Math.min(STEP, sender.sentBefore - at) : STEP);
  const records = await read(query, refs);
  const there = records.filter((record) => record !== null);
  const next = at + refs.length;
  if (!isSent) await sender.send(there, next);
  return { at: next, missing: missing + records.length - there.length };
}
