import { hash } from 'node:crypto';

/** RFC 9562 section 6.6: the namespace of DNS names. */
const DNS = Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex');

/** Namespace of every id derived here: UUIDv5 of the DNS name `omninode.workers`, fixed for good. */
const NAMESPACE = Buffer.from(uuidv5(DNS, 'omninode.workers').replaceAll('-', ''), 'hex');

/** RFC 9562 section 5.5: SHA-1 of namespace and name, version and variant set. */
function uuidv5(namespace: Buffer, name: string): string {
  const hex = hash('sha1', Buffer.concat([namespace, Buffer.from(name, 'utf8')]));
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}

/** The same parts give the same id, always: a redelivered request gets the reply id it got before. */
export function derivedId(...parts: readonly string[]): string {
  return uuidv5(NAMESPACE, parts.join('\n'));
}
