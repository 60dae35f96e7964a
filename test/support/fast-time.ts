/** For tests of what waits: timers and the monotonic clock are the test's, and `played` lets them run. */
export function useFastTime(): void {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'Date'] }));
  afterEach(() => jest.useRealTimers());
}

const STEP_MS = 50;

/** Lets time pass, as fast as the machine can, until `work` has ended. */
export async function played<Result>(work: Promise<Result>): Promise<Result> {
  let ended = false;
  const end = (): void => {
    ended = true;
  };
  work.then(end, end);
  while (!ended) await jest.advanceTimersByTimeAsync(STEP_MS);
  return work;
}
