import * as fc from 'fast-check';
import { KeyRing, newKeyPair, readPrivateKey, readPublicKeys, Signer } from '#signing';
import { decodeBase64 } from './base64';
import { checkEnvelope } from './check-envelope';
import {
  parseEnvelope,
  preAuthEncoding,
  readEnvelope,
  signEnvelope,
  type Envelope,
  type EnvelopeJson,
} from './envelope';
import { digestsOf, PAYLOAD_TYPE, PREDICATE_TYPE, STATEMENT_TYPE, writeStatement } from './statement';

const pairs = [newKeyPair(), newKeyPair(), newKeyPair()] as const;
const [ours, theirs, strangers] = pairs.map(({ privateKey }) => new Signer(readPrivateKey(privateKey)!)) as [
  Signer,
  Signer,
  Signer,
];
const ring = new KeyRing(pairs.slice(0, 2).flatMap(({ publicKey }) => readPublicKeys(publicKey)!));
const payload = writeStatement([{ name: 'a', digest: digestsOf(Buffer.from('a')) }], { uid: 'u' });
const good = signEnvelope(PAYLOAD_TYPE, payload, ours);
const check = (envelope: EnvelopeJson, keys = ring) => checkEnvelope(parseEnvelope(JSON.stringify(envelope)), keys);
const decoded = readEnvelope(good) as Envelope;

describe('the encoding before signing', () => {
  it('is that of the DSSE specification', () => {
    const encoded = preAuthEncoding('http://example.com/HelloWorld', Buffer.from('hello world'));
    expect(encoded.toString()).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  });

  it('counts bytes, and tells any two pairs of type and payload apart', () => {
    expect(preAuthEncoding('ü', Buffer.from([0xff]))).toEqual(Buffer.from('DSSEv1 2 \u00c3\u00bc 1 \u00ff', 'latin1'));
    const text = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(text, text, text, text, (type, body, otherType, otherBody) => {
        fc.pre(type !== otherType || body !== otherBody);
        const [one, other] = [
          preAuthEncoding(type, Buffer.from(body)),
          preAuthEncoding(otherType, Buffer.from(otherBody)),
        ];
        expect(one.equals(other)).toBe(false);
      }),
    );
  });
});

describe('base64', () => {
  it('is read in both alphabets, padded or not', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const buffer = Buffer.from(bytes);
        const [standard, urlSafe] = [buffer.toString('base64'), buffer.toString('base64url')];
        const padded = standard.replaceAll('+', '-').replaceAll('/', '_');
        for (const text of [standard, standard.replace(/=+$/, ''), urlSafe, padded])
          expect(decodeBase64(text)).toEqual(buffer);
      }),
    );
  });

  it.each(['a', 'aa=', 'a===', 'aaaa=', 'ab==', 'a a=', 'aaa\n', '+-aa', '=', 'ä', 'aaa='.repeat(2)])(
    'is refused where bytes would be guessed: %j',
    (text) => {
      expect(decodeBase64(text)).toBeUndefined();
    },
  );
});

describe('an envelope', () => {
  it('says what was signed, whatever else it has', () => {
    expect(check({ ...good, more: {} } as EnvelopeJson)).toEqual({
      verdict: 'valid',
      keyId: ours.keyId,
      statement: { subjects: [{ name: 'a', digest: digestsOf(Buffer.from('a')) }], predicate: { uid: 'u' } },
    });
  });

  it('is the same each time', () => {
    expect(signEnvelope(PAYLOAD_TYPE, payload, ours)).toEqual(good);
  });

  it('is not valid with any byte of payload, type or signature changed', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('payload', 'payloadType', 'signature'), (bit, where) => {
        const [{ signature }] = decoded.signatures as [Envelope['signatures'][number]];
        const type = Buffer.from(PAYLOAD_TYPE);
        const changed = {
          ...decoded,
          ...(where === 'payload' && { payload: flipped(payload, bit) }),
          ...(where === 'payloadType' && { payloadType: flipped(type, bit).toString('latin1') }),
          signatures: [{ keyId: ours.keyId, signature: where === 'signature' ? flipped(signature, bit) : signature }],
        };
        expect(checkEnvelope(changed, ring).verdict).toBe('signature_invalid');
      }),
    );
  });

  it('is never valid with a character of its text changed, where that changes what it says', () => {
    const text = JSON.stringify(good);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
        const changed = text.slice(0, at) + character + text.slice(at + 1);
        const envelope = parseEnvelope(changed);
        fc.pre('problem' in envelope || !envelope.payload.equals(payload) || !isSigned(envelope));
        expect(checkEnvelope(envelope, ring).verdict).not.toBe('valid');
      }),
    );
  });

  it('is not valid with any other key, by its name or without', () => {
    const other = newKeyPair();
    const otherRing = new KeyRing(readPublicKeys(other.publicKey)!);
    expect(check(good, otherRing)).toEqual({
      verdict: 'unknown_key',
      compared: 'key',
      expected: other.keyId,
      found: ours.keyId,
    });
    expect(check(renamed(other.keyId), otherRing)).toMatchObject({
      verdict: 'signature_invalid',
      compared: 'signature',
    });
  });

  it('is valid when a key that is trusted made the signature, whatever the key is called', () => {
    const { signatures, ...rest } = good;
    const nameless = { ...rest, signatures: signatures.map(({ sig }) => ({ sig })) } as unknown as EnvelopeJson;
    for (const envelope of [nameless, renamed(''), renamed('made-up')])
      expect(check(envelope)).toMatchObject({ verdict: 'valid', keyId: ours.keyId });
  });

  it('is valid when one signature of several is, in whatever order', () => {
    const by = (...signers: Signer[]): EnvelopeJson => ({
      ...good,
      signatures: signers.flatMap((signer) => signEnvelope(PAYLOAD_TYPE, payload, signer).signatures),
    });
    const [broken] = signEnvelope(PAYLOAD_TYPE, Buffer.from('else'), ours).signatures;
    expect(check(by(strangers, theirs))).toMatchObject({ verdict: 'valid', keyId: theirs.keyId });
    expect(check({ ...good, signatures: [broken!, ...by(theirs).signatures] })).toMatchObject({ keyId: theirs.keyId });
    expect(check(by(strangers, strangers)).verdict).toBe('unknown_key');
    expect(check({ ...good, signatures: [...by(strangers).signatures, broken!] }).verdict).toBe('signature_invalid');
  });

  it.each<[string, string]>([
    ['it is no JSON', '{'],
    ['it is no JSON', '['.repeat(200_000)],
    ['it is no JSON object', '['.repeat(200_000) + ']'.repeat(200_000)],
    ['it has more than 1048576 characters', ' '.repeat(1_048_577)],
    ['it is no JSON object', 'null'],
    ['payload must be base64', '{}'],
    ['payload must be base64', JSON.stringify({ ...good, payload: '!' })],
    ['payloadType must be text', JSON.stringify({ ...good, payloadType: 5 })],
    ['payloadType must be text', JSON.stringify({ ...good, payloadType: '\ud800' })],
    ['signatures must have one', JSON.stringify({ ...good, signatures: [] })],
    ['signatures must have one', JSON.stringify({ ...good, signatures: { length: 1 } })],
    ['signatures must have at most 16', JSON.stringify({ ...good, signatures: Array(17).fill(good.signatures[0]) })],
    ['sig of each signature must be base64', JSON.stringify({ ...good, signatures: [{ keyid: 'a', sig: 'a b' }] })],
    ['sig of each signature must be base64', JSON.stringify({ ...good, signatures: [null] })],
  ])('is an answer where it is none: %s', (problem, text) => {
    expect(checkEnvelope(parseEnvelope(text), ring)).toEqual({
      verdict: 'signature_invalid',
      compared: 'form',
      expected: 'a DSSE envelope',
      found: problem,
    });
  });

  const statement = { _type: STATEMENT_TYPE, predicateType: PREDICATE_TYPE, subject: [{ digest: {} }] };
  it.each<[string, string, unknown, string]>([
    [PAYLOAD_TYPE, 'text/plain', statement, 'text/plain'],
    ['a JSON object', PAYLOAD_TYPE, [], 'something else'],
    [
      STATEMENT_TYPE,
      PAYLOAD_TYPE,
      { ...statement, _type: 'https://in-toto.io/Statement/v0.1' },
      'https://in-toto.io/Statement/v0.1',
    ],
    [PREDICATE_TYPE, PAYLOAD_TYPE, { ...statement, predicateType: {} }, 'something else'],
    ['subjects with digests', PAYLOAD_TYPE, { ...statement, subject: [] }, 'something else'],
    ['subjects with digests', PAYLOAD_TYPE, { ...statement, subject: [{ name: 'a' }] }, 'something else'],
    ['subjects with digests', PAYLOAD_TYPE, { ...statement, subject: [{ digest: [] }] }, 'something else'],
  ])('that is signed and no stamp is none: expected %s', (expected, type, value, found) => {
    const signed = signEnvelope(type, Buffer.from(JSON.stringify(value)), ours);
    expect(check(signed)).toEqual({ verdict: 'signature_invalid', compared: 'form', expected, found });
  });

  it('of any JSON is an answer', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (one, two, three) => {
        const value = { payload: one, payloadType: two, signatures: [three] };
        expect(checkEnvelope(readEnvelope(value), ring).verdict).toBe('signature_invalid');
        const signed = readEnvelope(signEnvelope(PAYLOAD_TYPE, Buffer.from(JSON.stringify(one)), ours));
        expect(checkEnvelope(signed, ring).verdict).toBe('signature_invalid');
      }),
    );
  });
});

function renamed(keyid: string): EnvelopeJson {
  return { ...good, signatures: good.signatures.map((signature) => ({ ...signature, keyid })) };
}

function isSigned({ payloadType, signatures }: Envelope): boolean {
  const [one] = decoded.signatures;
  return payloadType === PAYLOAD_TYPE && signatures.length === 1 && signatures[0]!.signature.equals(one!.signature);
}

function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[(bit >> 3) % copy.length]! ^= 1 << (bit & 7);
  return copy;
}
