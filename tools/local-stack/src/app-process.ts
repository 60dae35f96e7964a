import { ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, WriteStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { consoleLine } from './app-log';
import { occupiedPortSentence } from './ports';
import { endRecorded, recordProcess } from './process-record';
import { localPath, projectRoot } from './project';
import { until } from './wait';

const LONGEST_DELAY_MS = 30_000;
const STEADY_AFTER_MS = 60_000;
/** The services promise to end within 10 s of SIGTERM. */
const STOP_DEADLINE_MS = 12_000;

export interface AppSpec {
  readonly name: string;
  readonly port: number;
  /** The variable that sets the port. */
  readonly portVariable: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface SupervisedApp {
  /**
   * Waits for `GET /health/ready` to say 200; throws a sentence when the deadline passes, and at once when the app exits
   * first: what may pass it waits for itself, so that is a fault that lasts.
   */
  ready(deadlineMs: number): Promise<void>;
  /** What it says it waits for, when it was last asked. */
  readonly waitsFor: () => string | undefined;
}

/** What of an app's output is shown. */
export interface AppConsole {
  say(line: string): void;
  complain(service: string, line: string): void;
}

export function appRecord(name: string): string {
  return localPath('run', `${name}.json`);
}

export function appLog(name: string): string {
  return localPath('logs', `${name}.log`);
}

/** Ends the app by name, whoever started it. */
export async function stopApp(name: string): Promise<void> {
  await endRecorded(appRecord(name), 'SIGTERM', STOP_DEADLINE_MS);
}

/** 1 s, 2 s, 4 s … up to 30 s, by the number of exits in quick succession (from 1). */
export function restartDelayMs(quickExits: number): number {
  return Math.min(LONGEST_DELAY_MS, 1_000 * 2 ** (quickExits - 1));
}

/** How a service is, as it says itself. */
export interface AppState {
  readonly ready: boolean;
  /** Why it is not; undefined where it does not answer. */
  readonly reason: string | undefined;
}

/** Starts an app and, once it was ready, starts it again whenever it exits, until the signal says stop. */
export function superviseApp(spec: AppSpec, shown: AppConsole, signal: AbortSignal): SupervisedApp {
  const log = openLog(spec.name);
  const life = { wasReady: false, quickExits: 0, fault: undefined as string | undefined };
  let state: AppState = { ready: false, reason: undefined };
  const start = (): void => {
    if (signal.aborted) return;
    const startedAt = Date.now();
    const child = launch(spec);
    let lastWords = '';
    forwardOutput(child, log, (line) => {
      if (line.startsWith('fatal: ')) lastWords = line.slice('fatal: '.length);
      if (life.wasReady || !line.startsWith('fatal: ')) shown.complain(spec.name, line);
    });
    // After its output: what it said last is why.
    child.once('close', (code, killedBy) => {
      if (signal.aborted) return;
      const why = reasonOfExit(spec, lastWords) ?? `${spec.name} exited unexpectedly (${killedBy ?? `code ${code}`})`;
      if (!life.wasReady) return void (life.fault = `${why} (log: ${appLog(spec.name)})`);
      life.quickExits = Date.now() - startedAt > STEADY_AFTER_MS ? 1 : life.quickExits + 1;
      const delayMs = restartDelayMs(life.quickExits);
      shown.say(`${why}; starting it again in ${delayMs / 1000} s.`);
      setTimeout(start, delayMs);
    });
  };
  start();
  const ready = async (deadlineMs: number): Promise<void> => {
    await until(
      async () => {
        if (life.fault !== undefined || signal.aborted) return true;
        state = await appState(spec.port);
        return state.ready;
      },
      deadlineMs,
      100,
    );
    signal.throwIfAborted();
    if (life.fault !== undefined) throw new Error(life.fault);
    if (!state.ready) throw new Error(notReady(spec.name, state, deadlineMs));
    life.wasReady = true;
  };
  return { ready, waitsFor: () => state.reason };
}

function reasonOfExit({ name, port, portVariable }: AppSpec, lastWords: string): string | undefined {
  if (lastWords.includes('EADDRINUSE')) return occupiedPortSentence(port, name, portVariable);
  return lastWords === '' ? undefined : lastWords;
}

function notReady(name: string, { reason }: AppState, deadlineMs: number): string {
  const why = reason === undefined ? '' : ` (${reason})`;
  return `${name} did not become ready within ${deadlineMs / 1000} s${why}; its log is ${appLog(name)}`;
}

/** Asks `GET /health/ready` of the service on this port. */
export async function appState(port: number): Promise<AppState> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    const { error = {} } = (await response.json()) as { error?: Record<string, { reason?: unknown }> };
    const reasons = Object.entries(error).map(([check, { reason }]) => `${check}: ${String(reason)}`);
    return { ready: response.status === 200, reason: reasons.length === 0 ? undefined : reasons.join('; ') };
  } catch {
    return { ready: false, reason: undefined };
  }
}

/** Detached, so that a Ctrl-C in the terminal reaches the stack alone, which then stops everything in order. */
function launch({ name, port, environment }: AppSpec): ChildProcess {
  const entry = join(projectRoot(), 'dist/apps', name, 'src/main.js');
  const child = spawn(process.execPath, ['--enable-source-maps', entry], {
    detached: true,
    env: { ...environment, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) recordProcess(appRecord(name), child.pid);
  return child;
}

function openLog(name: string): WriteStream {
  mkdirSync(dirname(appLog(name)), { recursive: true });
  return createWriteStream(appLog(name), { flags: 'w' });
}

function forwardOutput(child: ChildProcess, log: WriteStream, show: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      const shown = consoleLine(line);
      if (shown !== undefined) show(shown);
    });
  }
}
