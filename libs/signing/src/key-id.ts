import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

/** The first 16 hex digits of the SHA-256 of the public key's DER form; the same for both halves of a pair. */
export function keyIdOf(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
}
