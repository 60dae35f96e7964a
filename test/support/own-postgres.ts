import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type RunningPostgres } from '../../tools/local-stack/src/embedded-postgres';

/** A PostgreSQL server of the test's own, to do to it what the others could not go on with. */
export class OwnPostgres {
  readonly #directory = mkdtempSync(join(tmpdir(), 'omninode-postgres-'));
  #server: RunningPostgres | null = null;
  #port: number | undefined;

  static async start(): Promise<OwnPostgres> {
    const own = new OwnPostgres();
    await own.start();
    return own;
  }

  /** Also after `kill`, at the same address. */
  async start(): Promise<void> {
    const port = this.#port === undefined ? {} : { port: this.#port };
    const settings = { fsync: 'off' };
    const quiet = (): void => undefined;
    this.#server = await startEmbeddedPostgres({ directory: this.#directory, log: quiet, settings, ...port });
    this.#port = Number(new URL(this.#server.url).port);
  }

  get url(): string {
    return this.#running.url;
  }

  /** SIGSTOP to every process of the server: connections are accepted by the system, and nothing answers. */
  hang(): void {
    this.#signal('SIGSTOP');
  }

  resume(): void {
    this.#signal('SIGCONT');
  }

  /** Ends the server at once, as a crash would. */
  async kill(): Promise<void> {
    process.kill(this.#running.pid, 'SIGQUIT');
    await this.stop();
  }

  async stop(): Promise<void> {
    this.resume();
    await this.#running.stop();
  }

  get #running(): RunningPostgres {
    if (this.#server === null) throw new Error('the server was not started');
    return this.#server;
  }

  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.#running;
    for (const target of [pid, ...childrenOf(pid)]) {
      try {
        process.kill(target, signal);
      } catch {
        // It has ended meanwhile.
      }
    }
  }
}

function childrenOf(pid: number): number[] {
  const listed = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = listed.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([child, parent]) => (parent === pid && child !== undefined ? [child] : []));
}
