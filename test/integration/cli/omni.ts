import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { BASELINE } from '../../support/app-process';
import { projectRoot } from '../../../tools/local-stack/src/project';

const MAIN = join(projectRoot(), 'dist', 'apps', 'cli', 'src', 'main.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Standard input, closed behind it. */
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  /** The folder it runs in. */
  readonly cwd?: string;
  /** A hang guard, for what takes long on a busy machine. */
  readonly deadlineMs?: number;
}

/** Starts the built `omni` as a user would; nothing of the test's own environment reaches it. */
export function startOmni(
  argv: readonly string[],
  env: RunOptions['env'] = {},
  cwd?: string,
  deadlineMs = 50_000,
): ChildProcess {
  const hangGuard = { timeout: deadlineMs, killSignal: 'SIGKILL' } as const;
  return spawn(process.execPath, [...BASELINE, MAIN, ...argv], {
    // No answer of another run: a cache would give it.
    env: { PATH: process.env['PATH'], XDG_CACHE_HOME: '/dev/null', ...env },
    cwd,
    ...hangGuard,
  });
}

/** Runs it to its end. */
export async function omni(
  argv: readonly string[],
  { input = '', env, cwd, deadlineMs }: RunOptions = {},
): Promise<Ended> {
  const child = startOmni(argv, env, cwd, deadlineMs);
  // It may end without reading all of it.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
  return ending(child);
}

export async function ending(child: ChildProcess): Promise<Ended> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the output is not piped');
  const [[code], out, complaints] = await Promise.all([once(child, 'close'), text(stdout), text(stderr)]);
  return { code: code as number | null, stdout: out, stderr: complaints };
}

/** The JSON documents of an output, one a line. */
export function documents(output: string): Record<string, unknown>[] {
  return output
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
