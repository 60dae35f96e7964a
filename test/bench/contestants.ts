import { join } from 'node:path';
import { routeOf } from '#contracts';
import type { Route } from './load';
import type { Contestant } from './measure';
import type { Command, Stage } from './stage';

const DIST = join(__dirname, '..', '..');
const SERVERS = join(DIST, 'test', 'bench', 'servers');

export const NO_OP_ROUTE = ours('analyze');
export const RAW_ROUTE = plain('ajv');

function ours(operation: 'analyze' | 'batch_stamp' | 'mixin' | 'stamp'): Route {
  const { request, response } = routeOf(operation, 'dotted');
  return { request, response, headers: () => ({}) };
}

function plain(topic: string): Route {
  return { request: `bench.${topic}`, response: `bench.${topic}.reply`, headers: () => ({}) };
}

function nestHeaders(id: string): Record<string, string> {
  return {
    kafka_correlationId: id,
    kafka_replyTopic: 'bench.nest.reply',
    kafka_replyPartition: '0',
  };
}

export type Echo = 'message' | 'batch' | 'checked-batch' | 'slow-batch';

export function rawEcho(bootstrap: string, { request, response }: Route, unit: Echo, group: string): Command {
  return { name: group, args: [join(SERVERS, 'raw-echo.js'), bootstrap, request, response, unit, group] };
}

/** In flight as many as the workers of this project have unless told otherwise. */
export function oursNoOp(bootstrap: string, group: string, handlers: 'fast' | 'slow' = 'fast'): Command {
  return { name: group, args: [join(SERVERS, 'ours-no-op.js'), bootstrap, '300', group, handlers] };
}

export function bridge(bootstrap: string, databaseUrl: string): Command {
  const env = { KAFKA_BOOTSTRAP_SERVERS: bootstrap, DATABASE_URL: databaseUrl, PORT: '0', LOG_LEVEL: 'warn' };
  return { name: 'bridge', args: [join(DIST, 'apps', 'bridge', 'src', 'main.js')], env };
}

/** What is sent and answered in the tables. */
export function measuredTopics(): readonly string[] {
  const routes = [
    ...['raw', 'ajv', 'each', 'nest', 'wait'].map(plain),
    ...(['analyze', 'mixin', 'stamp', 'batch_stamp'] as const).map(ours),
  ];
  return routes.flatMap(({ request, response }) => [request, response]);
}

/** `requests` of the throughput run; who takes one at a time is asked less, so that a run stays short. */
export function contestants({ bootstrap }: Stage, databaseUrl: string, requests: number): readonly Contestant[] {
  const few = Math.ceil(requests / 10);
  const some = Math.ceil(requests / 4);
  const raw = (name: string, topic: string, unit: Echo, count: number): Contestant => {
    const route = plain(topic);
    return { name, route, requests: count, command: rawEcho(bootstrap, route, unit, `raw-echo-${unit}`) };
  };
  return [
    raw('(a) raw kafkajs, batches', 'raw', 'batch', requests),
    raw('(a) the same with Ajv', 'ajv', 'checked-batch', requests),
    raw('(a) raw kafkajs, one by one', 'each', 'message', few),
    {
      name: '(b) stock NestJS transport',
      route: { ...plain('nest'), headers: nestHeaders },
      requests: few,
      command: { args: [join(SERVERS, 'stock-nest.js'), bootstrap, 'bench.nest'] },
    },
    { name: '(c) ours, no-op', route: NO_OP_ROUTE, requests, command: oursNoOp(bootstrap, 'ours-no-op') },
    raw('(a) batches, slow handlers', 'wait', 'slow-batch', some),
    {
      name: '(c) ours, slow handlers',
      route: ours('mixin'),
      requests: some,
      command: oursNoOp(bootstrap, 'ours-slow', 'slow'),
    },
    { name: '(d) ours, stamping', route: ours('stamp'), requests, command: bridge(bootstrap, databaseUrl) },
  ];
}
