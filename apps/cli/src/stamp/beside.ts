import { open } from 'node:fs/promises';
import { ENVELOPE, MAX_ENVELOPE_LENGTH, SIDECAR } from '#stamping';
import { isMissing } from '../system-error';

/** What stands beside a file about it; `undefined` where it has none. */
export interface Beside {
  readonly sidecar?: string;
  /** Cut off where it is longer than any envelope. */
  readonly envelope?: string;
}

/** Beside the file itself, not beside a link to it. */
export function sidecarPath(realPath: string): string {
  return realPath + SIDECAR;
}

export function envelopePath(realPath: string): string {
  return realPath + ENVELOPE;
}

/** Whether it is about another file. */
export function isBeside(path: string): boolean {
  return path.endsWith(SIDECAR) || path.endsWith(ENVELOPE);
}

export async function readBeside(realPath: string): Promise<Beside> {
  const [sidecar, envelope] = await Promise.all([
    read(sidecarPath(realPath)),
    read(envelopePath(realPath), MAX_ENVELOPE_LENGTH + 1),
  ]);
  return { ...(sidecar !== undefined && { sidecar }), ...(envelope !== undefined && { envelope }) };
}

async function read(path: string, maxBytes?: number): Promise<string | undefined> {
  const handle = await open(path, 'r').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (handle === undefined) return undefined;
  try {
    if (maxBytes === undefined) return await handle.readFile('utf8');
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(maxBytes), 0, maxBytes, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
