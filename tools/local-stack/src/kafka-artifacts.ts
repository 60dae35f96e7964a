import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { artifactsFolder, type MavenArtifacts } from './maven-artifacts';

const OLDEST_JAVA = 17;

const KAFKA: MavenArtifacts = {
  name: 'Apache Kafka',
  megabytes: 45,
  pom: 'tools/local-stack/kafka/pom.xml',
  goal: 'dependency:copy-dependencies',
  folder: 'kafka/libs',
};

export interface JavaAndMaven {
  readonly java: string;
  readonly mvn: string;
}

/** Both programs, from JAVA_HOME or the PATH; undefined where one is missing or Java is older than 17. */
export async function findJavaAndMaven(): Promise<JavaAndMaven | undefined> {
  const home = process.env['JAVA_HOME'];
  const java = findProgram('java', home === undefined ? [] : [join(home, 'bin')]);
  const mvn = findProgram('mvn');
  if (java === undefined || mvn === undefined) return undefined;
  return (await javaMajor(java)) >= OLDEST_JAVA ? { java, mvn } : undefined;
}

/** The first number of `java -version`, with the old `1.8` read as 8; 0 where there is none. */
export function parseJavaMajor(text: string): number {
  const [, first, second] = /version "(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  return Number((first === '1' ? second : first) ?? 0);
}

/** The folder of Kafka's jars, fetched where it is not there yet. */
export function kafkaJars(mvn: string, log: (line: string) => void, signal?: AbortSignal): Promise<string> {
  return artifactsFolder(KAFKA, mvn, log, signal);
}

async function javaMajor(java: string): Promise<number> {
  try {
    return parseJavaMajor((await promisify(execFile)(java, ['-version'])).stderr);
  } catch {
    return 0;
  }
}

/** A program of the PATH, or of a folder that is looked at first. */
export function findProgram(name: string, preferred: readonly string[] = []): string | undefined {
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
