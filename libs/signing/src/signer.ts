import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { keyIdOf } from './key-id';

export interface Signature {
  /** Which key made it. */
  readonly keyId: string;
  /** Ed25519, 64 bytes. */
  readonly signature: Buffer;
}

/** Signs with one Ed25519 key; the same bytes give the same signature. */
export class Signer {
  readonly keyId: string;
  readonly publicKey: KeyObject;
  readonly #privateKey: KeyObject;

  constructor(privateKey: KeyObject) {
    this.#privateKey = privateKey;
    this.publicKey = createPublicKey(privateKey);
    this.keyId = keyIdOf(this.publicKey);
  }

  sign(bytes: Buffer): Signature {
    return { keyId: this.keyId, signature: sign(null, bytes, this.#privateKey) };
  }
}

/** Whether the key that the signature names made it, `unknown_key` where it is none of these. */
export function checkSignature(
  bytes: Buffer,
  { keyId, signature }: Signature,
  publicKeys: readonly KeyObject[],
): 'valid' | 'invalid' | 'unknown_key' {
  const key = publicKeys.find((candidate) => keyIdOf(candidate) === keyId);
  if (key === undefined) return 'unknown_key';
  return isSignedBy(bytes, signature, key) ? 'valid' : 'invalid';
}

/** Whatever bytes the signature has. */
export function isSignedBy(bytes: Buffer, signature: Buffer, key: KeyObject): boolean {
  return verify(null, bytes, key, signature);
}
