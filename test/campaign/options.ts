import { parseArgs } from 'node:util';
import { FAULT_KINDS } from './schedule';
import { ODDITIES, POISON } from './poison';
import { WORKER_KINDS } from './worker';

export interface CampaignOptions {
  readonly seed: number;
  readonly minutes: number;
  readonly ratePerSecond: number;
  /** Requests instead of minutes, without faults, as fast as they are answered; null for a campaign with faults. */
  readonly soak: number | null;
  readonly without: ReadonlySet<string>;
  readonly workersPerKind: number;
  readonly sessionTimeoutMs: number;
}

const SWITCHES: readonly string[] = [...FAULT_KINDS, ...Object.keys(POISON), ...Object.keys(ODDITIES)];

export const USAGE = `npm run test:faults -- [options]
  --minutes N           how long requests are sent and faults are had (10)
  --seed S              of requests and faults (chosen by the clock)
  --rate N              requests a second (50)
  --workers N           workers of each kind (2): ${WORKER_KINDS.join(', ')}
  --session-timeout MS  of the workers' groups (6000, the least Apache Kafka takes by default)
  --without A,B         leaves out: ${SWITCHES.join(', ')}
  --only A,B            leaves out all others
  --soak N              N requests without faults, for memory and descriptors`;

/** Throws one sentence where an option makes no sense. */
export function readOptions(args: readonly string[]): CampaignOptions {
  const text = <Default extends string>(fallback: Default) => ({ type: 'string', default: fallback }) as const;
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: text('10'),
      seed: text(String(Date.now() % 1_000_000_000)),
      rate: text('50'),
      workers: text('2'),
      'session-timeout': text('6000'),
      without: text(''),
      only: { type: 'string' },
      soak: { type: 'string' },
    },
  });
  return {
    seed: positive('seed', values.seed),
    minutes: positive('minutes', values.minutes),
    ratePerSecond: positive('rate', values.rate),
    workersPerKind: positive('workers', values.workers),
    sessionTimeoutMs: positive('session-timeout', values['session-timeout']),
    soak: values.soak === undefined ? null : positive('soak', values.soak),
    without: leftOut(names(values.without), values.only === undefined ? null : names(values.only)),
  };
}

function positive(name: string, value: string): number {
  const number = Number(value);
  if (!(number > 0)) throw new Error(`--${name} must be a number above 0, not ${value}`);
  return number;
}

function names(list: string): readonly string[] {
  const given = list.split(',').filter((name) => name !== '');
  const unknown = given.find((name) => !SWITCHES.includes(name));
  if (unknown !== undefined) throw new Error(`${unknown} is none of ${SWITCHES.join(', ')}`);
  return given;
}

function leftOut(without: readonly string[], only: readonly string[] | null): ReadonlySet<string> {
  return new Set([...without, ...(only === null ? [] : SWITCHES.filter((name) => !only.includes(name)))]);
}
