import { setTimeout as pause } from 'node:timers/promises';
import type { Arguments } from '../arguments';
import type { Session } from '../session';
import type { Json, WorkerClient } from '../worker-client';
import { filterOf } from './choices';
import { showLine } from './show-dead-letters';

const LOOK_EVERY_MS = 1_000;
/** What is printed of one look at most; more than that nobody reads. */
const PAGE = 100;

/** Prints dead letters as they come, until it is ended. */
export async function watch(monitor: WorkerClient, typed: Arguments, session: Session): Promise<never> {
  typed.words(1, []);
  const filter = filterOf(typed);
  let newest: bigint | null = null;
  for (;;) {
    const known: bigint = newest ?? 0n;
    const { items } = await monitor.list(
      'dead-letters',
      filter,
      newest === null ? 1 : PAGE,
      (item) => idOf(item) <= known,
    );
    const fresh = newest === null ? [] : items.filter((item) => idOf(item) > known).toReversed();
    for (const letter of fresh) await session.print(session.json ? JSON.stringify(letter) : showLine(letter));
    newest = items.reduce((most, item) => (idOf(item) > most ? idOf(item) : most), known);
    await pause(LOOK_EVERY_MS, undefined, { signal: session.signal });
  }
}

function idOf(item: Json): bigint {
  return BigInt(String(item['id']));
}
