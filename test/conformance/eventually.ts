const PAUSE_MS = 10;

/** Repeats `probe` until it returns something other than undefined or false; throws its last error at the deadline. */
export async function eventually<T>(probe: () => T | Promise<T>, deadlineMs = 10_000): Promise<NonNullable<T>> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const outcome = await attempt(probe);
    if (outcome.found) return outcome.found;
    if (performance.now() > end) throw outcome.error ?? new Error(`not within ${deadlineMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function attempt<T>(probe: () => T | Promise<T>): Promise<{ found?: T; error?: unknown }> {
  try {
    return { found: await probe() };
  } catch (error) {
    return { error };
  }
}
