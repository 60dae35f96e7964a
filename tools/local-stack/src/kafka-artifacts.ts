import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { localPath, projectRoot } from './project';

const OLDEST_JAVA = 17;

export interface JavaAndMaven {
  readonly java: string;
  readonly mvn: string;
}

/** Both programs, from JAVA_HOME or the PATH; undefined where one is missing or Java is older than 17. */
export async function findJavaAndMaven(): Promise<JavaAndMaven | undefined> {
  const home = process.env['JAVA_HOME'];
  const java = executable('java', home === undefined ? [] : [join(home, 'bin')]);
  const mvn = executable('mvn', []);
  if (java === undefined || mvn === undefined) return undefined;
  return (await javaMajor(java)) >= OLDEST_JAVA ? { java, mvn } : undefined;
}

/** The first number of `java -version`, with the old `1.8` read as 8; 0 where there is none. */
export function parseJavaMajor(text: string): number {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  return Number((first === '1' ? second : first) ?? 0);
}

/**
 * The folder of Kafka's jars. Maven runs only when the pom is new: the folder carries the pom's hash in its name
 * and gets that name in one step when it is complete, so an interrupted or a second, simultaneous run does no harm.
 */
export async function kafkaJars(mvn: string, log: (line: string) => void): Promise<string> {
  const pom = join(projectRoot(), 'tools/local-stack/kafka/pom.xml');
  const hash = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const folder = localPath('kafka', `libs-${hash}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  await copyDependencies(mvn, pom, unfinished, log);
  if (existsSync(folder)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, folder);
  return folder;
}

async function copyDependencies(mvn: string, pom: string, folder: string, log: (line: string) => void): Promise<void> {
  log('Fetching Apache Kafka with Maven (about 45 MB, only this once) …');
  const child = spawn(
    mvn,
    ['-B', '-Dstyle.color=never', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${folder}`],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const errors: string[] = [];
  let fetched = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('[ERROR]')) errors.push(line);
    if (/Downloaded .*\.jar|Copying .*\.jar/.test(line) && ++fetched % 20 === 0) log(`  ${fetched} files …`);
  }
  const code = child.exitCode ?? (await new Promise<number | null>((resolve) => child.once('close', resolve)));
  if (code !== 0) throw new Error(`Maven could not fetch Apache Kafka: ${errors[0] ?? `it ended with code ${code}`}`);
}

async function javaMajor(java: string): Promise<number> {
  try {
    return parseJavaMajor((await promisify(execFile)(java, ['-version'])).stderr);
  } catch {
    return 0;
  }
}

function executable(name: string, preferred: readonly string[]): string | undefined {
  const folders = [...preferred, ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
