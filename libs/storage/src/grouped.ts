import DataLoader from 'dataloader';
import { bound, withinSpan } from '#tracing';
import { classifyDatabaseError } from './classify-database-error';

export interface GroupLimits {
  /** Keys in one statement; 100 is where larger stops being faster. */
  readonly maxKeys: number;
  /** Statements under way at once. While they are, the next group fills: the busier, the larger the groups. */
  readonly maxInFlight: number;
}

export const GROUP_LIMITS: GroupLimits = { maxKeys: 100, maxInFlight: 2 };

/**
 * Turns a statement for many keys into a function for one. Calls made while statements are under way share the next
 * one; an idle table answers at once. `run` answers one value per key, in order; keys may repeat within a group.
 *
 * A key that makes the statement fail for good fails alone: the group is run again key by key, so `run` must be
 * idempotent. Any other failure is everyone's. In traces the statement is part of the call that was first in its group.
 */
export function grouped<Key, Value>(
  run: (keys: readonly Key[]) => Promise<readonly Value[]>,
  limits: GroupLimits = GROUP_LIMITS,
): (key: Key) => Promise<Value> {
  const lanes = openLanes(limits.maxInFlight);
  const loader = new DataLoader<Key, Value>((keys) => runTogether(run, keys).finally(lanes.leave), {
    cache: false,
    maxBatchSize: limits.maxKeys,
    batchScheduleFn: lanes.enter,
  });
  return (key) => withinSpan('shared statement', { kind: 'internal' }, () => loader.load(key));
}

async function runTogether<Key, Value>(
  run: (keys: readonly Key[]) => Promise<readonly Value[]>,
  keys: readonly Key[],
): Promise<readonly (Value | Error)[]> {
  try {
    return await run(keys);
  } catch (error) {
    if (keys.length === 1 || classifyDatabaseError(error) !== 'permanent') throw error;
    return runOneByOne(run, keys);
  }
}

async function runOneByOne<Key, Value>(
  run: (keys: readonly Key[]) => Promise<readonly Value[]>,
  keys: readonly Key[],
): Promise<(Value | Error)[]> {
  const results: (Value | Error)[] = [];
  for (const key of keys) {
    const [result] = await run([key]).catch((error: unknown) => [asError(error)]);
    results.push(result as Value | Error);
  }
  return results;
}

/** At most `count` groups under way; the others wait in the order they came. */
function openLanes(count: number) {
  const waiting: (() => void)[] = [];
  let free = count;
  const start = (dispatch: () => void) => {
    free -= 1;
    // One turn of the event loop, so that whatever is ready in this turn travels along.
    setImmediate(dispatch);
  };
  return {
    enter: (dispatch: () => void) => {
      if (free > 0) start(dispatch);
      else waiting.push(bound(dispatch));
    },
    leave: () => {
      free += 1;
      const next = waiting.shift();
      if (next) start(next);
    },
  };
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error), { cause: error });
}
