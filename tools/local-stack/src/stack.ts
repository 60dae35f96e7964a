import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { topicCatalog } from '#contracts';
import { describeDifference } from '#event-bus';
import { kafkaRecord } from './apache-kafka';
import { AppSpec, appRecord, stopApp, superviseApp } from './app-process';
import { Broker, findOrStartBroker, KAFKA_DIRECTORY } from './broker';
import { PortName, PORTS, StackConfig } from './config';
import { postgresRecord, startEmbeddedPostgres } from './embedded-postgres';
import { isPortFree, occupiedPortSentence } from './ports';
import { clearOrphan, endRecorded, killRecorded, recordedProcess, recordProcess } from './process-record';
import { localPath } from './project';
import { applyTopics } from './topics';

const READY_DEADLINE_MS = 90_000;
const POSTGRES_DIRECTORY = localPath('postgres');
const STACK_RECORD = localPath('run', 'stack.json');
const ADDRESSES = localPath('run', 'addresses.json');

export const APPS = ['intelligence', 'bridge', 'dlq-monitor', 'recorder', 'coordinator'] as const;

export interface Addresses {
  readonly bootstrap: string;
  readonly brokerKind: string;
  readonly databaseUrl: string;
  readonly ports: Readonly<Record<PortName, number>>;
}

export interface RunningStack extends Addresses {
  stop(): Promise<void>;
}

type Say = (line: string) => void;

/**
 * Clears what a killed stack left behind, finds or starts broker and database, creates the topics, starts the
 * services and waits until each is ready. Whatever was started by then is ended by `stopEverything`.
 */
export async function startStack(config: StackConfig, say: Say, signal: AbortSignal): Promise<RunningStack> {
  await claim(say);
  await requireFreePorts(config);
  const [broker, databaseUrl] = await Promise.all([findOrStartBroker(config, say), findOrStartDatabase(config, say)]);
  signal.throwIfAborted();
  await createTopics(broker, say);
  const addresses = { bootstrap: broker.bootstrap, brokerKind: broker.kind, databaseUrl, ports: config.ports };
  await startApps(config, addresses, say, signal);
  writeFileSync(ADDRESSES, JSON.stringify(addresses), { mode: 0o600 });
  return { ...addresses, stop: async () => stopEverything(() => broker.stop()) };
}

/** Apps first, then the broker, then the database, so that each can finish with what it depends on. */
export async function stopEverything(stopBroker: () => Promise<void> = async () => undefined): Promise<void> {
  if (!isOurs()) return;
  rmSync(ADDRESSES, { force: true });
  await Promise.all(APPS.map((name) => stopApp(name)));
  await stopBroker();
  await endRecorded(kafkaRecord(KAFKA_DIRECTORY), 'SIGTERM', 20_000);
  await endRecorded(postgresRecord(POSTGRES_DIRECTORY), 'SIGINT', 10_000);
  rmSync(STACK_RECORD, { force: true });
}

/** For those who cannot wait. */
export function killEverything(): void {
  if (!isOurs()) return;
  for (const name of APPS) killRecorded(appRecord(name));
  killRecorded(kafkaRecord(KAFKA_DIRECTORY));
  killRecorded(postgresRecord(POSTGRES_DIRECTORY));
  for (const file of [ADDRESSES, STACK_RECORD]) rmSync(file, { force: true });
}

/** Where the running stack of this folder is, or undefined where none runs. */
export function runningAddresses(): Addresses | undefined {
  if (recordedProcess(STACK_RECORD) === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(ADDRESSES, 'utf8')) as Addresses;
  } catch {
    return undefined;
  }
}

function isOurs(): boolean {
  return recordedProcess(STACK_RECORD)?.pid === process.pid;
}

async function claim(say: Say): Promise<void> {
  const other = recordedProcess(STACK_RECORD);
  if (other !== undefined)
    throw new Error(`A stack is already running here (process ${other.pid}): stop that one first.`);
  mkdirSync(dirname(STACK_RECORD), { recursive: true });
  recordProcess(STACK_RECORD, process.pid);
  await Promise.all(APPS.map((name) => clearOrphan(appRecord(name), name, 'SIGTERM', say)));
  await clearOrphan(kafkaRecord(KAFKA_DIRECTORY), 'Apache Kafka', 'SIGTERM', say);
  await clearOrphan(postgresRecord(POSTGRES_DIRECTORY), 'PostgreSQL', 'SIGINT', say);
}

async function requireFreePorts(config: StackConfig): Promise<void> {
  const servers: Readonly<Partial<Record<PortName, string>>> = {
    ...(config.kafkaBootstrapServers === undefined ? { kafka: 'the Kafka broker' } : {}),
    ...(config.databaseUrl === undefined ? { postgres: 'PostgreSQL' } : {}),
  };
  for (const name of Object.keys(PORTS) as PortName[]) {
    const service = servers[name] ?? APPS.find((app) => app === name);
    if (service === undefined || (await isPortFree(config.ports[name]))) continue;
    throw new Error(occupiedPortSentence(config.ports[name], service, PORTS[name].variable));
  }
}

async function findOrStartDatabase(config: StackConfig, say: Say): Promise<string> {
  if (config.databaseUrl !== undefined) return config.databaseUrl;
  say('Starting PostgreSQL …');
  const options = { directory: POSTGRES_DIRECTORY, port: config.ports.postgres, log: say };
  return (await startEmbeddedPostgres(options)).url;
}

async function createTopics(broker: Broker, say: Say): Promise<void> {
  const { create, differences, refused } = await applyTopics(broker.bootstrap, topicCatalog());
  if (create.length > refused.length) say(`Created ${create.length - refused.length} topics.`);
  for (const difference of differences) say(describeDifference(difference));
  for (const { topic, reason } of refused) say(`${topic} could not be created: ${reason}`);
}

async function startApps(config: StackConfig, addresses: Addresses, say: Say, signal: AbortSignal): Promise<void> {
  say(`Starting ${APPS.join(', ')} …`);
  const environment = {
    ...config.environment,
    KAFKA_BOOTSTRAP_SERVERS: addresses.bootstrap,
    DATABASE_URL: addresses.databaseUrl,
    RECORDER_URL: config.environment['RECORDER_URL'] ?? `http://127.0.0.1:${config.ports.recorder}`,
  };
  const specs: AppSpec[] = APPS.map((name) => ({ name, port: config.ports[name], environment }));
  const apps = specs.map((spec) => superviseApp(spec, say, signal));
  await Promise.all(apps.map((app) => app.ready(READY_DEADLINE_MS)));
}
