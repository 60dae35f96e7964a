import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres, type RunningPostgres } from '../../tools/local-stack/src/embedded-postgres';
import type { PostgresBinaries } from '../../tools/local-stack/src/postgres-binaries';
import { childrenOf } from './children-of';

/** A PostgreSQL server of the test's own, to do to it what the others could not go on with. */
export class OwnPostgres {
  readonly #directory = mkdtempSync(join(tmpdir(), 'omninode-postgres-'));
  #server: RunningPostgres | null = null;
  #port: number | undefined;

  private constructor(private readonly binaries: PostgresBinaries | undefined) {}

  /** `binaries`: other programs than those that npm installed. */
  static async start(binaries?: PostgresBinaries): Promise<OwnPostgres> {
    const own = new OwnPostgres(binaries);
    await own.start();
    return own;
  }

  /** Also after `kill`, at the same address. */
  async start(): Promise<void> {
    const port = this.#port === undefined ? {} : { port: this.#port };
    const options = { directory: this.#directory, log: (): void => undefined, settings: { fsync: 'off' }, ...port };
    this.#server = await startEmbeddedPostgres({ ...options, ...(this.binaries && { binaries: this.binaries }) });
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

  /** Lets nobody in and ends those who are, as a restart by an operator does; what was committed is on the disk. */
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
