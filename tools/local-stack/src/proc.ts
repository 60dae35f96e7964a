import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const TICK_MICROSECONDS = 10_000;

export interface ProcessState {
  /** One letter, such as `S` for sleeping and `Z` for a zombie. */
  readonly state: string;
  /** In ticks since the machine was started. */
  readonly started: string;
  /** Processor time it has had so far, its ended children's left out, in microseconds. */
  readonly cpu: number;
}

/** Fields 3, 14, 15 and 22 of /proc/PID/stat, see proc(5); undefined where no such process or no /proc is. */
export function processState(pid: number): ProcessState | undefined {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // Field 2, the name in brackets, may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  return { state: fields[0] ?? '', started: fields[19] ?? '', cpu: ticks * TICK_MICROSECONDS };
}

export interface ProcessHoldings {
  /** The most memory it ever had. */
  readonly peakKb: number;
  readonly residentKb: number;
  /** Open ones. */
  readonly descriptors: number;
}

/** What a process holds of the machine; undefined where no such process or no /proc is. */
export function processHoldings(pid: number): ProcessHoldings | undefined {
  const status = read(`/proc/${pid}/status`);
  const descriptors = entriesOf(`/proc/${pid}/fd`)?.length;
  if (status === undefined || descriptors === undefined) return undefined;
  return { peakKb: valueOf(status, 'VmHWM'), residentKb: valueOf(status, 'VmRSS'), descriptors };
}

/** How often the threads of a process have gone to sleep so far, and so been woken; `NaN` where no such process is. */
export function processSleeps(pid: number): number {
  const threads = entriesOf(`/proc/${pid}/task`);
  if (threads === undefined) return Number.NaN;
  const sleepsOf = (thread: string) =>
    valueOf(read(`/proc/${pid}/task/${thread}/status`) ?? '', 'voluntary_ctxt_switches');
  return threads.reduce((sum, thread) => sum + sleepsOf(thread), 0);
}

function entriesOf(folder: string): readonly string[] | undefined {
  try {
    return readdirSync(folder);
  } catch {
    return undefined;
  }
}

function valueOf(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
