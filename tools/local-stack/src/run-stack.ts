import { once } from 'node:events';
import { dotEnv } from '#config';
import { loadEnvironment, readConfig } from './config';
import { check } from './faults';
import { renderOverview } from './overview';
import type { Launcher, Progress } from './progress';
import { projectRoot } from './project';
import { startStack, type RunningStack } from './stack';
import { claim, killEverything, stopEverything } from './stack-processes';

/** Something has to be set right before a start can succeed, as with `omni`. */
const WRONG_SETTINGS = 2;
const FAILED = 1;

/** Runs the stack until it is told to stop, once to do so in order and again to do so at once. */
export async function runStack({ progress, onStop }: Launcher, showSecrets: boolean): Promise<number> {
  const asked = new AbortController();
  const stopping = new AbortController();
  onStop(() => {
    if (asked.signal.aborted) {
      killEverything();
      process.exit(130);
    }
    asked.abort();
    stopping.abort();
    progress.say('\nStopping (once more to end at once) …');
  });
  let stack: RunningStack | undefined;
  let code = 0;
  try {
    stack = await start(progress, stopping);
    if (stack !== undefined) {
      progress.say(`\n${renderOverview(stack, showSecrets)}`);
      if (!asked.signal.aborted) await once(asked.signal, 'abort');
    } else code = WRONG_SETTINGS;
  } catch (error) {
    if (!asked.signal.aborted) {
      stopping.abort();
      code = FAILED;
      console.error(error instanceof Error ? error.message : error);
    }
  }
  await progress.during('stopping', stack?.stop() ?? stopEverything());
  if (asked.signal.aborted) progress.say('Stopped.');
  return code;
}

/** Undefined where something has to be set right first; what it is was said. */
async function start(progress: Progress, stopping: AbortController): Promise<RunningStack | undefined> {
  await progress.during('ending what an earlier start left behind', claim(progress.say));
  const environment = loadEnvironment();
  const checking = check({ environment, dotEnv: dotEnv(projectRoot()) }, stopping.signal);
  const { faults, warnings } = await progress.during('checking settings, ports and log-ins', checking);
  stopping.signal.throwIfAborted();
  for (const warning of warnings) progress.say(`Note: ${warning}`);
  if (faults.length > 0) {
    console.error(`Nothing was started, because this has to be set right first:\n${faults.map(bullet).join('\n')}`);
    console.error('All settings: .env.example');
    return undefined;
  }
  progress.say('Settings, ports and log-ins are right.');
  return startStack(readConfig(environment), progress, stopping);
}

function bullet(fault: string): string {
  return `  • ${fault}`;
}
