import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { kafkaRecord, startApacheKafka } from '../../tools/local-stack/src/apache-kafka';
import { postgresRecord, startEmbeddedPostgres } from '../../tools/local-stack/src/embedded-postgres';
import { postgresHomeFor } from '../../tools/local-stack/src/postgres-account';
import { findPostgresBinaries } from '../../tools/local-stack/src/postgres-binaries';
import { freePort } from '../../tools/local-stack/src/ports';
import { endRecorded } from '../../tools/local-stack/src/process-record';
import { childrenOf } from '../support/children-of';

/** A server that can be started again where it was, with what it had on disk. */
export interface Server {
  readonly address: string;
  start(): Promise<void>;
  /** In order. */
  end(): Promise<void>;
  kill(): Promise<void>;
  /** SIGSTOP or SIGCONT to all its processes. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Ends it, whatever state it is in, and removes its files. */
  remove(): Promise<void>;
}

const REMOVED = 'the server has been removed';
// Only power cuts need fsync: a killed server's writes are in the kernel's hands.
const QUICK: Readonly<Record<string, string>> = { fsync: 'off', max_connections: '200' };
const silent = (): void => undefined;

export async function kafkaServer(directory: string, log: (line: string) => void = silent): Promise<Server> {
  const [port, controllerPort] = [await freePort(), await freePort()];
  let pid = 0;
  let removed = false;
  const start = async () => {
    if (removed) throw new Error(REMOVED);
    pid = (await startApacheKafka({ directory, port, controllerPort, log })).pid;
  };
  const end = (signal: NodeJS.Signals) => endRecorded(kafkaRecord(directory), signal, 20_000);
  return {
    address: `127.0.0.1:${port}`,
    start,
    end: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    signal: (signal) => send(signal, [pid]),
    remove: async () => {
      removed = true;
      await end('SIGKILL');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export async function postgresServer(directory: string, settings = QUICK): Promise<Server> {
  const port = await freePort();
  let pid = 0;
  let removed = false;
  const start = async () => {
    if (removed) throw new Error(REMOVED);
    ({ pid } = await startEmbeddedPostgres({ directory, port, settings, log: silent }));
  };
  const end = (signal: NodeJS.Signals) => endRecorded(postgresRecord(directory), signal, 10_000);
  mkdirSync(directory, { recursive: true });
  const home = postgresHomeFor(directory, findPostgresBinaries()).directory;
  const password = () => readFileSync(join(home, 'password'), 'utf8').trim();
  return {
    get address() {
      return `postgresql://omninode:${password()}@127.0.0.1:${port}/omninode`;
    },
    start,
    end: () => end('SIGINT'),
    // Its children notice that it is gone; the next one must not meet them.
    kill: async () => {
      const children = childrenOf(pid);
      await end('SIGKILL');
      send('SIGKILL', children);
    },
    signal: (signal) => send(signal, [pid, ...childrenOf(pid)]),
    remove: async () => {
      removed = true;
      send('SIGCONT', [pid, ...childrenOf(pid)]);
      await end('SIGQUIT');
      for (const place of [directory, home]) rmSync(place, { recursive: true, force: true });
    },
  };
}

function send(signal: NodeJS.Signals, pids: readonly number[]): void {
  for (const pid of pids.filter((each) => each > 0)) {
    try {
      process.kill(pid, signal);
    } catch {
      // It is gone already.
    }
  }
}
