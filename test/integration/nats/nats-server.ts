import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWith } from '../../support/describe-with';
import { eventually } from '../../support/eventually';

const BINARY = 'nats-server';

export const describeWithNats = (name: string, suite: () => void): void => describeWith(BINARY, name, suite);

/** A real server with JetStream on a port of its own, which survives restarts, and so does what it has stored. */
export class NatsServer {
  readonly #port: number;
  readonly #directory = mkdtempSync(join(tmpdir(), 'omninode-nats-'));
  readonly #options: readonly string[];
  #child: ChildProcess | null = null;

  private constructor(port: number, options: readonly string[]) {
    this.#port = port;
    this.#options = options;
  }

  /** `options` go to the command line as they are. */
  static async start(...options: readonly string[]): Promise<NatsServer> {
    const server = new NatsServer(await freePort(), options);
    await server.start();
    return server;
  }

  get url(): string {
    return `nats://127.0.0.1:${this.#port}`;
  }

  async start(): Promise<void> {
    const own = ['--addr', '127.0.0.1', '--port', String(this.#port), '--jetstream', '--store_dir', this.#directory];
    const child = spawn(BINARY, [...own, ...this.#options], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.#child = child;
    let said = '';
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    await eventually('nats-server is ready', () => {
      if (child.exitCode !== null) throw new Error(said);
      return said.includes('Server is ready');
    });
  }

  /** SIGKILL. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === null) return;
    this.#child = null;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /** Ends it and forgets what it stored. */
  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const occupant = createServer().listen(0, '127.0.0.1');
  await once(occupant, 'listening');
  const { port } = occupant.address() as AddressInfo;
  occupant.close();
  await once(occupant, 'close');
  return port;
}
