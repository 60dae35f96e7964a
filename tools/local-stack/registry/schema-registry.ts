import { mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findJavaAndMaven } from '../src/kafka-artifacts';
import { artifactsFolder, type MavenArtifacts } from '../src/maven-artifacts';
import { freePort } from '../src/ports';
import { clearOrphan } from '../src/process-record';
import { startServer } from '../src/server-process';

const NAME = 'The schema registry';
const READY_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 10_000;

const APICURIO: MavenArtifacts = {
  name: 'the schema registry',
  megabytes: 140,
  pom: 'tools/local-stack/registry/pom.xml',
  goal: 'dependency:unpack',
  folder: 'registry/apicurio',
};

export interface SchemaRegistryOptions {
  /** Log and process record; the schemas themselves live in memory. */
  readonly directory: string;
  /** On 127.0.0.1; a free one when absent. */
  readonly port?: number;
  readonly log: (line: string) => void;
}

export interface RunningSchemaRegistry {
  /** Of the Confluent-compatible interface. */
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** A schema registry (Apicurio) on 127.0.0.1, empty at every start, ready when it lists its subjects. */
export async function startSchemaRegistry(options: SchemaRegistryOptions): Promise<RunningSchemaRegistry> {
  const programs = await findJavaAndMaven();
  if (programs === undefined) throw new Error('The schema registry needs Java 17 or newer and Maven.');
  const { log } = options;
  const directory = resolve(options.directory);
  const record = join(directory, 'process.json');
  mkdirSync(directory, { recursive: true });
  await clearOrphan(record, NAME, 'SIGTERM', log);
  const folder = await artifactsFolder(APICURIO, programs.mvn, log);
  const port = options.port ?? (await freePort());
  const args = [...jvmFlags(port), '-jar', runnerJar(folder)];
  const logFile = join(directory, 'registry.log');
  const server = startServer({ name: NAME, program: programs.java, args, record, logFile, log, cwd: directory });
  const url = `http://127.0.0.1:${port}/apis/ccompat/v7`;
  await server.ready(() => listsSubjects(url), READY_DEADLINE_MS);
  return { url, pid: server.pid, stop: () => server.stop('SIGTERM', STOP_DEADLINE_MS) };
}

/** Small and quick to start: it lives for one test run. */
function jvmFlags(port: number): readonly string[] {
  return ['-Xmx512m', '-XX:TieredStopAtLevel=1', '-Dquarkus.http.host=127.0.0.1', `-Dquarkus.http.port=${port}`];
}

function runnerJar(folder: string): string {
  const jar = readdirSync(folder).find((name) => name.endsWith('-runner.jar'));
  if (jar === undefined) throw new Error(`There is no schema registry in ${folder}.`);
  return join(folder, jar);
}

async function listsSubjects(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/subjects`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
