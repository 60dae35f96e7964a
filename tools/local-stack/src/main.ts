import { parseArgs } from 'node:util';
import { loadEnvironment, readConfig } from './config';
import { renderOverview } from './overview';
import { killEverything, RunningStack, startStack, stopEverything } from './stack';

const say = (line: string): void => console.log(line);
const stopping = new AbortController();
let stack: RunningStack | undefined;

async function stop(): Promise<void> {
  if (stopping.signal.aborted) {
    killEverything();
    process.exit(130);
  }
  stopping.abort();
  say('\nStopping (once more to end at once) …');
  await (stack?.stop() ?? stopEverything());
  say('Stopped.');
  process.exit(0);
}

async function start(): Promise<void> {
  try {
    const { values } = parseArgs({ options: { 'show-secrets': { type: 'boolean', default: false } } });
    stack = await startStack(readConfig(loadEnvironment()), say, stopping.signal);
    say(`\n${renderOverview(stack, values['show-secrets'])}`);
  } catch (error) {
    if (stopping.signal.aborted) return;
    stopping.abort();
    console.error(error instanceof Error ? error.message : error);
    await stopEverything();
    process.exit(1);
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
void start();
