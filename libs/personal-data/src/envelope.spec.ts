import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { keyIdsOf, openParts, sealParts, type SubjectKey } from './envelope';
import { readMasterKeys, writeMasterKeys } from './key-file';
import { subjectHash } from './subject';
import { unwrapKey, wrapKey } from './wrap';

const key = (id: bigint): SubjectKey => ({ id, key: randomBytes(32) });
const ADA = key(1n);
const BOB = key(2n ** 62n);
const HERE = Buffer.from('here');

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const json = fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text));
const parts = fc.array(fc.oneof(bytes, json, fc.constant(null)), { maxLength: 5 });

describe('what is sealed', () => {
  it('comes back byte for byte, null and empty apart', () => {
    fc.assert(
      fc.property(parts, (all) => {
        expect(openParts(sealParts(all, [ADA, BOB], HERE), [ADA, BOB], HERE)).toEqual(all);
      }),
    );
  });

  it('names its keys', () => {
    expect(keyIdsOf(sealParts([], [ADA, BOB], HERE))).toEqual([ADA.id, BOB.id]);
  });

  it('is lost with any of its keys', () => {
    const sealed = sealParts([Buffer.from('x')], [ADA, BOB], HERE);
    for (const keys of [[], [ADA], [BOB], [BOB, ADA], [ADA, { ...BOB, key: randomBytes(32) }]]) {
      expect(openParts(sealed, keys, HERE)).toBeNull();
    }
  });

  it('opens nowhere else, nor with any bit changed', () => {
    const sealed = sealParts([Buffer.from('x')], [ADA], HERE);
    expect(openParts(sealed, [ADA], Buffer.from('there'))).toBeNull();
    for (let at = 0; at < sealed.length; at += 1) {
      const altered = Buffer.from(sealed);
      altered[at]! ^= 1;
      expect(openParts(altered, [ADA], HERE)).toBeNull();
    }
  });

  it('is never the same twice', () => {
    const once = () => sealParts([Buffer.from('x')], [ADA], HERE).toString('hex');
    expect(once()).not.toBe(once());
  });
});

describe('a file of keys', () => {
  const masters = readMasterKeys(writeMasterKeys('first'))!;

  it('has an index key and a master key', () => {
    expect([...masters.byId.keys()]).toEqual(['first']);
    expect(masters.indexKey).not.toEqual(masters.current.key);
  });

  it('uses the last key, and opens with the others what they have wrapped', () => {
    const [hash, secret] = [subjectHash(masters.indexKey, 'ada'), randomBytes(32)];
    const wrapped = wrapKey(masters.current, hash, secret);
    const later = readMasterKeys(`${writeMasterKeys('first')}second ${randomBytes(32).toString('base64')}`)!;
    expect(later.current.id).toBe('second');
    expect(unwrapKey(masters, 'first', hash, wrapped)).toEqual(secret);
    expect(unwrapKey(later, 'first', hash, wrapped)).toBeUndefined();
    expect(unwrapKey(masters, 'second', hash, wrapped)).toBeUndefined();
    expect(unwrapKey(masters, 'first', subjectHash(masters.indexKey, 'bob'), wrapped)).toBeUndefined();
  });

  it.each([
    ['nothing', ''],
    ['no index', `a ${'A'.repeat(43)}=`],
    ['an index alone', `index ${'A'.repeat(43)}=`],
    ['a key that is too short', `index ${'A'.repeat(43)}=\na AAAA`],
    ['a name twice', `index ${'A'.repeat(43)}=\na ${'A'.repeat(43)}=\na ${'B'.repeat(43)}=`],
  ])('is refused with %s in it', (_, text) => {
    expect(readMasterKeys(text)).toBeUndefined();
  });
});

describe('a subject', () => {
  const index = randomBytes(32);
  const hash = (subject: string) => subjectHash(index, subject).toString('hex');

  it('is one in any spelling of an address, and no other', () => {
    expect(hash('Ada@Example.com')).toBe(hash('ada@example.com'));
    expect(hash('Ada')).not.toBe(hash('ada'));
  });
});
