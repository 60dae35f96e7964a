import * as fc from 'fast-check';
import { blake3Hex } from '#blake3';
import { KeyRing, newKeyPair, readPrivateKey, readPublicKeys, Signer } from '#signing';
import { stampText, TIME, UID, type Written } from '../in-file/stamping.fixture';
import { readEnvelope, signEnvelope, type Envelope } from './envelope';
import { readRevocations, type Revocations } from './revocations';
import { signFile } from './sign-file';
import { digestsOf, PAYLOAD_TYPE, writeStatement, type Subject } from './statement';
import { verifySignedFile, type SignedVerification, type Trust } from './verify-signed-file';

const [before, now, strange] = [newKeyPair(), newKeyPair(), newKeyPair()];
const signer = (pair: { readonly privateKey: string }): Signer => new Signer(readPrivateKey(pair.privateKey)!);
const ringOf = (...pairs: readonly { readonly publicKey: string }[]): KeyRing =>
  new KeyRing(pairs.flatMap(({ publicKey }) => readPublicKeys(publicKey)!));

const TRUST: Trust = { ring: ringOf(before, now), revoked: new Map(), mustBeSigned: true };
const sign = (path: string, { stamped }: Written, by = now): string => signFile(path, stamped, signer(by));

function verify(
  path: string,
  { text, sidecar }: Pick<Written, 'text' | 'sidecar'>,
  envelope: string | undefined,
  trust: Partial<Trust> & { readonly namespace?: string } = {},
): SignedVerification {
  const { namespace, ...trusted } = trust;
  const file = {
    path,
    bytes: Buffer.from(text),
    ...(sidecar !== undefined && { sidecar }),
    ...(namespace && { namespace }),
  };
  return verifySignedFile(file, envelope, { ...TRUST, ...trusted });
}

function revoking(...hashes: readonly string[]): Revocations {
  return readRevocations(hashes.map((hash) => `${hash} because\n`).join('')) as Revocations;
}

const python = stampText('src/a.py', 'print(1)\n', { namespace: 'omninode.tests', author: 'jo' });
const json = stampText('a.json', '{}\n', { namespace: 'omninode.tests' });

describe('the envelope of a file', () => {
  it('says the digests of the bytes that the file has, and what its stamp says', () => {
    const { payload, payloadType } = readEnvelope(JSON.parse(sign('src/a.py', python))) as Envelope;
    expect(payloadType).toBe('application/vnd.in-toto+json');
    const { hash, exact } = python.stamped.stamp;
    expect(JSON.parse(payload.toString())).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'a.py', digest: digestsOf(Buffer.from(python.text)) }],
      predicateType: 'https://omninode.ai/stamp/v1',
      predicate: {
        uid: UID,
        stamped_at: TIME,
        normalised_hash: hash,
        exact_hash: exact,
        author: 'jo',
        namespace: 'omninode.tests',
      },
    });
    expect(blake3Hex(python.text)).toBe(digestsOf(Buffer.from(python.text)).blake3);
  });

  it('has a sidecar as its second subject', () => {
    const { payload } = readEnvelope(JSON.parse(sign('a.json', json))) as Envelope;
    expect(JSON.parse(payload.toString())).toMatchObject({
      subject: [
        { name: 'a.json', digest: digestsOf(Buffer.from(json.text)) },
        { name: 'a.json.onex', digest: digestsOf(Buffer.from(json.sidecar!)) },
      ],
    });
  });

  it('is the same each time, and one line', () => {
    expect(sign('src/a.py', python)).toBe(sign('src/a.py', python));
    expect(sign('src/a.py', python).trimEnd()).not.toContain('\n');
  });
});

describe('a signed file', () => {
  it.each([
    ['src/a.py', python],
    ['a.json', json],
  ])('is valid as long as a key that signed it is trusted, whichever signs now: %s', (path, file) => {
    for (const by of [before, now])
      expect(verify(path, file, sign(path, file, by))).toMatchObject({
        verdict: 'valid',
        signature: { verdict: 'valid', keyId: by.keyId },
      });
  });

  it('is not valid when it was stamped again and not signed again', () => {
    const changed = stampText('src/a.py', 'print(2)\n');
    expect(verify('src/a.py', changed, sign('src/a.py', python))).toMatchObject({
      verdict: 'content_mismatch',
      compared: 'sha256',
      expected: digestsOf(Buffer.from(python.text)).sha256,
      found: digestsOf(Buffer.from(changed.text)).sha256,
    });
  });

  it('is not valid with any byte changed, of itself or of its sidecar', () => {
    fc.assert(
      fc.property(fc.constantFrom(python, json), fc.boolean(), fc.nat(), (file, isBeside, bit) => {
        const path = file === python ? 'src/a.py' : 'a.json';
        const [bytes, sidecar] = [Buffer.from(file.text), file.sidecar && Buffer.from(file.sidecar)];
        const changed = sidecar && isBeside ? sidecar : bytes;
        changed[(bit >> 3) % changed.length]! ^= 1 << (bit & 7);
        const found = verifySignedFile(
          { path, bytes, ...(sidecar && { sidecar: sidecar.toString('latin1') }) },
          sign(path, file),
          TRUST,
        );
        expect(found.verdict).not.toBe('valid');
      }),
    );
  });

  it('is what its stamp says first: a file that was changed is that', () => {
    const changed = { ...python, text: `${python.text}more\n` };
    expect(verify('src/a.py', changed, 'no envelope')).toMatchObject({
      verdict: 'content_mismatch',
      compared: 'normalised',
      signature: { verdict: 'signature_invalid' },
    });
  });

  it('is of an unknown key, with the keys that are trusted and the one that it names', () => {
    expect(verify('src/a.py', python, sign('src/a.py', python, strange), { ring: ringOf(now) })).toMatchObject({
      verdict: 'unknown_key',
      compared: 'key',
      expected: now.keyId,
      found: strange.keyId,
    });
  });

  it('is invalid where its envelope is none', () => {
    expect(verify('src/a.py', python, '{')).toMatchObject({
      verdict: 'signature_invalid',
      compared: 'form',
      expected: 'a DSSE envelope',
      found: 'it is no JSON',
    });
  });

  it('need not be signed unless it must be', () => {
    expect(verify('src/a.py', python, undefined)).toMatchObject({ verdict: 'not_signed', found: null });
    const found = verify('src/a.py', python, undefined, { mustBeSigned: false });
    expect(found).toMatchObject({ verdict: 'valid', compared: 'normalised', signature: { verdict: 'not_signed' } });
  });

  it('is read without its envelope where nobody said whom to trust', () => {
    const found = verify('src/a.py', python, '{', { ring: undefined, mustBeSigned: false });
    expect([found.verdict, found.signature]).toEqual(['valid', undefined]);
  });

  describe('that has no other stamp', () => {
    const text = 'as it was sent';
    const plain = { text, sidecar: undefined };
    const signed = (subjects: readonly Subject[]): string =>
      JSON.stringify(
        signEnvelope(PAYLOAD_TYPE, writeStatement(subjects, { namespace: 'omninode.tests' }), signer(now)),
      );
    const envelope = signed([{ name: 'a', digest: digestsOf(Buffer.from(text)) }]);

    it('is stamped by its signature', () => {
      expect(verify('a.txt', plain, envelope)).toMatchObject({
        verdict: 'valid',
        compared: 'signature',
        expected: now.keyId,
        found: now.keyId,
        stamps: [],
      });
      expect(verify('a.txt', { ...plain, text: 'another' }, envelope)).toMatchObject({ verdict: 'content_mismatch' });
    });

    it('has the namespace of its signature', () => {
      expect(verify('a.txt', plain, envelope, { namespace: 'omninode.tests' }).verdict).toBe('valid');
      expect(verify('a.txt', plain, envelope, { namespace: 'omninode.other' })).toMatchObject({
        verdict: 'namespace_mismatch',
        compared: 'namespace',
        expected: 'omninode.other',
        found: 'omninode.tests',
      });
    });

    it('may be any of several subjects, also of two with one name', () => {
      const other = { name: 'a', digest: digestsOf(Buffer.from('another')) };
      const its = { name: 'a', digest: digestsOf(Buffer.from(text)) };
      expect(verify('a.txt', plain, signed([other, its, its])).verdict).toBe('valid');
    });

    it('must agree with each digest that is known', () => {
      const { sha256, blake3 } = digestsOf(Buffer.from(text));
      const wrong = { name: 'a', digest: { sha256, blake3: sha256 } };
      expect(verify('a.txt', plain, signed([wrong]))).toMatchObject({
        verdict: 'content_mismatch',
        compared: 'blake3',
        expected: sha256,
        found: blake3,
      });
      const none = { name: 'a', digest: { md5: 'x' } as never };
      expect(verify('a.txt', plain, signed([none]))).toMatchObject({ verdict: 'content_mismatch', expected: null });
      const one = { name: 'a', digest: { sha256, sha512: 'x' } as never };
      expect(verify('a.txt', plain, signed([one])).verdict).toBe('valid');
    });
  });
});

describe('a file that was revoked', () => {
  const { hash, exact } = python.stamped.stamp;
  const { sha256, blake3 } = digestsOf(Buffer.from(python.text));

  it.each([
    ['the normalised hash', hash],
    ['the exact hash', exact!],
    ['the BLAKE3 of its bytes', blake3],
    ['the SHA-256 of its bytes', sha256],
  ])('is known by %s, signed or not', (_, revoked) => {
    for (const ring of [TRUST.ring, undefined])
      expect(
        verify('src/a.py', python, sign('src/a.py', python), { ring, revoked: revoking(revoked.toUpperCase()) }),
      ).toMatchObject({
        verdict: 'revoked',
        compared: 'revocation',
        expected: null,
        found: revoked,
        reason: 'because',
      });
  });

  it('is known without its stamp, too', () => {
    const bare = { text: 'print(1)\n', sidecar: undefined };
    expect(verify('a.py', bare, undefined, { mustBeSigned: false, revoked: revoking(exact!) }).verdict).toBe('revoked');
  });

  it('is another where no hash of it is in the list', () => {
    expect(verify('src/a.py', python, sign('src/a.py', python), { revoked: revoking('0'.repeat(64)) }).verdict).toBe(
      'valid',
    );
  });
});

describe('a list of revocations', () => {
  const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];

  it('has a hash a line, with why behind it, or JSON as the bridge writes it', () => {
    const text = `# revoked\n\n${a}  leaked key\r\n${b}\n{"blake3_hash":"${'c'.repeat(64)}","reason":"wrong","by":"jo"}\n`;
    expect(readRevocations(text)).toEqual(
      new Map([
        [a, 'leaked key'],
        [b, null],
        ['c'.repeat(64), 'wrong'],
      ]),
    );
    expect(readRevocations('')).toEqual(new Map());
  });

  it.each([`${a}x`, 'a'.repeat(63), 'valid', '{', '{}', '{"blake3_hash":5}', `-${a}`])(
    'is refused as a whole where a line is something else: %s',
    (line) => {
      expect(readRevocations(`${a}\n${line}\n`)).toEqual({ badLine: 2 });
    },
  );

  it('of any text is an answer', () => {
    fc.assert(fc.property(fc.string(), (text) => void readRevocations(text)));
  });
});
