/** Jest runs set-up and tear-down in one process but loads them apart; what both need hangs on the process. */
const key = Symbol.for('omninode.test.running');
const holder = globalThis as { [key]?: (() => Promise<void>)[] };

export function keepRunning(stop: () => Promise<void>): void {
  (holder[key] ??= []).push(stop);
}

export async function stopAll(): Promise<void> {
  for (const stop of (holder[key] ?? []).toReversed()) await stop();
  holder[key] = [];
}
