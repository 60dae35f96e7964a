import { blake3 as native } from '@napi-rs/blake-hash';
import { hash as wasm } from 'blake3';
import * as fc from 'fast-check';
import { join } from 'node:path';
import { Blake3Stream } from './blake3';
import { blake3Hex, textHash } from './text-hash';
import { HashingThread } from './hashing-thread';

/**
 * Lengths and input of the official test vectors (BLAKE3 team, test_vectors.json, hash mode, first 32 bytes), some
 * lengths around block and chunk edges added; values written by b3sum 1.2.0, the BLAKE3 team's own program.
 */
const VECTORS: readonly (readonly [length: number, hash: string])[] = [
  [0, 'af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262'],
  [1, '2d3adedff11b61f14c886e35afa036736dcd87a74d27b5c1510225d0f592e213'],
  [2, '7b7015bb92cf0b318037702a6cdd81dee41224f734684c2c122cd6359cb1ee63'],
  [3, 'e1be4d7a8ab5560aa4199eea339849ba8e293d55ca0a81006726d184519e647f'],
  [63, 'e9bc37a594daad83be9470df7f7b3798297c3d834ce80ba85d6e207627b7db7b'],
  [64, '4eed7141ea4a5cd4b788606bd23f46e212af9cacebacdc7d1f4c6dc7f2511b98'],
  [65, 'de1e5fa0be70df6d2be8fffd0e99ceaa8eb6e8c93a63f2d8d1c30ecb6b263dee'],
  [127, 'd81293fda863f008c09e92fc382a81f5a0b4a1251cba1634016a0f86a6bd640d'],
  [128, 'f17e570564b26578c33bb7f44643f539624b05df1a76c81f30acd548c44b45ef'],
  [129, '683aaae9f3c5ba37eaaf072aed0f9e30bac0865137bae68b1fde4ca2aebdcb12'],
  [1023, '10108970eeda3eb932baac1428c7a2163b0e924c9a9e25b35bba72b28f70bd11'],
  [1024, '42214739f095a406f3fc83deb889744ac00df831c10daa55189b5d121c855af7'],
  [1025, 'd00278ae47eb27b34faecf67b4fe263f82d5412916c1ffd97c8cb7fb814b8444'],
  [2048, 'e776b6028c7cd22a4d0ba182a8bf62205d2ef576467e838ed6f2529b85fba24a'],
  [2049, '5f4d72f40d7a5f82b15ca2b2e44b1de3c2ef86c426c95c1af0b6879522563030'],
  [3072, 'b98cb0ff3623be03326b373de6b9095218513e64f1ee2edd2525c7ad1e5cffd2'],
  [4096, '015094013f57a5277b59d8475c0501042c0b642e531b0a1c8f58d2163229e969'],
  [4097, '9b4052b38f1c5fc8b1f9ff7ac7b27cd242487b3d890d15c96a1c25b8aa0fb995'],
  [8192, 'aae792484c8efe4f19e2ca7d371d8c467ffb10748d8a5a1ae579948f718a2a63'],
  [16384, 'f875d6646de28985646f34ee13be9a576fd515f76b5b0a26bb324735041ddde4'],
  [31744, '62b6960e1a44bcc1eb1a611a8d6235b6b4b78f32e7abc4fb4c6cdcce94895c47'],
  [102400, 'bc3e3d41a1146b069abffad3c0d44860cf664390afce4d9661f7902e7943e085'],
];

/** Known texts and their hashes. */
const TEXTS: readonly (readonly [text: string, hash: string])[] = [
  ['hello', 'ea8f163db38682925e4491c5e58d4bb3506ef8c14eb78a86e908c5624a67200f'],
  ['hello world', 'd74981efa70a0c880b8d8c1985d075dbcbf679b99a5f9914e5aaf96b831a9e24'],
  ['class Test: pass', '9a8ae50a0de6da7c3778ba6e7b9096d117dde1dff0b885f140456971f5023f2d'],
  ['  class Test: pass\n\n', 'e1546975aed775d264503077f9e54a007d0bb34e8c851f34fd9ccc0a7f6642fe'],
  ['a\n\n\n\nb', '7458cfd3cd2a44a0d57d335b21d2b73eccdb716232752ee518d088d37f8eacb9'],
  ['héllo', '4e406513432b4da52ae947c084ea5cf33ef02406f837159d04eed2e86688e376'],
];

const vectorInput = (length: number) => Buffer.from(Array.from({ length }, (_, index) => index % 251));
const wasmHex = (bytes: Uint8Array) => (wasm(bytes) as Buffer).toString('hex');
const nativeHex = (bytes: Uint8Array) => native(bytes).toString('hex');

describe('blake3Hex', () => {
  it.each(VECTORS)('hashes the test vector of %i bytes, as both implementations do', (length, hash) => {
    const input = vectorInput(length);
    expect([blake3Hex(input), wasmHex(input), nativeHex(input)]).toEqual([hash, hash, hash]);
  });

  it.each(TEXTS)('hashes the exact UTF-8 bytes of %j', (text, hash) => {
    expect(blake3Hex(text)).toBe(hash);
    expect(blake3Hex(Buffer.from(text, 'utf8'))).toBe(hash);
  });

  it('does not depend on which implementation a length chooses', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), (bytes) => {
        const hash = blake3Hex(bytes);
        return hash === wasmHex(bytes) && hash === nativeHex(bytes);
      }),
    );
  });

  it('hashes a part of a larger buffer as what it is', () => {
    const large = vectorInput(10_000);
    for (const length of [10, 5_000]) {
      expect(blake3Hex(large.subarray(251, 251 + length))).toBe(blake3Hex(vectorInput(length)));
    }
  });

  it('does not depend on the pieces in which the bytes come', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 5_000 })), (pieces) => {
        const stream = new Blake3Stream();
        for (const piece of pieces) stream.update(Buffer.from(piece));
        return stream.digest() === blake3Hex(Buffer.concat(pieces));
      }),
    );
  });
});

describe('the hash of a text', () => {
  /** Around the length of a piece, with letters of one, two, three and four bytes, where it could be cut. */
  const texts = fc
    .tuple(fc.constantFrom('x', 'é', '€', '😀'), fc.nat(4), fc.integer({ min: 65_530, max: 65_545 }))
    .map(([letter, before, units]) => '-'.repeat(before) + letter.repeat(Math.ceil(units / letter.length)));
  const ofBytes = (text: string) => ({ hash: blake3Hex(Buffer.from(text)), bytes: Buffer.byteLength(text) });

  it('is that of its UTF-8 bytes, wherever it is cut into pieces', () => {
    fc.assert(fc.property(texts, (text) => expect(textHash(text)).toEqual(ofBytes(text))));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) =>
        expect(textHash(text)).toEqual(ofBytes(text)),
      ),
    );
  });

  describe('from the thread that large ones are hashed in', () => {
    const thread = new HashingThread(join(process.cwd(), 'dist/libs/blake3/src/hashing.worker.js'));

    it('is the same, also of several at a time', async () => {
      const large = ['', 'x', 'é', '€', '😀'].map((letter) => `-${letter.repeat(200_000)}`);
      expect(await Promise.all(large.map((text) => thread.hash(text)))).toEqual(large.map(ofBytes));
    });

    it('comes while others have their turn', async () => {
      let turns = 0;
      const counting = setInterval(() => (turns += 1), 0);
      await thread.hash('x'.repeat(20 * 1_048_576));
      clearInterval(counting);
      expect(turns).toBeGreaterThan(1);
    });

    it('does not come where the thread breaks down, which its owner is told', async () => {
      const ended = jest.fn();
      const broken = new HashingThread(join(process.cwd(), 'package.json'), ended);
      await expect(broken.hash('x')).rejects.toThrow('the hashing thread has ended');
      expect(ended).toHaveBeenCalled();
    });
  });
});
