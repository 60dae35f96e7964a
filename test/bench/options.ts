import { parseArgs } from 'node:util';

const PARTS = [
  'all',
  'codec',
  'servers',
  'cost',
  'peers',
  'start',
  'log',
  'dead-letters',
  'kept',
  'trace',
  'spans',
  'audit',
  'personal',
  'stamping',
  'intelligence',
] as const;

export type Part = (typeof PARTS)[number];

export const USAGE = `Usage: npm run bench [-- PART] [options]

  (nothing)              the codec, the servers and the cost
  codec                  what every message costs by itself, without a broker
  servers                the same messages through eight servers on one broker
  cost                   a worker beside raw kafkajs, beside a second worker, and idle
  peers                  ours beside what is used in Python and Java: aiokafka, FastStream, confluent-kafka,
                         Spring Kafka, Confluent Parallel Consumer; fetches them into .local/ the first time
  log                    events into the event log, beside COPY
  dead-letters           dead letters into the database, beside COPY
  kept                   what dlq-monitor takes, and how fast it answers, with many dead letters in its database
  start                  how long the workers take until they are ready
  audit                  what the audit chain costs when it is written, and how fast it is verified
  personal               what looking for people in events takes, and sealing what is about them
  intelligence [FOLDER]  validation of code, beside ruff and pyflakes
  stamping               hashing beside b3sum, stamps through Kafka, and what they hold up
  spans                  what traces of OpenTelemetry cost a record
  trace                  what a large event log is asked, with the plan for one correlation id

  --requests N           of one throughput run (20000; of servers that take one at a time a tenth)
  --rounds N             of runs that take turns (3)
  --round-trips N        requests sent one at a time (500)
  --idle-seconds N       how long idleness is watched (30)
  --events N             in the event log of trace (10000000)
  --records N            dead letters of kept (1000000)`;

export interface BenchOptions {
  readonly part: Part;
  readonly folder: string | undefined;
  readonly requests: number;
  readonly rounds: number;
  readonly roundTrips: number;
  readonly idleSeconds: number;
  readonly events: number;
  readonly records: number;
}

/** Throws one sentence for what nobody can mean. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      requests: { type: 'string', default: '20000' },
      rounds: { type: 'string', default: '3' },
      'round-trips': { type: 'string', default: '500' },
      'idle-seconds': { type: 'string', default: '30' },
      events: { type: 'string', default: '10000000' },
      records: { type: 'string', default: '1000000' },
    },
  });
  const [named = 'all', folder] = positionals;
  const part = PARTS.find((each) => each === named);
  if (part === undefined) throw new Error(`There is no part "${named}": ${PARTS.join(', ')}.`);
  return {
    part,
    folder,
    requests: positive('requests', values.requests),
    rounds: positive('rounds', values.rounds),
    roundTrips: positive('round-trips', values['round-trips']),
    idleSeconds: positive('idle-seconds', values['idle-seconds']),
    events: positive('events', values.events),
    records: positive('records', values.records),
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a whole number above 0.`);
  return value;
}
