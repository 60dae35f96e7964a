import { readFile } from 'node:fs/promises';
import { SIDECAR } from '#stamping';
import { isMissing } from '../system-error';

/** Beside the file itself, not beside a link to it. */
export function sidecarPath(realPath: string): string {
  return realPath + SIDECAR;
}

export async function readSidecarFile(realPath: string): Promise<string | undefined> {
  return readFile(sidecarPath(realPath), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
}
