import { writeFileSync } from 'node:fs';
import { topicCatalog } from '#contracts';
import { describeDifference, type ConnectionSettings } from '#event-bus';
import { superviseApp, type AppSpec } from './app-process';
import { findOrStartBroker, type Broker } from './broker';
import { PORTS, type StackConfig } from './config';
import { buildConsole } from './console-build';
import { startEmbeddedPostgres } from './embedded-postgres';
import { readyAfter, type Progress } from './progress';
import { Repeats } from './repeats';
import { ADDRESSES, APPS, POSTGRES_DIRECTORY, stopEverything, type Addresses } from './stack-processes';
import { applyTopics } from './topics';

/** On a machine that has much else to do. */
const READY_DEADLINE_MS = 300_000;

export interface RunningStack extends Addresses {
  stop(): Promise<void>;
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

async function startBroker(config: StackConfig, progress: Progress, signal: AbortSignal): Promise<Broker> {
  const broker = await findOrStartBroker(config, progress, signal);
  signal.throwIfAborted();
  await progress.during(
    'creating topics',
    createTopics({ ...broker.settings, ...(config.topics && { topics: config.topics }) }, progress),
  );
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
