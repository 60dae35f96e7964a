/** For tests of what waits: timers and the monotonic clock are the test's, and `played` lets them run. */
export function useFastTime(): void {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'Date'] }));
  afterEach(() => jest.useRealTimers());
}

const STEP_MS = 50;

/** Lets time pass, as fast as the machine can, until `work` has ended. */
export async function played<Result>(work: Promise<Result>): Promise<Result> {
  const over = new AbortController();
  const end = (): void => over.abort();
  work.then(end, end);
  while (!over.signal.aborted) await jest.advanceTimersByTimeAsync(STEP_MS);
  return work;
}
