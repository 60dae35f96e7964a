import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routeOf, topicCatalog } from '#contracts';
import { applyTopics, KafkaConnection } from '#event-bus';
import { startLocalBroker } from '../../tools/local-broker/src';
import { findJavaAndMaven, startApacheKafka } from '../../tools/local-stack/src/apache-kafka';
import { startEmbeddedPostgres } from '../../tools/local-stack/src/embedded-postgres';
import { measureCodec } from './codec';
import { reportIntelligence } from './intelligence';
import { Load, type Latencies, type Route } from './load';

interface Contestant {
  readonly name: string;
  readonly route: Route;
  /** Requests in the throughput run; fewer for who is slow, so that a run stays short. */
  readonly requests: number;
  readonly script: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

interface Result extends Latencies {
  readonly name: string;
  readonly requestsPerSecond: number;
  /** Microseconds of processor time for each request; `NaN` where the system does not tell. */
  readonly cpu: number;
}

/** Linux counts processor time in hundredths of a second. */
const TICK_MICROSECONDS = 10_000;

const DIST = join(__dirname, '..', '..');
const LATENCY_REQUESTS = 500;

/**
 * `npm run bench`: what the codec costs by itself, then the same 2 KiB messages through eight servers on one broker in
 * one run. `npm run bench -- codec` stops after the first; `npm run bench -- intelligence` measures validation instead.
 */
async function main(): Promise<void> {
  const [part, folder] = process.argv.slice(2);
  if (part === 'intelligence') return await reportIntelligence(folder);
  const codec = reportCodec();
  if (part === 'codec') return;
  const directory = mkdtempSync(join(tmpdir(), 'omninode-bench-'));
  const quiet = (): void => undefined;
  const real = (await findJavaAndMaven()) !== undefined;
  const broker = real
    ? await startApacheKafka({ directory: join(directory, 'kafka'), log: console.log })
    : await startLocalBroker();
  const postgres = await startEmbeddedPostgres({ directory: join(directory, 'postgres'), log: quiet });
  try {
    const results: Result[] = [];
    for (const contestant of await contestants(broker.bootstrap, postgres.url)) {
      results.push(await measure(broker.bootstrap, contestant));
      console.log(`${contestant.name}: done`);
    }
    report(real ? 'Apache Kafka' : 'local broker', results, codec);
  } finally {
    await broker.stop();
    await postgres.remove();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function contestants(bootstrap: string, databaseUrl: string): Promise<Contestant[]> {
  const nothing = (): void => undefined;
  const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
  const connection = new KafkaConnection({ brokers: [bootstrap], clientId: 'bench' }, log);
  const own = ['raw', 'ajv', 'each', 'nest', 'wait']
    .flatMap((topic) => [topic, `${topic}.reply`])
    .map((name) => ({
      name: `bench.${name}`,
      partitions: 3,
      config: {},
    }));
  await applyTopics(connection, [...topicCatalog(), ...own]);
  const none = (): Record<string, string> => ({});
  const noOp = routeOf('analyze', 'dotted');
  const slow = routeOf('mixin', 'dotted');
  const stamping = routeOf('stamp', 'dotted');
  const ours = (operation: typeof noOp): Route => ({
    request: operation.request,
    response: operation.response,
    headers: none,
  });
  const servers = join(DIST, 'test', 'bench', 'servers');
  const nestHeaders = (id: string): Record<string, string> => ({
    kafka_correlationId: id,
    kafka_replyTopic: 'bench.nest.reply',
    kafka_replyPartition: '0',
  });
  return [
    {
      name: '(a) raw kafkajs, batches',
      route: { request: 'bench.raw', response: 'bench.raw.reply', headers: none },
      requests: 20_000,
      script: join(servers, 'raw-echo.js'),
      args: [bootstrap, 'bench.raw', 'bench.raw.reply', 'batch'],
    },
    {
      name: '(a) the same with Ajv',
      route: { request: 'bench.ajv', response: 'bench.ajv.reply', headers: none },
      requests: 20_000,
      script: join(servers, 'raw-echo.js'),
      args: [bootstrap, 'bench.ajv', 'bench.ajv.reply', 'checked-batch'],
    },
    {
      name: '(a) raw kafkajs, one by one',
      route: { request: 'bench.each', response: 'bench.each.reply', headers: none },
      requests: 2_000,
      script: join(servers, 'raw-echo.js'),
      args: [bootstrap, 'bench.each', 'bench.each.reply', 'message'],
    },
    {
      name: '(b) stock NestJS transport',
      route: { request: 'bench.nest', response: 'bench.nest.reply', headers: nestHeaders },
      requests: 2_000,
      script: join(servers, 'stock-nest.js'),
      args: [bootstrap, 'bench.nest'],
    },
    {
      name: '(c) ours, no-op',
      route: ours(noOp),
      requests: 20_000,
      script: join(servers, 'ours-no-op.js'),
      args: [bootstrap, '300'],
    },
    {
      name: '(a) batches, slow handlers',
      route: { request: 'bench.wait', response: 'bench.wait.reply', headers: none },
      requests: 5_000,
      script: join(servers, 'raw-echo.js'),
      args: [bootstrap, 'bench.wait', 'bench.wait.reply', 'slow-batch'],
    },
    {
      name: '(c) ours, slow handlers',
      route: ours(slow),
      requests: 5_000,
      script: join(servers, 'ours-no-op.js'),
      args: [bootstrap, '300', 'slow'],
    },
    {
      name: '(d) ours, stamping',
      route: ours(stamping),
      requests: 20_000,
      script: join(DIST, 'apps', 'bridge', 'src', 'main.js'),
      args: [],
      env: { KAFKA_BOOTSTRAP_SERVERS: bootstrap, DATABASE_URL: databaseUrl, PORT: '0', LOG_LEVEL: 'warn' },
    },
  ];
}

async function measure(bootstrap: string, contestant: Contestant): Promise<Result> {
  const { name, route, requests, script, args, env } = contestant;
  const load = await Load.open(bootstrap, route);
  let server: ChildProcess | null = null;
  try {
    const start = (): Promise<void> => {
      server = fork(script, [...args], {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      });
      return Promise.resolve();
    };
    const throughput = await load.throughput(requests, start, () => cpuOf(server?.pid));
    return { name, ...throughput, ...(await load.latency(LATENCY_REQUESTS)) };
  } finally {
    await load.close();
    await stop(server);
  }
}

/** Processor time a process has had, in microseconds. */
function cpuOf(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MICROSECONDS;
  } catch {
    return Number.NaN;
  }
}

async function stop(server: ChildProcess | null): Promise<void> {
  if (server === null || server.exitCode !== null) return;
  server.kill('SIGTERM');
  await Promise.race([once(server, 'exit'), new Promise((resolve) => setTimeout(resolve, 10_000).unref())]);
  server.kill('SIGKILL');
}

function reportCodec(): ReturnType<typeof measureCodec> {
  const codec = measureCodec();
  const plain = codec.results[1]?.microseconds ?? Number.NaN;
  console.log(`decode + validate + encode of ${codec.bytes} bytes, one core, Node ${process.version}`);
  console.table(
    codec.results.map(({ name, microseconds }) => ({
      codec: name,
      µs: round(microseconds),
      '× class-validator': round(plain / microseconds),
    })),
  );
  return codec;
}

/** Ratios, because absolute figures belong to the machine they were taken on. */
function report(broker: string, results: readonly Result[], codec: ReturnType<typeof measureCodec>): void {
  const raw = results.find(({ name }) => name === '(a) the same with Ajv');
  const nest = results.find(({ name }) => name.startsWith('(b)'));
  const rows = results.map((result) => ({
    server: result.name,
    'requests/s': Math.round(result.requestsPerSecond),
    '× batches': round(result.requestsPerSecond / (raw?.requestsPerSecond ?? Number.NaN)),
    '× nest': round(result.requestsPerSecond / (nest?.requestsPerSecond ?? Number.NaN)),
    'CPU µs': Math.round(result.cpu),
    'p50 ms': round(result.p50),
    'p95 ms': round(result.p95),
    'p99 ms': round(result.p99),
  }));
  console.log(`2 KiB messages, ${broker}, Node ${process.version}`);
  console.table(rows);
  const file = join('.local', 'bench.json');
  writeFileSync(file, `${JSON.stringify({ broker, node: process.version, results, codec }, null, 2)}\n`);
  console.log(`written to ${file}`);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

void main();
