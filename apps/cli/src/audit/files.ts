import { readFile } from 'node:fs/promises';
import { readCheckpoint, type Checkpoint } from '#event-log';
import type { Arguments } from '../arguments';
import { usage } from '../failure';
import { reasonOf } from '../system-error';

export async function readText(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw usage(`${file} cannot be read: ${reasonOf(error)}`);
  });
}

/** All checkpoints in the files that `--checkpoints` names, one a line. */
export async function checkpointsOf(typed: Arguments): Promise<readonly Checkpoint[]> {
  const files = await Promise.all(
    typed.texts('checkpoints').map(async (file) => {
      const lines = (await readText(file)).split('\n');
      return lines.flatMap((line, index) => (line.trim() === '' ? [] : [checkpointIn(file, index + 1, line)]));
    }),
  );
  return files.flat();
}

function checkpointIn(file: string, number: number, line: string): Checkpoint {
  try {
    const checkpoint = readCheckpoint(JSON.parse(line));
    if (checkpoint !== undefined) return checkpoint;
  } catch {
    // Said below.
  }
  throw usage(`${file}:${number} is no checkpoint`);
}
