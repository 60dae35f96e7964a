import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { processState } from './proc';
import { until } from './wait';

/** A process, told from a later one that got the same number by the moment it was started. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}

interface ProcessRecord extends ProcessIdentity {
  readonly owner: ProcessIdentity;
}

/** The process with this number, or undefined where none runs (a zombie does not run). */
export function identify(pid: number): ProcessIdentity | undefined {
  const started = process.platform === 'linux' ? startedOnLinux(pid) : startedElsewhere(pid);
  return started === undefined ? undefined : { pid, started };
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.started === identity.started;
}

/** Remembers in `file` that this process started `pid`; written at once, so that a killed owner leaves a trace. */
export function recordProcess(file: string, pid: number): void {
  const started = identify(pid);
  const owner = identify(process.pid);
  if (started === undefined || owner === undefined) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...started, owner } satisfies ProcessRecord));
}

/** The process remembered in `file` if it still runs. */
export function recordedProcess(file: string): ProcessIdentity | undefined {
  const record = readRecord(file);
  return record !== undefined && isAlive(record) ? record : undefined;
}

/**
 * Ends what an owner that is gone left behind in `file`, and says so.
 * Throws one plain sentence when the owner still runs: then it is somebody's running service, not an orphan.
 */
export async function clearOrphan(
  file: string,
  name: string,
  signal: NodeJS.Signals,
  log: (line: string) => void,
): Promise<void> {
  const record = readRecord(file);
  if (record !== undefined && isAlive(record)) {
    if (isAlive(record.owner)) {
      throw new Error(`${name} is already running (process ${record.pid}, started by process ${record.owner.pid}).`);
    }
    log(`${name} was left running by an earlier start (process ${record.pid}); stopping it.`);
  }
  await endRecorded(file, signal, 10_000);
}

const beingEnded = new Set<number>();

/** Whether this process has asked that one to end: its exit is then no news. */
export function isBeingEnded(pid: number): boolean {
  return beingEnded.has(pid);
}

/** Ends the process remembered in `file` with `signal`, with SIGKILL after the deadline, and forgets it. */
export async function endRecorded(file: string, signal: NodeJS.Signals, deadlineMs: number): Promise<void> {
  const record = readRecord(file);
  if (record !== undefined && isAlive(record)) {
    send(record, signal);
    if (!(await until(() => !isAlive(record), deadlineMs))) {
      send(record, 'SIGKILL');
      await until(() => !isAlive(record), 5_000);
    }
  }
  rmSync(file, { force: true });
}

/** SIGKILL, without waiting: for the second Ctrl-C. */
export function killRecorded(file: string): void {
  const record = readRecord(file);
  if (record !== undefined && isAlive(record)) send(record, 'SIGKILL');
  rmSync(file, { force: true });
}

function send(identity: ProcessIdentity, signal: NodeJS.Signals): void {
  beingEnded.add(identity.pid);
  try {
    process.kill(identity.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function readRecord(file: string): ProcessRecord | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessRecord;
  } catch {
    // Missing, or cut short by a kill in the middle of writing: nothing is known.
    return undefined;
  }
}

function startedOnLinux(pid: number): string | undefined {
  const found = processState(pid);
  if (found === undefined || found.state === 'Z' || found.state === 'X') return undefined;
  return `${found.started} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`;
}

function startedElsewhere(pid: number): string | undefined {
  try {
    const out = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8', env: { LC_ALL: 'C' } });
    return out.trim() === '' ? undefined : out.trim();
  } catch {
    return undefined;
  }
}
