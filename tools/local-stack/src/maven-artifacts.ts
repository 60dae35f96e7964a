import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
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
export async function artifactsFolder(artifacts: MavenArtifacts, mvn: string, log: Log): Promise<string> {
  const pom = join(projectRoot(), artifacts.pom);
  const hash = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const folder = localPath(`${artifacts.folder}-${hash}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  log(`Fetching ${artifacts.name} with Maven (about ${artifacts.megabytes} MB, only this once) …`);
  const complaint = await run(mvn, ['-f', pom, artifacts.goal, `-DoutputDirectory=${unfinished}`], log);
  if (complaint !== undefined) throw new Error(`Maven could not fetch ${artifacts.name}: ${complaint}`);
  if (existsSync(folder)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, folder);
  return folder;
}

/** The first of Maven's errors, or undefined where it ended well. */
async function run(mvn: string, args: readonly string[], log: Log): Promise<string | undefined> {
  const child = spawn(mvn, ['-B', '-Dstyle.color=never', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const errors: string[] = [];
  let fetched = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('[ERROR]')) errors.push(line);
    if (/Downloaded .*\.jar|Copying .*\.jar/.test(line) && ++fetched % 20 === 0) log(`  ${fetched} files …`);
  }
  const code = child.exitCode ?? (await new Promise<number | null>((resolve) => child.once('close', resolve)));
  return code === 0 ? undefined : (errors[0] ?? `it ended with code ${code}`);
}
