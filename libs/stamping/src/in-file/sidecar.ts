import { blake3Hex } from '#blake3';
import { normalisedHash } from './normalised';
import { readRich, writeProperties } from './rich';
import type { FileStamp, ReadStamp } from './stamp';

/** What is added to the name of a file for the name of its sidecar, as Debian does with `.asc` and REUSE with `.license`. */
export const SIDECAR = '.onex';

/** The same properties as in a rich stamp, as YAML. */
export function writeSidecar(stamp: FileStamp): string {
  return `${writeProperties(stamp).join('\n')}\n`;
}

export function readSidecar(text: string): ReadStamp {
  return readRich(`\n${text.trimEnd()}\n\n`, true);
}

/** The two hashes of a file whose stamp stands elsewhere. `text` where it is some. */
export function hashesOf(
  bytes: Uint8Array,
  text: string | undefined,
): { readonly hash: string; readonly exact: string } {
  const exact = blake3Hex(bytes);
  return { exact, hash: text === undefined ? exact : normalisedHash(text) };
}
