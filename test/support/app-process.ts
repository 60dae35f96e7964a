import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { eventually } from './eventually';

export type AppName = 'bridge' | 'intelligence' | 'dlq-monitor';

/** Of this version. */
const DIST = join(__dirname, '..', '..', 'dist');

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
    const child = spawn(process.execPath, [join(dist, 'apps', name, 'src', 'main.js')], {
      env: { PATH: process.env['PATH'], PORT: '0', VALIDATION_WARM_UP: '5', ...env },
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
  async url(): Promise<string> {
    const line = await eventually('the app listens', () => this.lines.find(({ message }) => message === 'listening'));
    return String(line['url']);
  }

  async ready(deadlineMs = 60_000): Promise<this> {
    const url = await this.url();
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
