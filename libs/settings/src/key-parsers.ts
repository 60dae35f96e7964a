import type { KeyObject } from 'node:crypto';
import { fileContent, type Parser } from '#config';
import { KeyFileError, readKeyFiles, readPrivateKey } from '#signing';

/** The variable names a file; the result is the key in it. */
export const signingKeyFile: Parser<KeyObject> = {
  expected: 'the path of an Ed25519 private key in PEM form',
  parse: (raw) => {
    const text = fileContent().parse(raw);
    return text === undefined ? undefined : readPrivateKey(text);
  },
};

/** The variable names a file or a folder; the result is the public keys there. */
export const publicKeyFiles: Parser<readonly KeyObject[]> = {
  expected: 'the path of Ed25519 public keys in PEM form, or of a folder of such files',
  parse: (raw) => {
    try {
      return readKeyFiles(raw.trim());
    } catch (error) {
      if (error instanceof KeyFileError) return undefined;
      throw error;
    }
  },
};
