import { BLAKE3_HEX, isObject, NAMESPACE } from '#contracts';
import { FileTree, UnorderedFiles, type TreeFile } from './file-tree';
import { pathFault } from './tree-path';

/** What is said of a tree as a whole, by the names that the bus uses. */
export interface TreeStamp {
  readonly root_hash: string;
  readonly file_count: number;
  readonly namespace: string;
  /** The tree's id; it stays when the tree is stamped again. */
  readonly uid: string;
  /** When this root was stamped first, as an ISO instant. */
  readonly stamp_time: string;
}

const FORMAT = 'omninode tree 1';

/** Of a manifest: no line of ours is longer, whatever has to be escaped in a path. */
export const MAX_LINE_BYTES = 32_768;

/**
 * The code of a manifest that is none, or whose files do not have the root it says. `manifest_unreadable` says nothing
 * about the files.
 */
export class ManifestFault extends Error {
  constructor(
    readonly code: 'manifest_unreadable' | 'manifest_altered',
    message: string,
  ) {
    super(message);
    this.name = 'ManifestFault';
  }
}

/** The first line of a manifest. */
export function writeTreeStamp({ root_hash, file_count, namespace, uid, stamp_time }: TreeStamp): string {
  return JSON.stringify({ format: FORMAT, algorithm: 'BLAKE3', root_hash, file_count, namespace, uid, stamp_time });
}

/** Each line behind the first; a request for a stamp has its files in the same form. */
export function writeTreeFile({ path, blake3_hash }: TreeFile): string {
  return JSON.stringify({ path, blake3_hash });
}

/** Throws a `ManifestFault`. */
export function readTreeStamp(line: string): TreeStamp {
  const stamp = treeStampIn(parsed(line));
  if (stamp === undefined) throw new ManifestFault('manifest_unreadable', `its first line is not that of ${FORMAT}`);
  return stamp;
}

/**
 * The files of a manifest. Throws a `ManifestFault` where a line is no file, at once, and behind the last one where they
 * do not have the root that the stamp says.
 */
export async function* readTreeFiles(stamp: TreeStamp, lines: AsyncIterable<string>): AsyncGenerator<TreeFile> {
  const tree = new FileTree();
  for await (const line of lines) {
    const file = treeFileIn(parsed(line));
    const where = `line ${tree.count + 2}`;
    if (file === undefined) throw new ManifestFault('manifest_unreadable', `${where} is no file with its hash`);
    add(tree, file, where);
    yield file;
  }
  if (tree.count !== stamp.file_count || tree.root() !== stamp.root_hash)
    throw new ManifestFault('manifest_altered', 'its files do not have the root that it says');
}

function add(tree: FileTree, file: TreeFile, where: string): void {
  try {
    tree.add(file);
  } catch (error) {
    if (error instanceof UnorderedFiles) throw new ManifestFault('manifest_altered', `${where}: ${error.message}`);
    throw error;
  }
}

/** What is a stamp of a tree among the properties of an object, in a manifest or elsewhere. */
export function treeStampIn(value: unknown): TreeStamp | undefined {
  if (!isObject(value) || value['format'] !== FORMAT) return undefined;
  const { root_hash, file_count, namespace, uid, stamp_time } = value;
  if (!isHash(root_hash) || !isCount(file_count)) return undefined;
  if (typeof namespace !== 'string' || !NAMESPACE.test(namespace)) return undefined;
  if (typeof uid !== 'string' || typeof stamp_time !== 'string') return undefined;
  return { root_hash, file_count, namespace, uid, stamp_time };
}

export function treeFileIn(value: unknown): TreeFile | undefined {
  if (!isObject(value)) return undefined;
  const { path, blake3_hash } = value;
  if (typeof path !== 'string' || pathFault(path) !== null || !isHash(blake3_hash)) return undefined;
  return { path, blake3_hash };
}

export function isHash(value: unknown): value is string {
  return typeof value === 'string' && BLAKE3_HEX.test(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
