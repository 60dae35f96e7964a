import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../tools/local-stack/src/project';

export interface Packed {
  readonly tarball: string;
  /** Bytes. */
  readonly size: number;
  readonly remove: () => void;
}

/** Packs a package of the project into a folder, as `npm publish` would. */
export async function pack(name: string): Promise<Packed> {
  const folder = mkdtempSync(join(tmpdir(), 'packed-'));
  const { stdout } = await promisify(execFile)('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: join(projectRoot(), name),
    maxBuffer: 64 * 1024 * 1024,
  });
  const [{ filename, size }] = JSON.parse(stdout) as [{ filename: string; size: number }];
  return { tarball: join(folder, filename), size, remove: () => rmSync(folder, { recursive: true }) };
}
