import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer, encodeRequest, type InboundRecord, type Origin } from '#contracts';
import { startTracing, stopTracing, type TraceSampler } from '#tracing';
import { Delivery } from '../../libs/event-bus/src/delivery';
import { Context } from '../../libs/event-bus/src/pipeline/context';
import type { Handler } from '../../libs/event-bus/src/pipeline/handler';
import { ONCE } from '../../libs/event-bus/src/pipeline/once';
import { pipeline } from '../../libs/event-bus/src/pipeline/pipeline';
import { SendQueue } from '../../libs/event-bus/src/send-queue';
import { NO_METRICS } from '../../libs/event-bus/src/settings';

const RECORDS = 4_000;
const AT_ONCE = 100;
const ROUNDS = 9;

const nothing = (): void => undefined;
const SILENT = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const ORIGIN: Origin = {
  service: 'bench',
  version: '1.0.0',
  instanceId: 'bench-1',
  hostname: 'localhost',
  now: () => new Date(),
  newId: () => '550e8400-e29b-41d4-a716-446655440000',
};

const HANDLER: Handler = {
  kind: 'request',
  name: 'mixin',
  handle: async () => answer({ mixin_recommendations: [], total_recommendations: 0, reasoning: '' }),
};

/** A request through all steps to a broker that has everything at once. */
function prepared(): () => Promise<void> {
  const parts = {
    operation: 'mixin',
    style: 'dotted',
    correlationId: 'c-1',
    payload: { requirements: ['cache'] },
  } as const;
  const { topic, value } = encodeRequest(parts, ORIGIN);
  const place = { topic, partition: 0, offset: '0', timestamp: 0 };
  const record: InboundRecord = { ...place, key: null, value: Buffer.from(value), headers: {} };
  const sender = { send: () => Promise.resolve(), disconnect: () => Promise.resolve() };
  const queue = new SendQueue(() => Promise.resolve(sender), NO_METRICS);
  const run = pipeline({
    origin: ORIGIN,
    consumerGroup: 'bench',
    maxRetries: 3,
    delivery: new Delivery(queue, SILENT, NO_METRICS, new AbortController().signal),
    metrics: NO_METRICS,
    log: SILENT,
    inbox: null,
    middleware: {},
  });
  return () => run(new Context(record, HANDLER, ONCE, performance.now()));
}

/** Processor time of this process in microseconds per record: the middle one of several rounds. */
async function cost(once: () => Promise<void>): Promise<number> {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = process.cpuUsage();
    for (let sent = 0; sent < RECORDS; sent += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, once));
    const { user, system } = process.cpuUsage(began);
    rounds.push((user + system) / RECORDS);
  }
  return rounds.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

/** What four spans cost a record that is answered: receive, process, handle, send. */
export async function reportSpans(): Promise<void> {
  const collector = createServer((request, response) => request.resume().on('end', () => response.end()));
  await new Promise<void>((resolve) => {
    collector.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(collector.address() as AddressInfo).port}/v1/traces`;
  const once = prepared();
  await cost(once);
  const say = (how: string, microseconds: number) => console.log(`${how.padEnd(28)}${microseconds.toFixed(1)} µs`);
  say('not traced', await cost(once));
  for (const ratio of [0.01, 1]) {
    const sampler: TraceSampler = { parentBased: true, root: 'traceidratio', ratio };
    startTracing({ url, headers: {}, sampler, resource: {}, log: SILENT });
    say(`traced, ${ratio * 100} % recorded`, await cost(once));
    await stopTracing(1_000);
  }
  collector.close();
  collector.closeAllConnections();
}
