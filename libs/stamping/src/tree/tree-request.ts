import {
  BLAKE3_HEX,
  MAX_TREE_FILES,
  MAX_TREE_PROOFS,
  refusal,
  type Refusal,
  type RefusalDetail,
  type StampTreeFile,
  type StampTreeRequest,
} from '#contracts';
import { blake3Hex } from '#blake3';
import { hasUtf8Bytes } from '../utf8';
import type { TreeFile } from './file-tree';
import { comparePaths, pathFault } from './tree-path';

/** Files in the order of their paths, with the indexes of those to be proved; or a root that somebody else computed. */
export type AskedTree =
  | { readonly files: readonly TreeFile[]; readonly proofsOf: readonly number[] }
  | { readonly files: null; readonly root_hash: string };

/** As many as a reply has room for. */
const MAX_DETAILS = 20;

/** What is to be stamped, or why it cannot be. Expects a request that is valid by its schema. */
export function readTreeRequest({ files, root_hash, proofs_of }: StampTreeRequest): AskedTree | { refusal: Refusal } {
  if ((root_hash ?? null) !== null && !BLAKE3_HEX.test(root_hash!)) return invalid(at('/root_hash', HASH_FORM));
  if ((files ?? null) === null) {
    return (root_hash ?? null) === null
      ? invalid(at('', 'must have files or root_hash'))
      : { files: null, root_hash: root_hash! };
  }
  return readFiles(files!, proofs_of ?? null);
}

const HASH_FORM = 'must be 64 hex digits';

function readFiles(
  given: readonly StampTreeFile[],
  proofs_of: readonly string[] | null,
): AskedTree | { refusal: Refusal } {
  if (given.length === 0) return invalid(at('/files', 'must have at least one file'));
  if (given.length > MAX_TREE_FILES) return invalid(at('/files', `must have at most ${MAX_TREE_FILES} files`));
  const faults = given.flatMap((file, index) => faultsOf(file, `/files/${index}`)).slice(0, MAX_DETAILS);
  if (faults.length > 0) return invalid(...faults);
  const files = given.map(hashed).toSorted((a, b) => comparePaths(a.path, b.path));
  const twice = files.find(({ path }, index) => path === files[index - 1]?.path);
  if (twice !== undefined) {
    const index = given.findLastIndex(({ path }) => path === twice.path);
    return invalid(at(`/files/${index}/path`, 'must not be there twice'));
  }
  return withProofs(files, proofs_of);
}

function faultsOf(
  { path, content = null, blake3_hash = null }: StampTreeFile,
  where: string,
): readonly RefusalDetail[] {
  const fault = pathFault(path);
  if (fault !== null) return [at(`${where}/path`, fault)];
  if (content === null && blake3_hash === null) return [at(where, 'must have content or blake3_hash')];
  if (content !== null && !hasUtf8Bytes(content)) {
    return [at(`${where}/content`, 'must not contain lone surrogates: they have no UTF-8 bytes')];
  }
  const hash = blake3_hash?.toLowerCase() ?? null;
  if (hash !== null && !BLAKE3_HEX.test(hash)) return [at(`${where}/blake3_hash`, HASH_FORM)];
  const isOther = content !== null && hash !== null && hash !== blake3Hex(content);
  return isOther ? [at(`${where}/blake3_hash`, 'must be the hash of the content')] : [];
}

function hashed({ path, content, blake3_hash }: StampTreeFile): TreeFile {
  return { path, blake3_hash: blake3_hash?.toLowerCase() ?? blake3Hex(content ?? '') };
}

function withProofs(files: readonly TreeFile[], proofs_of: readonly string[] | null): AskedTree | { refusal: Refusal } {
  const many = proofs_of?.length ?? files.length;
  if (many > MAX_TREE_PROOFS) {
    return invalid(
      at('/proofs_of', `must name at most ${MAX_TREE_PROOFS} files, or none: not all of ${many} are proved at once`),
    );
  }
  if (proofs_of === null) return { files, proofsOf: files.map((_, index) => index) };
  const indexes = new Map(files.map(({ path }, index) => [path, index]));
  const strange = proofs_of.findIndex((path) => !indexes.has(path));
  if (strange !== -1) return invalid(at(`/proofs_of/${strange}`, 'must be the path of a file in the tree'));
  const proofsOf = [...new Set(proofs_of.map((path) => indexes.get(path)!))].sort((a, b) => a - b);
  return { files, proofsOf };
}

function at(path: string, message: string): RefusalDetail {
  return { path, message };
}

function invalid(...details: readonly RefusalDetail[]): { refusal: Refusal } {
  const message = details.map(({ path, message: says }) => `${path} ${says}`.trim()).join('; ');
  return { refusal: refusal('invalid_payload', message, details) };
}
