import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { AnyOutboundRecord } from '#contracts';
import { KafkaConnection } from '#event-bus';
import type { Database } from '#storage';
import type { AppName } from '../support/app-process';
import { eventually } from '../support/eventually';
import { processHoldings, processState } from '../../tools/local-stack/src/proc';
import { stopServer, type Stage } from './stage';

const SEND_AT_ONCE = 1_000;
const FILL_MS = 600_000;

/** The rows of a table into the same table, indexes and all, by the fastest way PostgreSQL has; rows a second. */
export async function copyAgain(database: Database, table: string, count: number): Promise<number> {
  const [server] = await database.query<{ data_directory: string }>('SHOW data_directory');
  const file = join(server?.data_directory ?? '', `${table}.copy`);
  const minutes = 600_000;
  await database.transaction((query) => query(`COPY (SELECT * FROM ${table}) TO '${file}' (FORMAT binary)`), minutes);
  await database.query(`TRUNCATE ${table} CASCADE`);
  const began = performance.now();
  await database.transaction((query) => query(`COPY ${table} FROM '${file}' (FORMAT binary)`), minutes);
  return perSecond(count, began);
}

export interface Stored {
  /** Records a second. */
  readonly rate: number;
  /** Processor time of the worker for one of them, in microseconds. */
  readonly cpu: number;
  readonly peakMb: number;
}

/** How fast a worker stores what stands on its topics: from the first that is stored to the last. */
export async function storeAll(
  stage: Stage,
  worker: { readonly name: AppName; readonly env: Readonly<Record<string, string>> },
  count: number,
  stored: () => Promise<number>,
): Promise<Stored> {
  const server = stage.start({
    name: worker.name,
    args: [join(__dirname, `../../apps/${worker.name}/src/main.js`)],
    env: {
      KAFKA_BOOTSTRAP_SERVERS: stage.bootstrap,
      KAFKA_CONSUMER_GROUP: `bench-${randomUUID()}`,
      PORT: '0',
      ...worker.env,
    },
  });
  const first = await eventually(`${worker.name} begins`, async () => (await stored()) || undefined, FILL_MS);
  const [began, before] = [performance.now(), processState(server.pid)?.cpu ?? Number.NaN];
  await eventually('all is stored', async () => (await stored()) >= count, FILL_MS);
  const rate = perSecond(count - first, began);
  const cpu = ((processState(server.pid)?.cpu ?? Number.NaN) - before) / (count - first);
  const peakMb = (processHoldings(server.pid)?.peakKb ?? Number.NaN) / 1024;
  await stopServer(server);
  return { rate, cpu, peakMb };
}

export async function publishAll(
  bootstrap: string,
  count: number,
  record: (number: number) => AnyOutboundRecord,
): Promise<void> {
  const connection = new KafkaConnection({ brokers: [bootstrap], clientId: 'bench' }, { debug: () => undefined });
  const sender = await connection.connectProducer();
  for (let at = 0; at < count; at += SEND_AT_ONCE) {
    await sender.send(Array.from({ length: Math.min(SEND_AT_ONCE, count - at) }, (_, index) => record(at + index)));
  }
  await sender.disconnect();
}

export function perSecond(count: number, began: number): number {
  return (count / (performance.now() - began)) * 1000;
}
