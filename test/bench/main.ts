import { mkdirSync, writeFileSync } from 'node:fs';
import { localPath } from '../../tools/local-stack/src/project';
import { reportAudit } from './audit';
import { measureCodec, reportCodec } from './codec';
import { contestants, measuredTopics } from './contestants';
import { measureCost } from './cost/cost';
import { measureDeadLetters, reportDeadLetters, type DeadLetterFigures } from './dead-letters';
import { reportIntelligence } from './intelligence';
import { reportManyDeadLetters } from './many-dead-letters';
import { measureEventLog, reportEventLog, type EventLogFigures } from './event-log';
import { measure, reportServers, type Result } from './measure';
import { readOptions, USAGE, type BenchOptions } from './options';
import { measurePeers, requireJavaAndMaven } from './peers/peers';
import { reportPersonalData } from './personal-data';
import { onStage, type Stage } from './stage';
import { measureStamping, reportStamping } from './stamping/stamping';
import { reportSpans } from './spans';
import { reportStarts } from './start';
import { reportTrace } from './trace';

const say = (line: string): void => console.log(line);

async function run(options: BenchOptions): Promise<void> {
  const { part, folder } = options;
  if (part === 'intelligence') return await reportIntelligence(folder);
  if (part === 'start') return await reportStarts();
  if (part === 'peers') return await benchPeers(options);
  if (part === 'log') return await benchEventLog(options);
  if (part === 'dead-letters') return await benchDeadLetters(options);
  if (part === 'kept') return await reportManyDeadLetters(options.records);
  if (part === 'stamping') return await benchStamping(options);
  if (part === 'spans') return await reportSpans();
  if (part === 'trace') return await reportTrace(options.events);
  if (part === 'audit') return await reportAudit();
  if (part === 'personal') return await reportPersonalData();
  const codec = part === 'all' || part === 'codec' ? measureCodec() : undefined;
  if (codec !== undefined) reportCodec(codec);
  if (part === 'codec') return;
  await onStage(say, async (stage) => {
    await stage.makeTopics(measuredTopics());
    const databaseUrl = await stage.startPostgres();
    const servers = part === 'cost' ? undefined : await benchServers(stage, databaseUrl, options);
    const cost = part === 'servers' ? undefined : await measureCost(stage, databaseUrl, options);
    keep('bench.json', { broker: stage.broker, node: process.version, servers, cost, codec });
  });
}

/** An event costs less than a request. */
const EVENTS_PER_REQUEST = 5;

async function benchEventLog({ requests, rounds }: BenchOptions): Promise<void> {
  const rows: EventLogFigures[] = [];
  for (let at = 0; at < rounds; at += 1) {
    await onStage(say, async (stage) => {
      await stage.makeTopics(measuredTopics());
      rows.push(await measureEventLog(stage, await stage.startPostgres(), requests * EVENTS_PER_REQUEST));
    });
  }
  reportEventLog(rows);
  keep('bench-log.json', { node: process.version, rows });
}

async function benchStamping(options: BenchOptions): Promise<void> {
  await onStage(say, async (stage) => {
    await stage.makeTopics(measuredTopics());
    const figures = await measureStamping(stage, await stage.startPostgres(), options);
    reportStamping(figures);
    keep('bench-stamping.json', { broker: stage.broker, node: process.version, ...figures });
  });
}

async function benchDeadLetters({ requests, rounds }: BenchOptions): Promise<void> {
  const rows: DeadLetterFigures[] = [];
  for (let at = 0; at < rounds; at += 1) {
    await onStage(say, async (stage) => {
      rows.push(...(await measureDeadLetters(stage, await stage.startPostgres(), requests)));
    });
  }
  reportDeadLetters(rows);
  keep('bench-dead-letters.json', { node: process.version, rows });
}

async function benchPeers(options: BenchOptions): Promise<void> {
  const programs = await requireJavaAndMaven();
  await onStage(say, async (stage) => {
    keep('bench-peers.json', { node: process.version, peers: await measurePeers(stage, programs, options, say) });
  });
}

async function benchServers(stage: Stage, databaseUrl: string, options: BenchOptions): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const contestant of contestants(stage, databaseUrl, options.requests)) {
    results.push(await measure(stage, contestant, options.roundTrips));
    say(`${contestant.name}: done`);
  }
  reportServers(stage.broker, results);
  return results;
}

/** What the tables are made from, below `.local/`. */
function keep(name: string, figures: unknown): void {
  const file = localPath(name);
  mkdirSync(localPath(), { recursive: true });
  writeFileSync(file, `${JSON.stringify(figures, null, 2)}\n`);
  say(`written to ${file}`);
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) return say(USAGE);
  await run(readOptions(args));
}

void main()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  })
  // An interrupted run has work left that nobody waits for.
  .finally(() => process.exit());
