import { ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, WriteStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { consoleLine } from './app-log';
import { endRecorded, recordProcess } from './process-record';
import { localPath, projectRoot } from './project';
import { until } from './wait';

const LONGEST_DELAY_MS = 30_000;
const STEADY_AFTER_MS = 60_000;
const EXITS_BEFORE_GIVING_UP = 3;
/** The services promise to end within 10 s of SIGTERM. */
const STOP_DEADLINE_MS = 12_000;

export interface AppSpec {
  readonly name: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface SupervisedApp {
  /** Waits for `GET /health/ready` to say 200; throws a sentence when the deadline passes or the app keeps exiting. */
  ready(deadlineMs: number): Promise<void>;
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

/** Starts an app and starts it again whenever it exits, until the signal says stop. */
export function superviseApp(spec: AppSpec, say: (line: string) => void, signal: AbortSignal): SupervisedApp {
  let quickExits = 0;
  const log = openLog(spec.name);
  const start = (): void => {
    if (signal.aborted) return;
    const startedAt = Date.now();
    const child = launch(spec);
    forwardOutput(child, spec.name, log, say);
    child.once('exit', (code, killedBy) => {
      if (signal.aborted) return;
      quickExits = Date.now() - startedAt > STEADY_AFTER_MS ? 1 : quickExits + 1;
      const delayMs = restartDelayMs(quickExits);
      say(
        `${spec.name} exited unexpectedly (${killedBy ?? `code ${code}`}); starting it again in ${delayMs / 1000} s.`,
      );
      setTimeout(start, delayMs);
    });
  };
  start();
  const hasGivenUp = (): boolean => quickExits >= EXITS_BEFORE_GIVING_UP;
  return { ready: (deadlineMs) => untilReady(spec, deadlineMs, () => hasGivenUp() || signal.aborted) };
}

async function untilReady(spec: AppSpec, deadlineMs: number, isHopeless: () => boolean): Promise<void> {
  let ready = false;
  await until(async () => (ready = await isReady(spec.port)) || isHopeless(), deadlineMs, 100);
  if (!ready) throw new Error(`${spec.name} did not become ready; its log is ${appLog(spec.name)}`);
}

async function isReady(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
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

function forwardOutput(child: ChildProcess, name: string, log: WriteStream, say: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      const shown = consoleLine(name, line);
      if (shown !== undefined) say(shown);
    });
  }
}
