import { availableParallelism, tmpdir } from 'node:os';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { topicCatalog } from '#contracts';
import { applyTopics, KafkaConnection } from '#event-bus';
import { startLocalBroker } from '../../tools/local-broker/src';
import { startEmbeddedPostgres } from '../../tools/local-stack/src/embedded-postgres';
import { processState } from '../../tools/local-stack/src/proc';
import { AppProcess, type AppName } from '../support/app-process';

const DIST = join(__dirname, '..', '..');
const WORKERS: readonly AppName[] = ['bridge', 'dlq-monitor', 'intelligence'];
const STARTS = 3;

/** Intelligence warms its engines beside its first jobs; by then it is done. */
const SETTLED_AFTER_MS = 20_000;

interface Start {
  readonly readySeconds: number;
  readonly cpuAtReady: number;
  readonly cpuSettled: number;
}

/** `npm run bench -- start`: how long each worker takes from the start of its process until it is ready, on an empty broker. */
export async function reportStarts(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'omninode-bench-'));
  const broker = await startLocalBroker();
  const postgres = await startEmbeddedPostgres({ directory, log: () => undefined });
  try {
    await createTopics(broker.bootstrap);
    const rows = [];
    for (const worker of WORKERS) {
      const env = { KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap, DATABASE_URL: postgres.url, VALIDATION_WARM_UP: '20' };
      const starts: Start[] = [];
      for (let n = 0; n < STARTS; n += 1) starts.push(await start(worker, env));
      rows.push(row(worker, starts));
    }
    console.log(`start to ready, local broker, ${availableParallelism()} cores, Node ${process.version}`);
    console.table(rows);
  } finally {
    await broker.stop();
    await postgres.remove();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Once, so that no worker does it for the others. */
async function createTopics(bootstrap: string): Promise<void> {
  const nothing = (): void => undefined;
  const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
  await applyTopics(new KafkaConnection({ brokers: [bootstrap], clientId: 'bench' }, log), topicCatalog());
}

async function start(worker: AppName, env: Readonly<Record<string, string>>): Promise<Start> {
  const began = performance.now();
  const app = AppProcess.start(worker, env, DIST);
  try {
    await app.ready();
    const readySeconds = (performance.now() - began) / 1000;
    const cpuAtReady = cpuSeconds(app.pid);
    await pause(SETTLED_AFTER_MS);
    return { readySeconds, cpuAtReady, cpuSettled: cpuSeconds(app.pid) };
  } finally {
    await app.stop();
  }
}

function row(worker: AppName, starts: readonly Start[]): Record<string, string | number> {
  const middle = (of: (start: Start) => number): number =>
    Math.round(10 * (starts.map(of).toSorted((a, b) => a - b)[Math.floor(starts.length / 2)] ?? Number.NaN)) / 10;
  return {
    worker,
    'ready after s': middle(({ readySeconds }) => readySeconds),
    'CPU s until ready': middle(({ cpuAtReady }) => cpuAtReady),
    [`CPU s ${SETTLED_AFTER_MS / 1000} s later`]: middle(({ cpuSettled }) => cpuSettled),
  };
}

function cpuSeconds(pid: number): number {
  return (processState(pid)?.cpu ?? Number.NaN) / 1e6;
}
