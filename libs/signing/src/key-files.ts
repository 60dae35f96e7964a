import type { KeyObject } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hasPrivateKey, readPublicKeys } from './key-forms';

/** Larger than any set of keys that somebody keeps. */
const MAX_BYTES = 1_048_576;

const KEY_FILE = /\.(?:pub|pem|json|jwks)$/;

/** Not a public key, or not readable; the message names the file. */
export class KeyFileError extends Error {
  constructor(
    readonly file: string,
    problem: string,
    /** The system's error, where it cannot be read. */
    override readonly cause?: unknown,
  ) {
    super(`${file} ${problem}`);
    this.name = 'KeyFileError';
  }
}

/**
 * The public keys in a file, or in the files `*.pub`, `*.pem`, `*.jwks` and `*.json` of a folder, where private keys are
 * passed over. Throws a `KeyFileError` where there are none, or something else.
 */
export function readKeyFiles(path: string): readonly KeyObject[] {
  if (!isFolder(path)) return keysIn(path, textOf(path));
  const files = readdirSync(path).filter((name) => KEY_FILE.test(name) && !name.startsWith('.'));
  const texts = files.map((name) => ({ file: join(path, name), text: textOf(join(path, name)) }));
  const keys = texts.filter(({ text }) => !hasPrivateKey(text)).flatMap(({ file, text }) => keysIn(file, text));
  if (keys.length === 0) throw new KeyFileError(path, 'has no file with a public key');
  return keys;
}

function keysIn(file: string, text: string): readonly KeyObject[] {
  const keys = readPublicKeys(text);
  if (keys === undefined)
    throw new KeyFileError(file, 'has no public Ed25519 key in PEM form, and no set of JSON Web Keys');
  return keys;
}

function isFolder(path: string): boolean {
  return reading(path, () => statSync(path)).isDirectory();
}

function textOf(file: string): string {
  const { size } = reading(file, () => statSync(file));
  if (size > MAX_BYTES) throw new KeyFileError(file, `has more than ${MAX_BYTES} bytes`);
  return reading(file, () => readFileSync(file, 'utf8'));
}

function reading<Result>(file: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new KeyFileError(file, `cannot be read: ${code}`, error);
  }
}
