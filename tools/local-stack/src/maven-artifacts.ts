import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import { localPath, projectRoot } from './project';

export interface MavenArtifacts {
  /** As people call it. */
  readonly name: string;
  /** What Maven fetches the first time, about. */
  readonly megabytes: number;
  /** From the project's root. */
  readonly pom: string;
  readonly goal: 'dependency:copy-dependencies' | 'dependency:unpack';
  /** Below `.local`; the pom's hash is added. */
  readonly folder: string;
}

type Log = (line: string) => void;

/**
 * The folder of what a pom names. Maven runs only when the pom is new: the folder carries the pom's hash in its name
 * and gets that name in one step when it is complete, so an interrupted or a second, simultaneous run does no harm.
 */
export async function artifactsFolder(
  artifacts: MavenArtifacts,
  mvn: string,
  log: Log,
  signal?: AbortSignal,
): Promise<string> {
  const pom = join(projectRoot(), artifacts.pom);
  const hash = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const folder = localPath(`${artifacts.folder}-${hash}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  log(`Fetching ${artifacts.name} with Maven (about ${artifacts.megabytes} MB, only this once) …`);
  const complaint = await run(mvn, ['-f', pom, artifacts.goal, `-DoutputDirectory=${unfinished}`], log, signal);
  signal?.throwIfAborted();
  if (complaint !== undefined) throw new Error(`Maven could not fetch ${artifacts.name}: ${complaint}`);
  if (existsSync(folder)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, folder);
  return folder;
}

/** How often the download is reported, in megabytes. */
const STEP = 5;

/** The first of Maven's errors, or undefined where it ended well. */
async function run(mvn: string, args: readonly string[], log: Log, signal?: AbortSignal): Promise<string | undefined> {
  const child = spawn(mvn, ['-B', '-Dstyle.color=never', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  // It starts others: the whole group is ended.
  signal?.addEventListener('abort', () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  });
  const [closed, complaints] = [once(child, 'close'), text(child.stderr)];
  const errors: string[] = [];
  let fetched = 0;
  let told = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('[ERROR]')) errors.push(line);
    fetched += megabytesOf(line);
    if (fetched < told + STEP) continue;
    told = fetched;
    log(`  ${Math.round(fetched)} MB so far …`);
  }
  const [code] = (await closed) as [number | null];
  if (code === 0) return undefined;
  // Codes for colours are written there even where nobody wants any.
  return errors[0] ?? (stripVTControlCharacters(await complaints).trim() || `it ended with code ${code}`);
}

/** `Downloaded from central: https://… (4.9 MB at 10 MB/s)`. */
function megabytesOf(line: string): number {
  const [, size, unit = ''] = /Downloaded .*\((\d+(?:\.\d+)?) (B|kB|MB) at /.exec(line) ?? [];
  return Number(size ?? 0) * ({ kB: 1e-3, MB: 1 }[unit] ?? 1e-6);
}
