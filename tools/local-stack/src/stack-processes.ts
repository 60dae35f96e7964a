import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { localStackFile, type LocalStack } from '#config';
import { kafkaRecord } from './apache-kafka';
import { appRecord, stopApp } from './app-process';
import type { PortName } from './config';
import { postgresRecord } from './embedded-postgres';
import { clearOrphan, endRecorded, killRecorded, recordedProcess, recordProcess } from './process-record';
import { localPath, projectRoot } from './project';

export const KAFKA_DIRECTORY = localPath('kafka');
export const POSTGRES_DIRECTORY = localPath('postgres');
export const ADDRESSES = localStackFile(projectRoot());
const STACK_RECORD = localPath('run', 'stack.json');

export const APPS = ['intelligence', 'bridge', 'dlq-monitor', 'recorder', 'coordinator'] as const;

export interface Addresses extends LocalStack {
  readonly brokerKind: string;
  readonly ports: Readonly<Record<PortName, number>>;
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
