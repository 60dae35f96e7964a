import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../support/eventually';
import { collectedLetters, storedStamps } from './database';
import type { Place } from './history';
import { CommitSampler } from './sampler';
import type { Setup } from './setup';

const LOOK_MS = 100;
/** Nothing settled for so long after the last fault: nothing will be any more. */
const GIVE_UP_MS = 75_000;
const DRAIN_MS = 240_000;
const READ_MS = 60_000;
/** What comes late: a last commit, an answer given once more. */
const SETTLE_MS = 3_000;

/** Waits until everything is settled, or nothing has been for long, and everything that is in the log is read. */
export async function drain({ producer, pending, topics, broker, reader }: Setup, signal: AbortSignal): Promise<void> {
  const started = performance.now();
  const isStuck = () => Math.min(pending.silenceMs, performance.now() - started) > GIVE_UP_MS;
  while (pending.open + producer.open > 0 && performance.now() - started < DRAIN_MS && !isStuck()) {
    await pause(LOOK_MS, undefined, { signal });
  }
  await pause(SETTLE_MS, undefined, { signal });
  const sampler = new CommitSampler(broker.address, topics);
  try {
    const { ends } = await sampler.sample('campaign', [...topics.replies, ...topics.deadLetters]);
    await eventually('everything is read', () => reader.hasSeen(ends), READ_MS);
  } finally {
    sampler.close();
  }
}

/** Writes down what the database has at the end. */
export async function takeStock({ database, pending, history }: Setup): Promise<void> {
  const collected = async () => new Set((await collectedLetters(database.address)).map(placeOf));
  const complete = async () => {
    const kept = await collected();
    return pending.letters.every((place) => kept.has(placeOf(place)));
  };
  // Should it not come to that, the checker says what is missing.
  await eventually('the monitor has every dead letter', complete, READ_MS).catch(() => undefined);
  const at = Date.now();
  for (const letter of await collectedLetters(database.address)) history.write({ type: 'collected', at, ...letter });
  for (const stamp of await storedStamps(database.address)) history.write({ type: 'stamp', at, ...stamp });
}

const placeOf = ({ topic, partition, offset }: Place): string => `${topic}/${partition}/${offset}`;
