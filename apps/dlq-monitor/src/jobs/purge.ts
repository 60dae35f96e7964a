import { countPurgeable, purgeDeadLetters, type PurgeFilter } from '#dead-letters';
import type { JobHandler } from '#storage';

/** Rows are large. */
const STEP = 200;

/** Removes closed dead letters: what is removed, and how many, are one transaction. */
export const purgeClosed: JobHandler = async (running) => {
  const filter = running.job.input as PurgeFilter;
  let { done } = running.job;
  const total = done + (await countPurgeable(running.query, filter));
  for (;;) {
    let removed = 0;
    await running.step(async (query) => {
      removed = await purgeDeadLetters(query, filter, running.stepSize(STEP));
      return { done: done + removed, total };
    });
    if (removed === 0) return { removed: done };
    done += removed;
  }
};
