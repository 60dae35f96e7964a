import { createPrivateKey, type KeyObject } from 'node:crypto';
import { fileContent, type Parser } from '#operations';

/** The variable names a file; the result is the key in it. */
export const signingKeyFile: Parser<KeyObject> = {
  expected: 'the path of an Ed25519 private key in PEM form',
  parse: (raw) => {
    const text = fileContent().parse(raw);
    return text === undefined ? undefined : keyIn(text);
  },
};

function keyIn(text: string): KeyObject | undefined {
  try {
    const key = createPrivateKey(text);
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}
