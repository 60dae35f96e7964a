import {
  ManifestFault,
  MAX_LINE_BYTES,
  readTreeFiles,
  readTreeStamp,
  writeTreeStamp,
  type TreeFile,
  type TreeStamp,
} from '#stamping';
import { usage } from '../failure';
import { isMissing, reasonOf } from '../system-error';
import { LineFile } from './line-file';
import { textLines } from './text-lines';

export interface Manifest {
  readonly stamp: TreeStamp;
  /** Once. Throws a `ManifestFault` where they are not what was stamped, at the latest behind the last. */
  readonly files: AsyncGenerator<TreeFile>;
}

/** Throws a `ManifestFault` for what is no manifest, and a usage failure where it cannot be read. */
export async function openManifest(path: string): Promise<Manifest> {
  const lines = manifestLines(path);
  const first = await lines.next().catch((error: unknown) => {
    if (error instanceof ManifestFault) throw error;
    throw usage(`${path} cannot be read: ${reasonOf(error)}`);
  });
  try {
    const stamp = readTreeStamp(first.value ?? '');
    return { stamp, files: readTreeFiles(stamp, lines) };
  } catch (error) {
    await lines.return(undefined);
    throw error;
  }
}

/** What the manifest says already, where there is one. */
export async function stampBefore(path: string): Promise<TreeStamp | undefined> {
  const lines = manifestLines(path);
  try {
    const first = await lines.next();
    return readTreeStamp(first.value ?? '');
  } catch (error) {
    if (isMissing(error)) return undefined;
    if (error instanceof ManifestFault) throw usage(`${path} is there, and no manifest: ${error.message}`);
    throw usage(`${path} cannot be read: ${reasonOf(error)}`);
  } finally {
    await lines.return(undefined);
  }
}

/** Puts the stamp above its files: the root is known when all of them are. */
export async function writeManifest(path: string, stamp: TreeStamp, files: LineFile): Promise<void> {
  const lines = await LineFile.open(path);
  try {
    await lines.add(writeTreeStamp(stamp));
    for await (const line of files.lines(MAX_LINE_BYTES)) await lines.add(line);
    await lines.commit();
  } finally {
    await lines.discard();
  }
}

async function* manifestLines(path: string): AsyncGenerator<string, undefined> {
  try {
    yield* textLines(path, MAX_LINE_BYTES);
  } catch (error) {
    if (error instanceof RangeError) throw new ManifestFault('manifest_unreadable', error.message);
    throw error;
  }
}
