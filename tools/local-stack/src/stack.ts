import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { localStackFile, type LocalStack } from '#config';
import { topicCatalog } from '#contracts';
import { describeDifference, type ConnectionSettings } from '#event-bus';
import { kafkaRecord } from './apache-kafka';
import { appRecord, stopApp, superviseApp, type AppSpec } from './app-process';
import { findOrStartBroker, KAFKA_DIRECTORY, type Broker } from './broker';
import { PORTS, type PortName, type StackConfig } from './config';
import { buildConsole } from './console-build';
import { postgresRecord, startEmbeddedPostgres } from './embedded-postgres';
import { clearOrphan, endRecorded, killRecorded, recordedProcess, recordProcess } from './process-record';
import { readyAfter, type Progress } from './progress';
import { localPath, projectRoot } from './project';
import { Repeats } from './repeats';
import { applyTopics } from './topics';

/** On a machine that has much else to do. */
const READY_DEADLINE_MS = 300_000;
const POSTGRES_DIRECTORY = localPath('postgres');
const STACK_RECORD = localPath('run', 'stack.json');
const ADDRESSES = localStackFile(projectRoot());

export const APPS = ['intelligence', 'bridge', 'dlq-monitor', 'recorder', 'coordinator'] as const;

export interface Addresses extends LocalStack {
  readonly brokerKind: string;
  readonly ports: Readonly<Record<PortName, number>>;
}

export interface RunningStack extends Addresses {
  stop(): Promise<void>;
}

/**
 * Makes this process the one whose stack it is, and clears what a killed stack left behind. Throws where
 * another runs.
 */
export async function claim(say: (line: string) => void): Promise<void> {
  const other = owner();
  if (other !== undefined) {
    throw new Error(
      `A stack is already running here (process ${other}): "npm start -- stop" ends it, "npm start -- status" shows it.`,
    );
  }
  mkdirSync(dirname(STACK_RECORD), { recursive: true });
  recordProcess(STACK_RECORD, process.pid);
  await clearOrphans(say);
}

/** The process whose stack runs here. */
export function owner(): number | undefined {
  return recordedProcess(STACK_RECORD)?.pid;
}

/** Ends what belongs to a process that is gone. */
export async function clearOrphans(say: (line: string) => void): Promise<void> {
  await Promise.all(APPS.map((name) => clearOrphan(appRecord(name), name, 'SIGTERM', say)));
  await clearOrphan(kafkaRecord(KAFKA_DIRECTORY), 'Apache Kafka', 'SIGTERM', say);
  await clearOrphan(postgresRecord(POSTGRES_DIRECTORY), 'PostgreSQL', 'SIGINT', say);
}

/**
 * Finds or starts broker and database, creates the topics, starts the services and waits until each is ready. Aborts
 * `stopping` when it fails, and settles when nothing more is being started. Whatever was started by then is ended by
 * `stopEverything`.
 */
export async function startStack(
  config: StackConfig,
  progress: Progress,
  stopping: AbortController,
): Promise<RunningStack> {
  const { signal } = stopping;
  const broker = startBroker(config, progress, signal);
  const database = findOrStartDatabase(config, progress, signal);
  const site = progress.during('building the console', buildConsole(signal));
  try {
    await Promise.all([broker, database, site]);
    signal.throwIfAborted();
    const [{ kind: brokerKind, settings, stop }, databaseUrl] = [await broker, await database];
    const bootstrap = settings.brokers.join(',');
    const addresses = { pid: process.pid, bootstrap, brokerKind, databaseUrl, ports: config.ports };
    await startApps(config, addresses, progress, signal);
    writeFileSync(ADDRESSES, JSON.stringify(addresses), { mode: 0o600 });
    return { ...addresses, stop: async () => stopEverything(stop) };
  } catch (error) {
    stopping.abort();
    await Promise.allSettled([broker, database, site]);
    throw error;
  }
}

/** Apps first, then the broker, then the database, so that each can finish with what it depends on. */
export async function stopEverything(stopBroker: () => Promise<void> = async () => undefined): Promise<void> {
  if (owner() !== process.pid) return;
  rmSync(ADDRESSES, { force: true });
  await Promise.all(APPS.map((name) => stopApp(name)));
  await stopBroker();
  await endRecorded(kafkaRecord(KAFKA_DIRECTORY), 'SIGTERM', 20_000);
  await endRecorded(postgresRecord(POSTGRES_DIRECTORY), 'SIGINT', 10_000);
  rmSync(STACK_RECORD, { force: true });
}

/** For those who cannot wait. */
export function killEverything(): void {
  if (owner() !== process.pid) return;
  for (const name of APPS) killRecorded(appRecord(name));
  killRecorded(kafkaRecord(KAFKA_DIRECTORY));
  killRecorded(postgresRecord(POSTGRES_DIRECTORY));
  for (const file of [ADDRESSES, STACK_RECORD]) rmSync(file, { force: true });
}

/** Where the running stack of this folder is, or undefined where none runs, or not yet. */
export function runningAddresses(): Addresses | undefined {
  if (owner() === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(ADDRESSES, 'utf8')) as Addresses;
  } catch {
    return undefined;
  }
}

async function startBroker(config: StackConfig, progress: Progress, signal: AbortSignal): Promise<Broker> {
  const broker = await findOrStartBroker(config, progress, signal);
  signal.throwIfAborted();
  await progress.during('creating topics', createTopics(broker.settings, progress));
  return broker;
}

async function findOrStartDatabase(config: StackConfig, progress: Progress, signal: AbortSignal): Promise<string> {
  if (config.databaseUrl !== undefined) return config.databaseUrl;
  progress.say('Starting PostgreSQL …');
  const startedAt = Date.now();
  const options = { directory: POSTGRES_DIRECTORY, port: config.ports.postgres, log: progress.say, signal };
  const { url } = await progress.during('starting PostgreSQL', startEmbeddedPostgres(options));
  progress.say(`PostgreSQL: ${readyAfter(startedAt)}`);
  return url;
}

async function createTopics(broker: ConnectionSettings, { say }: Progress): Promise<void> {
  const { create, differences, refused } = await applyTopics(broker, topicCatalog());
  if (create.length > refused.length) say(`Created ${create.length - refused.length} topics.`);
  for (const difference of differences) say(describeDifference(difference));
  for (const { topic, reason } of refused) say(`${topic} could not be created: ${reason}`);
}

async function startApps(
  config: StackConfig,
  addresses: Addresses,
  { say, during }: Progress,
  signal: AbortSignal,
): Promise<void> {
  say(`Starting ${APPS.join(', ')} …`);
  const startedAt = Date.now();
  const environment = {
    ...config.environment,
    KAFKA_BOOTSTRAP_SERVERS: addresses.bootstrap,
    DATABASE_URL: addresses.databaseUrl,
    RECORDER_URL: config.environment['RECORDER_URL'] || `http://127.0.0.1:${config.ports.recorder}`,
  };
  const repeats = new Repeats(say);
  const shown = { say, complain: (service: string, line: string) => repeats.show(service, line) };
  await Promise.all(
    APPS.map(async (name) => {
      const spec: AppSpec = { name, port: config.ports[name], portVariable: PORTS[name].variable, environment };
      const app = superviseApp(spec, shown, signal);
      await during(name, app.ready(READY_DEADLINE_MS), app.waitsFor);
      say(`${name}: ${readyAfter(startedAt)}`);
    }),
  );
}
