import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from './project';

/** Builds the page that dlq-monitor serves, unless it is there as its sources are. Throws with what the tools complain of. */
export async function buildConsole(signal: AbortSignal): Promise<void> {
  const script = join(projectRoot(), 'dist/apps/console/build/main.js');
  try {
    await promisify(execFile)(process.execPath, [script], { cwd: projectRoot(), signal });
  } catch (cause) {
    signal.throwIfAborted();
    const { stdout = '', stderr = '' } = cause as { stdout?: string; stderr?: string };
    throw new Error(`The console could not be built:\n${`${stdout}${stderr}`.trim()}`, { cause });
  }
}
