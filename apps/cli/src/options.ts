import type { Arguments } from './arguments';
import type { Command, Option } from './command';
import type { PagesOf } from './worker-client';

const OUTPUT_FORMS = ['human', 'json'] as const;

export const COMMON = {
  output: { type: 'string', value: 'human|json', says: 'for people (default) or for programs' },
  help: { type: 'boolean', short: 'h', says: 'show this' },
} as const satisfies Command['options'];

export const VERBOSE = {
  verbose: { type: 'boolean', short: 'v', says: 'show people everything, not only what matters' },
} as const satisfies Command['options'];

export const BROKERS = {
  brokers: {
    type: 'string',
    value: 'host:port,…',
    says: 'instead of KAFKA_BOOTSTRAP_SERVERS (default localhost:9092)',
  },
} as const satisfies Command['options'];

/** Whose pages commands ask. */
export const BRIDGE = { worker: 'bridge', url: 'http://127.0.0.1:8054' } as const satisfies PagesOf;
export const MONITOR = { worker: 'dlq-monitor', url: 'http://127.0.0.1:8055' } as const satisfies PagesOf;
export const RECORDER = { worker: 'recorder', url: 'http://127.0.0.1:8056' } as const satisfies PagesOf;

/** Who answers operations over HTTP. */
export const SERVING = [
  { worker: 'intelligence', url: 'http://127.0.0.1:8053' },
  BRIDGE,
] as const satisfies readonly PagesOf[];

/** Of commands that ask the pages of a worker. */
export function pagesOptions({ worker, url }: PagesOf) {
  return {
    url: { type: 'string', value: 'URL', says: `where ${worker} serves its pages (default ${url})` },
    token: { type: 'string', value: 'TOKEN', says: `who asks, where ${worker} wants to know (better: OMNI_TOKEN)` },
    timeout: { type: 'string', value: 'DURATION', says: 'how long to wait for each answer (default 30s)' },
  } as const satisfies Command['options'];
}

export const PAYLOAD = {
  file: { type: 'string', value: 'FILE', says: 'the payload from a file' },
  json: { type: 'string', value: 'JSON', says: 'the payload as an argument; "-" reads it from standard input' },
} as const satisfies Command['options'];

export const STYLE = {
  style: {
    type: 'string',
    value: 'STYLE',
    says: 'spelling of the topics, and with it the field set (default underscored); see below',
  },
} as const satisfies Command['options'];

export const WORKERS = {
  type: 'string',
  value: 'N',
  says: 'threads (default: one for each core, at most 4)',
} as const satisfies Option;

/** Whether the answer is for a program. `--output` names a file where a command has formats of its own. */
export function wantsJson({ options }: Command, typed: Arguments): boolean {
  // `text` is what other tools call the form for people.
  if (options['output'] !== COMMON.output || typed.text('output') === 'text') return false;
  return typed.choice('output', OUTPUT_FORMS, 'human') === 'json';
}
