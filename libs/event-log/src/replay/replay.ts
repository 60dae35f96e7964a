import { JobFailedError, republish, type Republished, type RepublishingJob, type RepublishParts } from '#storage';
import { countReplayed, type Replayed } from './count-replayed';
import { DeadLetterWatch } from './dead-letter-watch';
import type { PersonalData } from '#personal-data';
import { openedEvents, type ReplayedEvent } from './event-source';
import type { ReplayInput } from './replay-input';
import { replayedRecord } from './replayed-record';

export const REPLAY_JOB = 'replay_events';

export interface ReplayParts extends Pick<RepublishParts<ReplayedEvent>, 'topics' | 'open'> {
  readonly personal: PersonalData;
  /** Milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
}

/** What was asked for, and what came of it. */
export interface ReplayResult extends Republished {
  /** Records with this replay's id that the recorder found on the topics; at most `sent`. */
  readonly found: number;
  /** All that were sent were found. */
  readonly confirmed: boolean;
  /** That came in on the topics' dead-letter topics meanwhile. */
  readonly dead_letters: number;
}

/** Sends the events of a replay once each, in their order, and compares what was sent with what the topics hold. */
export function replayEvents({
  personal,
  topics,
  open,
  wait,
}: ReplayParts): (running: RepublishingJob) => Promise<ReplayResult> {
  return async (running) => {
    const { targets, max_dead_letters } = running.job.input as ReplayInput;
    const watch = await DeadLetterWatch.begin(running.query, targets, max_dead_letters);
    const beforeStep = async (sent: number) => void (await watch.check(sent));
    const parts = { source: openedEvents(personal), prepare: replayedRecord, topics, open, beforeStep };
    const republished = await republish(parts)(running);
    const found = await findReplayed(running, republished.sent, wait);
    const dead_letters = await watch.check(republished.sent);
    return { ...republished, found, confirmed: found === republished.sent, dead_letters };
  };
}

const LOOK_EVERY_MS = 250;
/** The recorder may not record these topics, or be behind for longer than anybody wants to wait. */
const QUIET_LOOKS = 120;

/** Waits for the recorder as long as it finds more. */
async function findReplayed(running: RepublishingJob, sent: number, wait: ReplayParts['wait']): Promise<number> {
  const { targets, range } = running.job.input as ReplayInput;
  let found: Replayed = { events: 0, upTo: range.up_to, isBehind: true };
  for (let quiet = 0; quiet < QUIET_LOOKS; quiet += 1) {
    const before = found.events;
    found = await countReplayed(running.query, running.id, targets, found);
    if (found.events >= sent) break;
    if (found.isBehind || found.events > before) quiet = 0;
    if (!found.isBehind) await wait(LOOK_EVERY_MS);
    await running.check();
  }
  if (found.events <= sent) return found.events;
  throw new JobFailedError('sent_twice', `${sent} records were sent, and the topics hold ${found.events}.`);
}
