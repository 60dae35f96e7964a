import { demo } from './demo';
import type { Launcher } from './progress';
import { runStack } from './run-stack';
import { showStatus } from './status';
import { stopRunning } from './stop-running';

export interface Options {
  readonly 'show-secrets'?: boolean;
  readonly verbose?: boolean;
}

export type Command = 'start' | 'status' | 'stop' | 'demo';

/** Runs one command to its end; resolves to its exit code. */
export async function run(command: Command, options: Options, launcher: Launcher): Promise<number> {
  const showSecrets = options['show-secrets'] === true;
  const { progress } = launcher;
  switch (command) {
    case 'start':
      return runStack(launcher, showSecrets);
    case 'status':
      return showStatus(progress.say, showSecrets);
    case 'stop':
      return stopRunning(progress);
    case 'demo':
      return demo(progress.say, options.verbose === true);
  }
}
