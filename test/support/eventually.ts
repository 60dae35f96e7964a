import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;
/** A test machine may have other things to do. */
const PATIENCE = 3;

/**
 * Waits until `look` answers something other than `undefined`, `null` or `false`, and returns it. Throws after
 * `deadlineMs` of a quiet machine, and some patience, with `what` and the last error: a hang guard, never a measurement.
 */
export async function eventually<Found>(
  what: string,
  look: () => Promise<Found | undefined | null | false> | Found | undefined | null | false,
  deadlineMs = 20_000,
): Promise<Found> {
  const deadline = performance.now() + PATIENCE * deadlineMs;
  let last: unknown;
  while (performance.now() < deadline) {
    try {
      const found = await look();
      if (found !== undefined && found !== null && found !== false) return found;
    } catch (error) {
      last = error;
    }
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`${what}: not within ${PATIENCE * deadlineMs} ms`, { cause: last });
}
