import type { Progress } from './progress';
import { clearOrphans, owner } from './stack-processes';
import { until } from './wait';

/** Longer than what is stopped promises to take together. */
const DEADLINE_MS = 90_000;

/** Ends the stack of this folder, whoever started it, and what a killed one left behind. 1 where it does not end. */
export async function stopRunning({ say, during }: Progress): Promise<number> {
  const pid = owner();
  if (pid === undefined) {
    await during('stopping', clearOrphans(say));
    say('No stack is running here.');
    return 0;
  }
  say(`Stopping the stack of process ${pid} …`);
  process.kill(pid, 'SIGTERM');
  const hasEnded = await during(
    'stopping',
    until(() => owner() !== pid, DEADLINE_MS),
  );
  say(hasEnded ? 'Stopped.' : `Process ${pid} is still running.`);
  return hasEnded ? 0 : 1;
}
