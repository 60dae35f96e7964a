import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { readKeyFiles } from './key-files';
import { newKeyPair, readPrivateKey, readPublicKeys, webKeyOf } from './key-forms';
import { keyIdOf } from './key-id';
import { KeyRing } from './key-ring';
import { checkSignature, Signer } from './signer';

const pair = newKeyPair();
const other = newKeyPair();
const [key] = readPublicKeys(pair.publicKey)!;
const signer = new Signer(readPrivateKey(pair.privateKey)!);

describe('a key', () => {
  it('has one id, whichever half of the pair and whatever form says it', () => {
    const set = JSON.stringify({ keys: [webKeyOf(key!)] });
    const found = [createPrivateKey(pair.privateKey), key!, readPublicKeys(set)![0]!, signer.publicKey].map(keyIdOf);
    expect(new Set([...found, webKeyOf(key!).kid])).toEqual(new Set([pair.keyId]));
    expect(pair.keyId).toMatch(/^[\da-f]{16}$/);
    expect(keyIdOf(createPublicKey(other.publicKey))).toBe(other.keyId);
  });

  it('is read from several in one file, in either form', () => {
    expect(readPublicKeys(`first\n${pair.publicKey}${other.publicKey}`)?.map(keyIdOf)).toEqual([
      pair.keyId,
      other.keyId,
    ]);
    const keys = [pair, other].map(({ publicKey }) => webKeyOf(createPublicKey(publicKey)));
    expect(readPublicKeys(JSON.stringify({ keys }))?.map(keyIdOf)).toEqual([pair.keyId, other.keyId]);
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['a private key', pair.privateKey],
    ['a private key beside a public one', pair.publicKey + pair.privateKey],
    ['a private key as JSON', JSON.stringify({ keys: [createPrivateKey(pair.privateKey).export({ format: 'jwk' })] })],
    [
      'an RSA key',
      generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    ],
    [
      'an RSA key behind a good one',
      pair.publicKey +
        generateKeyPairSync('rsa', { modulusLength: 1024 })
          .publicKey.export({ type: 'spki', format: 'pem' })
          .toString(),
    ],
    ['an empty set', '{"keys":[]}'],
    ['a set of something else', '{"keys":[null,5]}'],
    ['no JSON', '{"keys":['],
    ['a PEM block of nothing', '-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n'],
  ])('is not found in %s', (_, text) => {
    expect(readPublicKeys(text)).toBeUndefined();
  });

  it('is not found in any text, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (text, keys) => {
        expect(readPublicKeys(text)).toBeUndefined();
        expect(readPrivateKey(text)).toBeUndefined();
        expect(readPublicKeys(JSON.stringify({ keys }))).toBeUndefined();
      }),
    );
  });
});

describe('a signature', () => {
  it('is the same for the same bytes, and of no others, and no other key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), (bytes, bit) => {
        const message = Buffer.from(bytes);
        const signed = signer.sign(message);
        expect(signer.sign(message)).toEqual(signed);
        expect(checkSignature(message, signed, [key!])).toBe('valid');
        expect(checkSignature(message, signed, readPublicKeys(other.publicKey)!)).toBe('unknown_key');
        expect(checkSignature(flipped(message, bit), signed, [key!])).toBe('invalid');
        expect(checkSignature(message, { ...signed, signature: flipped(signed.signature, bit) }, [key!])).toBe(
          'invalid',
        );
      }),
    );
  });

  it('of any length is an answer, not an error', () => {
    const bytes = Buffer.from('text');
    for (const length of [0, 1, 63, 65, 1000])
      expect(checkSignature(bytes, { keyId: pair.keyId, signature: Buffer.alloc(length) }, [key!])).toBe('invalid');
  });
});

describe('keys in files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'omni-keys-'));
    writeFileSync(join(folder, 'b.pub'), other.publicKey);
    writeFileSync(join(folder, 'a.pem'), pair.publicKey);
    writeFileSync(join(folder, 'private.pem'), pair.privateKey);
    writeFileSync(join(folder, 'README'), 'keys');
    mkdirSync(join(folder, 'empty'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are those of a file or of all in a folder', () => {
    expect(readKeyFiles(join(folder, 'a.pem')).map(keyIdOf)).toEqual([pair.keyId]);
    const ring = new KeyRing([...readKeyFiles(folder), ...readKeyFiles(folder)]);
    expect(ring.ids.toSorted()).toEqual([pair.keyId, other.keyId].toSorted());
    expect(keyIdOf(ring.find(other.keyId)!)).toBe(other.keyId);
  });

  it.each(['nowhere', 'empty', 'private.pem', 'README'])('are refused by name where there are none: %s', (name) => {
    expect(() => readKeyFiles(join(folder, name))).toThrow(join(folder, name));
  });

  it('are refused in a folder where one that should be a key is none', () => {
    writeFileSync(join(folder, 'c.pub'), 'no key');
    expect(() => readKeyFiles(folder)).toThrow('c.pub has no public Ed25519 key');
  });
});

function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[(bit >> 3) % copy.length]! ^= 1 << (bit & 7);
  return copy;
}
