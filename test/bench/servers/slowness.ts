import { setTimeout as pause } from 'node:timers/promises';

/** As long as a handler of somebody's takes: up to 5 ms, and 500 ms for one in a hundred. The same id takes the same. */
export async function slowness(id: string): Promise<void> {
  const hash = Buffer.from(id).reduce((sum, byte) => (sum * 31 + byte) % 10_007, 7);
  await pause(hash % 100 === 0 ? 500 : hash % 6);
}
