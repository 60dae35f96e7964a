import { createHash, timingSafeEqual } from 'node:crypto';
import { isRole, type Actor, type Role } from './actor';

/** A token that was agreed on. Of the token itself only the hash is kept. */
export interface StaticToken {
  readonly name: string;
  readonly role: Role;
  /** SHA-256 of the token. */
  readonly hash: Buffer;
}

/** `name:role:token`; RFC 6750 says what a token may consist of. Guessing must be hopeless, so it has 16 characters at least. */
const TOKEN = /^([\w.@-]{1,100}):([a-z]+):([\w.~+/-]{16,512}={0,2})$/;

/** Reads tokens, one for each text; `undefined` where one is not a token, or is there twice. */
export function readTokens(texts: readonly string[]): readonly StaticToken[] | undefined {
  const tokens = texts.map(readToken).filter((token) => token !== undefined);
  const distinct = new Set(tokens.map(({ hash }) => hash.toString('hex')));
  return distinct.size === texts.length ? tokens : undefined;
}

export function actorOfToken(tokens: readonly StaticToken[], presented: string): Actor | undefined {
  const hash = hashOf(presented);
  // All are compared, whichever it is.
  const [token] = tokens.filter((known) => timingSafeEqual(known.hash, hash));
  return token && { name: token.name, roles: [token.role], via: 'token' };
}

function readToken(text: string): StaticToken | undefined {
  const [, name = '', role, token = ''] = TOKEN.exec(text.trim()) ?? [];
  return isRole(role) ? { name, role, hash: hashOf(token) } : undefined;
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
