import { setTimeout as pause } from 'node:timers/promises';

/** Asks `check` until it says true, or gives up after `deadlineMs` and says false. */
export async function until(
  check: () => boolean | Promise<boolean>,
  deadlineMs: number,
  everyMs = 50,
): Promise<boolean> {
  const end = Date.now() + deadlineMs;
  while (Date.now() < end) {
    if (await check()) return true;
    await pause(everyMs);
  }
  return check();
}
