import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../tools/local-stack/src/ports';
import { endRecorded, recordProcess } from '../../tools/local-stack/src/process-record';
import { projectRoot } from '../../tools/local-stack/src/project';
import type { AppName } from '../support/app-process';

export const WORKER_KINDS: readonly AppName[] = ['bridge', 'intelligence', 'dlq-monitor'];

const RESTART_MS = 1_000;
/** What an orchestrator waits for before it replaces a process that says it is beyond help. */
const UNALIVE_MS = 15_000;

export interface WorkerOptions {
  readonly kind: AppName;
  readonly name: string;
  readonly group: string;
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly onExit: (reason: string, asked: boolean) => void;
}

/** One worker of a group, started again whenever it ends, as an orchestrator would. */
export class Worker {
  readonly #options: WorkerOptions;
  #child: ChildProcess | null = null;
  #port = 0;
  #asked = false;
  #closed = false;
  #lastAlive = 0;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.name;
  }

  get group(): string {
    return this.#options.group;
  }

  get pid(): number | null {
    const child = this.#child;
    return child === null || child.exitCode !== null || child.signalCode !== null ? null : (child.pid ?? null);
  }

  async start(): Promise<void> {
    if (this.#closed || this.pid !== null) return;
    this.#port ||= await freePort();
    const { kind, name, group, directory, environment } = this.#options;
    const output = openSync(join(directory, `${name}.log`), 'a');
    const names = { KAFKA_CONSUMER_GROUP: group, KAFKA_CLIENT_ID: name, INSTANCE_ID: name, PORT: String(this.#port) };
    const child = spawn(process.execPath, [join(projectRoot(), 'dist/apps', kind, 'src/main.js')], {
      env: { PATH: process.env['PATH'], ...environment, ...names },
      // Of its own group: a Ctrl-C reaches the campaign alone, which then ends all of it.
      detached: true,
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    this.#child = child;
    this.#asked = false;
    this.#lastAlive = performance.now();
    if (child.pid !== undefined) recordProcess(this.#record, child.pid);
    child.once('exit', (code, signal) => this.#ended(signal ?? `exit code ${code}`));
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    if (this.pid !== null) this.#child?.kill(signal);
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child === null || this.pid === null) return;
    this.#asked = true;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#asked = true;
    await endRecorded(this.#record, 'SIGKILL', 5_000);
  }

  /** As a probe sees it; null while nothing runs. */
  async health(): Promise<{ ready: boolean; live: boolean } | null> {
    if (this.pid === null) return null;
    const [ready, live] = await Promise.all([this.#ask('ready'), this.#ask('live')]);
    if (live !== false) this.#lastAlive = performance.now();
    if (performance.now() - this.#lastAlive > UNALIVE_MS) this.#child?.kill('SIGKILL');
    return { ready: ready === true, live: live !== false };
  }

  get #record(): string {
    return join(this.#options.directory, `${this.name}.json`);
  }

  async #ask(page: string): Promise<boolean | null> {
    try {
      const url = `http://127.0.0.1:${this.#port}/health/${page}`;
      const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return null;
    }
  }

  #ended(reason: string): void {
    const asked = this.#asked;
    this.#options.onExit(reason, asked);
    if (!asked) setTimeout(() => void this.start(), RESTART_MS);
  }
}
