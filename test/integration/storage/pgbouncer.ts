import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../../tools/local-stack/src/ports';
import { describeWith } from '../../support/describe-with';
import { eventually } from '../../support/eventually';

const BINARY = 'pgbouncer';

export const describeWithPgBouncer = (name: string, suite: () => void): void => describeWith(BINARY, name, suite);

/** A real PgBouncer before a database, with transaction pooling; all else is its default. */
export class PgBouncer {
  readonly #directory = mkdtempSync(join(tmpdir(), 'omninode-pgbouncer-'));
  readonly #child: ChildProcess;

  private constructor(
    readonly url: string,
    server: URL,
    settings: readonly string[],
  ) {
    const { port, username } = new URL(url);
    const users = join(this.#directory, 'userlist.txt');
    writeFileSync(users, `"${username}" "${server.password}"\n`);
    const file = join(this.#directory, 'pgbouncer.ini');
    const lines = [
      '[databases]',
      `* = host=${server.hostname} port=${server.port}`,
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = scram-sha-256',
      `auth_file = ${users}`,
      'pool_mode = transaction',
      ...settings,
    ];
    writeFileSync(file, `${lines.join('\n')}\n`);
    chmodSync(this.#directory, 0o755);
    // It refuses to run as root.
    const account = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
    this.#child = spawn(BINARY, [...account, file], { stdio: ['ignore', 'ignore', 'pipe'] });
  }

  static async start(serverUrl: string, ...settings: readonly string[]): Promise<PgBouncer> {
    const url = new URL(serverUrl);
    url.port = String(await freePort());
    const bouncer = new PgBouncer(url.toString(), new URL(serverUrl), settings);
    await bouncer.#ready();
    return bouncer;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) {
      this.#child.kill('SIGKILL');
      await once(this.#child, 'exit');
    }
    rmSync(this.#directory, { recursive: true, force: true });
  }

  async #ready(): Promise<void> {
    let said = '';
    this.#child.stderr?.on('data', (chunk) => (said += String(chunk)));
    await eventually('PgBouncer is ready', () => {
      if (this.#child.exitCode !== null) throw new Error(said);
      return said.includes('process up');
    });
  }
}
