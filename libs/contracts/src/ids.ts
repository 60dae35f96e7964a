import { createHash } from 'node:crypto';

/** Namespace of every id derived here: UUIDv5 of the DNS name `omninode.workers`, fixed for good. */
const NAMESPACE = Buffer.from(
  uuidv5(Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex'), 'omninode.workers').replaceAll('-', ''),
  'hex',
);

/** RFC 9562 section 5.5: SHA-1 of namespace and name, version and variant set. */
function uuidv5(namespace: Buffer, name: string): string {
  const bytes = createHash('sha1').update(namespace).update(name, 'utf8').digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The same parts give the same id, always: a redelivered request gets the reply id it got before. */
export function derivedId(...parts: readonly string[]): string {
  return uuidv5(NAMESPACE, parts.join('\n'));
}
