import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { endRecorded, isBeingEnded, recordProcess } from './process-record';
import { until } from './wait';

export interface ServerCommand {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly record: string;
  readonly logFile: string;
  readonly log: (line: string) => void;
  readonly cwd?: string;
  /** Instead of this process's own. */
  readonly env?: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
}

export interface ServerProcess {
  readonly pid: number;
  /** Waits for the check to pass; throws the server's own complaint when it ends or the deadline passes first, and at the signal. */
  ready(check: () => Promise<boolean>, deadlineMs: number, signal?: AbortSignal): Promise<void>;
  stop(signal: NodeJS.Signals, deadlineMs: number): Promise<void>;
}

/**
 * A server as a child process, recorded on disk, its output in a file.
 * Detached, so that a Ctrl-C in the terminal does not reach it before the services are done with it.
 */
export function startServer({ name, program, args, record, logFile, log, ...options }: ServerCommand): ServerProcess {
  const output = openSync(logFile, 'w');
  const child = spawn(program, args, { ...options, detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  let gone = false;
  child.once('error', () => (gone = true));
  child.once('exit', () => {
    gone = true;
    if (child.pid !== undefined && !isBeingEnded(child.pid)) log(`${name} has ended unexpectedly (log: ${logFile}).`);
  });
  if (child.pid === undefined) throw new Error(`${name} could not be started with ${program}.`);
  recordProcess(record, child.pid);
  child.unref();
  const stop = async (signal: NodeJS.Signals, deadlineMs: number): Promise<void> =>
    endRecorded(record, signal, deadlineMs);
  const ready = async (check: () => Promise<boolean>, deadlineMs: number, signal?: AbortSignal): Promise<void> => {
    let answered = false;
    await until(async () => gone || signal?.aborted === true || (answered = await check()), deadlineMs);
    if (answered) return;
    signal?.throwIfAborted();
    await stop('SIGKILL', 1_000);
    throw new Error(`${name} did not start: ${lastComplaint(logFile)} (log: ${logFile})`);
  };
  return { pid: child.pid, ready, stop };
}

/** The last line of a server's log that complains, for an error message of one sentence. */
export function lastComplaint(logFile: string): string {
  try {
    const lines = readFileSync(logFile, 'utf8').trim().split('\n');
    return (
      lines.findLast((line) => /\b(FATAL|ERROR|PANIC|Exception)\b/.test(line)) ?? lines.at(-1) ?? 'no reason given'
    );
  } catch {
    return 'no reason given';
  }
}
