import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

/** What is sealed together; `null` is not what is empty. */
export type Parts = readonly (Buffer | null)[];

const CIPHER = 'aes-256-gcm';
const VERSION = 1;
/** The other has envelopes of the first in it. */
const VERSIONS: readonly number[] = [VERSION, 2];
const SALT_BYTES = 16;
const TAG_BYTES = 16;
const ID_BYTES = 8;
const HEAD_BYTES = 3;

/** Each key is used once: it is made of a salt that no other envelope has. */
const NONCE = Buffer.alloc(12);

/** A subject's key and its id. */
export interface SubjectKey {
  readonly id: bigint;
  readonly key: Buffer;
}

/**
 * Encrypts parts under the keys of all these subjects together, so that they are lost with any of them. `context` says
 * what they belong to; elsewhere they do not open. In front are version, number of keys and their ids.
 */
export function sealParts(parts: Parts, keys: readonly SubjectKey[], context: Buffer): Buffer {
  const head = headOf(
    VERSION,
    keys.map(({ id }) => id),
  );
  const salt = randomBytes(SALT_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(keys, salt), NONCE).setAAD(Buffer.concat([head, context]));
  const sealed = Buffer.concat([...parts.flatMap(framed).map((bytes) => cipher.update(bytes)), cipher.final()]);
  return Buffer.concat([head, salt, cipher.getAuthTag(), sealed]);
}

/** In the place of what is not kept, because one of the keys is destroyed. */
export function emptyEnvelope(ids: readonly bigint[]): Buffer {
  return headOf(VERSION, ids);
}

/** Ids of the keys that it needs, in their order. @throws {RangeError} where it is no envelope. */
export function keyIdsOf(envelope: Buffer): bigint[] {
  if (!VERSIONS.includes(envelope.readUInt8(0))) throw new RangeError('not an envelope of this version');
  const count = envelope.readUInt16BE(1);
  return Array.from({ length: count }, (_, index) => envelope.readBigInt64BE(HEAD_BYTES + index * ID_BYTES));
}

/** The parts; `null` where a key is not the one, or a byte or the context is another. */
export function openParts(envelope: Buffer, keys: readonly SubjectKey[], context: Buffer): Parts | null {
  const head = envelope.subarray(0, HEAD_BYTES + keys.length * ID_BYTES);
  const rest = envelope.subarray(head.length);
  try {
    const key = keyOf(keys, rest.subarray(0, SALT_BYTES));
    const options = { authTagLength: TAG_BYTES };
    const decipher = createDecipheriv(CIPHER, key, NONCE, options).setAAD(Buffer.concat([head, context]));
    decipher.setAuthTag(rest.subarray(SALT_BYTES, SALT_BYTES + TAG_BYTES));
    return unframed(Buffer.concat([decipher.update(rest.subarray(SALT_BYTES + TAG_BYTES)), decipher.final()]));
  } catch {
    return null;
  }
}

/** Version, number of keys and their ids. */
export function headOf(version: number, ids: readonly bigint[]): Buffer {
  const head = Buffer.alloc(HEAD_BYTES + ids.length * ID_BYTES);
  head.writeUInt8(version, 0);
  head.writeUInt16BE(ids.length, 1);
  ids.forEach((id, index) => head.writeBigInt64BE(id, HEAD_BYTES + index * ID_BYTES));
  return head;
}

function keyOf(keys: readonly SubjectKey[], salt: Buffer): Buffer {
  const hmac = createHmac('sha256', Buffer.concat(keys.map(({ key }) => key)));
  return hmac.update('omninode personal data 1\n').update(salt).digest();
}

function framed(part: Buffer | null): readonly Buffer[] {
  const length = Buffer.alloc(4);
  length.writeInt32BE(part?.length ?? -1);
  return part === null ? [length] : [length, part];
}

function unframed(bytes: Buffer): Parts {
  const parts: (Buffer | null)[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readInt32BE(at);
    at += 4;
    parts.push(length < 0 ? null : bytes.subarray(at, at + length));
    at += Math.max(length, 0);
  }
  return parts;
}
