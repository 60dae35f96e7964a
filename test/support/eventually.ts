import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;

/**
 * Waits until `look` answers something other than `undefined`, `null` or `false`, and returns it. Throws after
 * `deadlineMs` with `what` and the last error: a hang guard, never a measurement.
 */
export async function eventually<Found>(
  what: string,
  look: () => Promise<Found | undefined | null | false> | Found | undefined | null | false,
  deadlineMs = 20_000,
): Promise<Found> {
  const deadline = performance.now() + deadlineMs;
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
  throw new Error(`${what}: not within ${deadlineMs} ms`, { cause: last });
}
