import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { MasterKey, MasterKeys } from './key-file';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A subject's key under a master key: nonce, tag, ciphertext. It opens for this subject only. */
export function wrapKey({ key }: MasterKey, subject: Buffer, dataKey: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(subject);
  const sealed = Buffer.concat([cipher.update(dataKey), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** `undefined` where the master key is not among these, or is not the one. */
export function unwrapKey(keys: MasterKeys, id: string, subject: Buffer, wrapped: Buffer): Buffer | undefined {
  const master = keys.byId.get(id);
  if (master === undefined) return undefined;
  try {
    const [nonce, rest] = [wrapped.subarray(0, NONCE_BYTES), wrapped.subarray(NONCE_BYTES)];
    const decipher = createDecipheriv(CIPHER, master.key, nonce).setAAD(subject);
    decipher.setAuthTag(rest.subarray(0, TAG_BYTES));
    return Buffer.concat([decipher.update(rest.subarray(TAG_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}
