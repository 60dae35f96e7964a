import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import { keyIdOf } from './key-id';

/** A new pair, as files have it: PKCS#8 and SPKI in PEM form. */
export function newKeyPair(): { readonly keyId: string; readonly privateKey: string; readonly publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return {
    keyId: keyIdOf(publicKey),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** The Ed25519 private key in a text in PEM form; `undefined` where there is none. */
export function readPrivateKey(text: string): KeyObject | undefined {
  return ed25519(() => createPrivateKey(text));
}

const PEM = /-----BEGIN ([A-Z0-9 ]+)-----[^-]*-----END \1-----/g;

/**
 * The Ed25519 public keys in a text: in PEM form, one after the other, or a set of JSON Web Keys (RFC 7517). `undefined`
 * where there is none, or anything else.
 */
export function readPublicKeys(text: string): readonly KeyObject[] | undefined {
  // Of a private key the public one could be had, too; nobody who verifies should have it.
  if (hasPrivateKey(text)) return undefined;
  const keys = text.trimStart().startsWith('{') ? ofKeySet(text) : ofPem(text);
  return keys.length > 0 && keys.every((key) => key !== undefined) ? keys : undefined;
}

export function hasPrivateKey(text: string): boolean {
  return /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text);
}

function ofPem(text: string): readonly (KeyObject | undefined)[] {
  return [...text.matchAll(PEM)].map(([block]) => ed25519(() => createPublicKey(block)));
}

function ofKeySet(text: string): readonly (KeyObject | undefined)[] {
  try {
    const { keys } = JSON.parse(text) as { readonly keys?: unknown };
    return Array.isArray(keys) ? keys.map((key: unknown) => ed25519(() => ofWebKey(key))) : [];
  } catch {
    return [];
  }
}

function ofWebKey(key: unknown): KeyObject {
  const { kty, crv, x, d } = key as JsonWebKey;
  if (d !== undefined) throw new TypeError('a private key is no public one');
  return createPublicKey({ key: { kty, crv, x } as JsonWebKey, format: 'jwk' });
}

/** A public key as a JSON Web Key (RFC 8037), named by its id. */
export interface WebKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  /** Its 32 bytes, base64url. */
  readonly x: string;
  readonly kid: string;
  readonly use: 'sig';
  readonly alg: 'EdDSA';
}

export function webKeyOf(publicKey: KeyObject): WebKey {
  const { x = '' } = publicKey.export({ format: 'jwk' });
  return { kty: 'OKP', crv: 'Ed25519', x, kid: keyIdOf(publicKey), use: 'sig', alg: 'EdDSA' };
}

function ed25519(read: () => KeyObject): KeyObject | undefined {
  try {
    const key = read();
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}
