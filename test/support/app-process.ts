import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { projectRoot } from '../../tools/local-stack/src/project';
import { eventually } from './eventually';

export type AppName = 'bridge' | 'intelligence' | 'coordinator' | 'dlq-monitor' | 'recorder';

/** On a machine that has much else to do. */
const START_DEADLINE_MS = 60_000;

/**
 * WebAssembly is compiled once and not optimised while it runs: that takes most of the processor time of a short life.
 */
export const BASELINE = ['--liftoff-only'];

/** Of this version. */
const DIST = join(projectRoot(), 'dist');

/** One of our apps as its own process, from the build, as an operator would run it. */
export class AppProcess {
  readonly lines: Record<string, unknown>[] = [];
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
    if (child.stdout !== null) createInterface(child.stdout).on('line', (line) => this.#read(line));
    if (child.stderr !== null) createInterface(child.stderr).on('line', (line) => this.lines.push({ stderr: line }));
  }

  /** Starts the app on a free port; `ready` waits for it. `dist` is where a build of it is. */
  static start(name: AppName, env: Readonly<Record<string, string>>, dist = DIST): AppProcess {
    const command = [process.execPath, ...BASELINE, join(dist, 'apps', name, 'src', 'main.js')];
    return AppProcess.run(command, { PATH: process.env['PATH'] ?? '', ...env });
  }

  /** The same of a command that becomes one of our apps, with nothing else in its environment. */
  static run([program = '', ...args]: readonly string[], env: Readonly<Record<string, string>>): AppProcess {
    const child = spawn(program, args, {
      env: { PORT: '0', VALIDATION_WARM_UP: '5', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new AppProcess(child);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get exited(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Where its health pages are. */
  async url(deadlineMs = START_DEADLINE_MS): Promise<string> {
    const isListening = () => this.lines.find(({ message }) => message === 'listening');
    const line = await eventually('the app listens', isListening, deadlineMs);
    return String(line['url']);
  }

  async ready(deadlineMs = START_DEADLINE_MS): Promise<this> {
    const url = await this.url(deadlineMs);
    await eventually(
      'the app is ready',
      async () => {
        if (this.exited) throw new Error(`it exited: ${JSON.stringify(this.lines.slice(-5))}`);
        return (await fetch(`${url}/health/ready`)).ok;
      },
      deadlineMs,
    );
    return this;
  }

  /** SIGTERM; resolves to the exit code and how long it took in milliseconds. */
  async stop(): Promise<{ readonly code: number | null; readonly milliseconds: number }> {
    const started = performance.now();
    if (!this.exited) {
      this.#child.kill('SIGTERM');
      await once(this.#child, 'exit');
    }
    return { code: this.#child.exitCode, milliseconds: performance.now() - started };
  }

  /** SIGKILL. */
  async kill(): Promise<void> {
    if (this.exited) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }

  #read(line: string): void {
    try {
      this.lines.push(JSON.parse(line) as Record<string, unknown>);
    } catch {
      this.lines.push({ broken: line });
    }
  }
}
