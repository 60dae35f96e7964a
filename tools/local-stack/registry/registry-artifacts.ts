import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { localPath, projectRoot } from '../src/project';

/**
 * The folder of the unpacked registry. As with Kafka's jars, Maven runs only when the pom is new, and the folder gets
 * its name in one step when it is complete.
 */
export async function registryFolder(mvn: string, log: (line: string) => void): Promise<string> {
  const pom = join(projectRoot(), 'tools/local-stack/registry/pom.xml');
  const hash = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const folder = localPath('registry', `apicurio-${hash}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  log('Fetching the schema registry with Maven (about 140 MB, only this once) …');
  await unpack(mvn, pom, unfinished);
  if (existsSync(folder)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, folder);
  return folder;
}

async function unpack(mvn: string, pom: string, folder: string): Promise<void> {
  const args = ['-B', '-q', '-Dstyle.color=never', '-f', pom, 'dependency:unpack', `-DoutputDirectory=${folder}`];
  try {
    await promisify(execFile)(mvn, args);
  } catch (error) {
    const { stdout, message } = error as Error & { readonly stdout?: string };
    const complaint = stdout?.split('\n').find((line) => line.includes('[ERROR]')) ?? message;
    throw new Error(`Maven could not fetch the schema registry: ${complaint}`, { cause: error });
  }
}
