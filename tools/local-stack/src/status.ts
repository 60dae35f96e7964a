import { appState } from './app-process';
import { renderOverview } from './overview';
import { APPS, owner, runningAddresses } from './stack-processes';

const NOT_ALL_READY = 1;
/** As `systemctl status` has it. */
const NOT_RUNNING = 3;

/** Where the running stack is and how each service is; 0 where all are ready, 1 where not, 3 where none runs. */
export async function showStatus(say: (line: string) => void, showSecrets: boolean): Promise<number> {
  const pid = owner();
  if (pid === undefined) {
    say('No stack is running here: "npm start" starts one.');
    return NOT_RUNNING;
  }
  const stack = runningAddresses();
  if (stack === undefined) {
    say(`A stack is starting or stopping here (process ${pid}).`);
    return NOT_ALL_READY;
  }
  const states = await Promise.all(APPS.map(async (name) => [name, await appState(stack.ports[name])] as const));
  say(renderOverview(stack, showSecrets));
  say('');
  for (const [name, { ready, reason }] of states) {
    say(`${name}: ${ready ? 'ready' : (reason ?? 'does not answer')}`);
  }
  say(`Run by process ${pid}.`);
  return states.every(([, { ready }]) => ready) ? 0 : NOT_ALL_READY;
}
