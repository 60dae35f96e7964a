import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import { findJavaAndMaven, kafkaJars } from './kafka-artifacts';
import { freePort } from './ports';
import { clearOrphan } from './process-record';
import { projectRoot } from './project';
import { startServer } from './server-process';

export { findJavaAndMaven } from './kafka-artifacts';

const NAME = 'Apache Kafka';
const READY_DEADLINE_MS = 120_000;
const STOP_DEADLINE_MS = 20_000;

export interface ApacheKafkaOptions {
  /** Data, log and process record; kept between runs. */
  readonly directory: string;
  /** Clients' port on 127.0.0.1; a free one when absent. */
  readonly port?: number;
  readonly controllerPort?: number;
  readonly log: (line: string) => void;
  /** Ends the start; what was started by then is ended by who asked for it. */
  readonly signal?: AbortSignal;
  /** Broker settings, over the ones below. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Passwords of accounts for SCRAM-SHA-512 that are there from the first start on. */
  readonly accounts?: Readonly<Record<string, string>>;
}

export interface RunningKafka {
  readonly bootstrap: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Where `startApacheKafka` remembers the process of this directory. */
export function kafkaRecord(directory: string): string {
  return join(resolve(directory), 'process.json');
}

/**
 * One Apache Kafka node (KRaft, broker and controller in one) on 127.0.0.1, ready when it knows its controller and
 * coordinates groups, which it does a moment later: a consumer that comes in between may give up.
 * An orphan of a killed owner on the same directory is stopped first; a live owner's node makes this throw.
 */
export async function startApacheKafka(options: ApacheKafkaOptions): Promise<RunningKafka> {
  const programs = await findJavaAndMaven();
  if (programs === undefined) throw new Error('Apache Kafka needs Java 17 or newer and Maven.');
  const { log, signal } = options;
  const directory = resolve(options.directory);
  const record = kafkaRecord(directory);
  const logFile = join(directory, 'kafka.log');
  await clearOrphan(record, NAME, 'SIGTERM', log);
  const classPath = join(await kafkaJars(programs.mvn, log, signal), '*');
  const port = options.port ?? (await freePort());
  const properties = writeProperties(directory, port, options.controllerPort ?? (await freePort()), options.settings);
  await formatOnce(programs.java, classPath, directory, properties, options);
  signal?.throwIfAborted();
  const args = [...jvmFlags(), '-cp', classPath, 'kafka.Kafka', properties];
  const server = startServer({ name: NAME, program: programs.java, args, record, logFile, log });
  const bootstrap = `127.0.0.1:${port}`;
  await server.ready(() => isBrokerReady(bootstrap), READY_DEADLINE_MS, signal);
  return { bootstrap, pid: server.pid, stop: () => server.stop('SIGTERM', STOP_DEADLINE_MS) };
}

function jvmFlags(): readonly string[] {
  const logging = join(projectRoot(), 'tools/local-stack/kafka/log4j2.properties');
  return ['-Xms256m', '-Xmx512m', '-Djava.awt.headless=true', `-Dlog4j2.configurationFile=${logging}`];
}

/** Small and quick to start: one user, one node, loopback. */
function brokerSettings(directory: string, port: number, controllerPort: number): Record<string, string> {
  return {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'log.dirs': join(directory, 'data'),
    'auto.create.topics.enable': 'false',
    'group.initial.rebalance.delay.ms': '0',
    'min.insync.replicas': '1',
    'offsets.topic.replication.factor': '1',
    'offsets.topic.num.partitions': '4',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'transaction.state.log.num.partitions': '4',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'log.segment.bytes': String(64 * 1024 * 1024),
    // The default of 128 MiB is a quarter of the heap.
    'log.cleaner.dedupe.buffer.size': String(16 * 1024 * 1024),
    // Indexes are laid out at full size: 10 MiB each, times two, times every partition.
    'log.index.size.max.bytes': String(1024 * 1024),
    // A node that was killed may register again only when its old session is over: 9 s by default.
    'broker.session.timeout.ms': '3000',
    'broker.heartbeat.interval.ms': '500',
    'num.network.threads': '2',
    'num.io.threads': '4',
  };
}

function writeProperties(
  directory: string,
  port: number,
  controllerPort: number,
  settings: Readonly<Record<string, string>> = {},
): string {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'server.properties');
  const all = { ...brokerSettings(directory, port, controllerPort), ...settings };
  writeFileSync(
    file,
    Object.entries(all)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  return file;
}

/** `--ignore-formatted` lets a format that was cut short be done again. */
async function formatOnce(
  java: string,
  classPath: string,
  directory: string,
  properties: string,
  { accounts = {}, signal }: Pick<ApacheKafkaOptions, 'accounts' | 'signal'>,
): Promise<void> {
  if (existsSync(join(directory, 'data', 'meta.properties'))) return;
  const clusterId = randomBytes(16).toString('base64url');
  const format = ['format', `--cluster-id=${clusterId}`, '--config', properties, '--ignore-formatted'];
  for (const [name, password] of Object.entries(accounts)) {
    format.push('--add-scram', `SCRAM-SHA-512=[name=${name},password=${password}]`);
  }
  await promisify(execFile)(java, ['-cp', classPath, 'kafka.tools.StorageTool', ...format], { signal });
}

/** Whether it answers, names a broker and a controller, and coordinates groups. */
export async function isBrokerReady(bootstrap: string): Promise<boolean> {
  const kafka = new Kafka({
    clientId: 'local-stack',
    brokers: bootstrap.split(','),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1_000,
    requestTimeout: 2_000,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const { brokers, controller } = await admin.describeCluster();
    if (brokers.length === 0 || controller === null) return false;
    await admin.fetchOffsets({ groupId: 'local-stack' });
    return true;
  } catch {
    return false;
  } finally {
    await admin.disconnect();
  }
}
