import type { Launcher } from './progress';

export interface Options {
  readonly 'show-secrets'?: boolean;
  readonly verbose?: boolean;
}

export type Command = 'start' | 'status' | 'stop' | 'demo';

/** Runs one command to its end, and loads what it needs only; resolves to its exit code. */
export async function run(command: Command, options: Options, launcher: Launcher): Promise<number> {
  const showSecrets = options['show-secrets'] === true;
  const { progress } = launcher;
  switch (command) {
    case 'start':
      return (await import('./run-stack.js')).runStack(launcher, showSecrets);
    case 'status':
      return (await import('./status.js')).showStatus(progress.say, showSecrets);
    case 'stop':
      return (await import('./stop-running.js')).stopRunning(progress);
    case 'demo':
      return (await import('./demo.js')).demo(progress.say, options.verbose === true);
  }
}
