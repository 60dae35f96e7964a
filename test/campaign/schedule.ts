import { Random } from './random';
import { GROWN_TOPICS, RECREATED_TOPICS } from './requests';

export interface PlannedFault {
  readonly fault: number;
  readonly kind: FaultKind;
  /** A worker's name, a table, a topic, or the server. */
  readonly target: string;
  readonly beginMs: number;
  readonly lengthMs: number;
}

export interface ScheduleOptions {
  readonly seed: number;
  readonly minutes: number;
  readonly sessionTimeoutMs: number;
  readonly workers: readonly string[];
  /** Kinds of faults that are left out. */
  readonly without: ReadonlySet<string>;
}

type Length = (options: ScheduleOptions) => readonly [least: number, most: number];

const seconds =
  (least: number, most: number): Length =>
  () => [least * 1000, most * 1000];

/** How long each kind of fault lasts; of a kill and an end, until the process is started again. */
const LENGTHS = {
  'worker-kill': seconds(2, 10),
  'worker-stop': seconds(1, 4),
  'worker-stop-long': ({ sessionTimeoutMs }: ScheduleOptions) => [sessionTimeoutMs + 3_000, sessionTimeoutMs + 8_000],
  'worker-term': seconds(1, 5),
  'database-kill': seconds(2, 10),
  'database-stop': seconds(3, 20),
  'database-restart': seconds(1, 5),
  // Longer than retries of one record last together, where there is time for it.
  lock: ({ minutes }: ScheduleOptions) => (minutes < 4 ? [minutes * 5_000, minutes * 10_000] : [52_000, 60_000]),
  'read-only': seconds(5, 20),
  'broker-kill': seconds(1, 5),
  'broker-stop': seconds(3, 15),
  'broker-restart': seconds(1, 3),
  recreate: seconds(4, 10),
  grow: seconds(0, 0),
} satisfies Readonly<Record<string, Length>>;

export type FaultKind = keyof typeof LENGTHS;
export const FAULT_KINDS = Object.keys(LENGTHS) as readonly FaultKind[];

/** Those that every request needs more often. */
const TABLES = ['stamps', 'stamps', 'inbox', 'inbox', 'dead_letters', 'learned_nodes'];
const QUIET_START_MS = 8_000;
const OVERLAPPING = 0.25;
/** What even an instant leaves to look at before the requests end. */
const SHORTEST_MS = 5_000;

/** Kinds dealt from a shuffled deck, again and again, until the time is over: each comes at least once if there is room. */
export function plannedFaults(options: ScheduleOptions): readonly PlannedFault[] {
  const random = new Random(options.seed, -1);
  const kinds = FAULT_KINDS.filter((kind) => !options.without.has(kind));
  const endMs = options.minutes * 60_000;
  const faults: PlannedFault[] = [];
  if (kinds.length === 0) return faults;
  for (let at = QUIET_START_MS; at < endMs || faults.length < kinds.length;) {
    for (const kind of random.shuffled(kinds)) {
      const [least, most] = LENGTHS[kind](options);
      const lengthMs = random.between(least, most);
      faults.push({ fault: faults.length, kind, target: targetOf(kind, options, random), beginMs: at, lengthMs });
      at += random.chance(OVERLAPPING) ? random.between(1_000, 4_000) : lengthMs + random.between(6_000, 12_000);
    }
  }
  return options.minutes < 3 ? faults.filter(endsBy(endMs)) : squeezed(faults, kinds.length, endMs);
}

const endsBy = (endMs: number) => (fault: PlannedFault) => fault.beginMs + fault.lengthMs <= endMs;

/** The first deck is dealt whole, closer together where it would not fit; what does not end in time is left out. */
function squeezed(faults: readonly PlannedFault[], deck: number, endMs: number): readonly PlannedFault[] {
  const longest = Math.max(
    ...faults.slice(0, deck).map(({ beginMs, lengthMs }) => beginMs - QUIET_START_MS + Math.max(lengthMs, SHORTEST_MS)),
  );
  const scale = Math.min(1, (endMs - QUIET_START_MS) / longest);
  return faults
    .map((fault) => ({ ...fault, beginMs: QUIET_START_MS + (fault.beginMs - QUIET_START_MS) * scale }))
    .filter((fault) => fault.fault < deck || endsBy(endMs)(fault));
}

function targetOf(kind: FaultKind, { workers }: ScheduleOptions, random: Random): string {
  // How soon others answer in its place can only be seen of a worker that answers.
  if (kind === 'worker-kill') return random.pick([...workers, ...workers.filter(answers), ...workers.filter(answers)]);
  if (kind.startsWith('worker')) return random.pick(workers);
  if (kind.startsWith('broker')) return 'broker';
  if (kind === 'lock') return random.pick(TABLES);
  if (kind === 'recreate') return random.pick(RECREATED_TOPICS);
  if (kind === 'grow') return random.pick(GROWN_TOPICS);
  return 'database';
}

const answers = (worker: string): boolean => !worker.startsWith('dlq-monitor');
