import { compressFrame } from 'lz4-napi';
import { compress } from 'snappyjs';
import * as fc from 'fast-check';
import { lz4, snappy, zstd, type Codec } from './codecs';

const TEXT = 'omninode '.repeat(40);

/** Written by `zstd -c -3` 1.5.4 from a pipe: one frame, no content size, a checksum. */
const ZSTD_FRAME = 'KLUv/QRYhQAASG9tbmlub2RlIAEAXFTLEVpAtmw=';
/** Written by `lz4 -c` 1.9.4 from a pipe: one frame, independent blocks, a content checksum. */
const LZ4_FRAME = 'BCJNGGRApxQAAACfb21uaW5vZGUgCQD/SFBub2RlIAAAAACBcZ7D';

function xerial(text: Buffer, blockBytes: number): Buffer {
  const parts: Buffer[] = [Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1])];
  for (let at = 0; at < text.length; at += blockBytes) {
    const block = compress(text.subarray(at, at + blockBytes));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(block.length);
    parts.push(length, block);
  }
  return Buffer.concat(parts);
}

async function read(codec: Codec, bytes: Buffer): Promise<string> {
  const plain = await codec.decompress(bytes);
  expect(Buffer.isBuffer(plain)).toBe(true);
  return plain.toString('utf8');
}

describe('the codecs', () => {
  it('read what the zstd and lz4 programs wrote', async () => {
    expect(await read(zstd, Buffer.from(ZSTD_FRAME, 'base64'))).toBe(TEXT);
    expect(await read(lz4, Buffer.from(LZ4_FRAME, 'base64'))).toBe(TEXT);
  });

  it('read raw snappy and snappy in the frames of Java clients', async () => {
    expect(await read(snappy, compress(Buffer.from(TEXT)))).toBe(TEXT);
    expect(await read(snappy, xerial(Buffer.from(TEXT), 100))).toBe(TEXT);
    expect(await read(snappy, xerial(Buffer.alloc(0), 100))).toBe('');
  });

  it('read any bytes back', async () => {
    const bytes = fc.uint8Array({ maxLength: 70_000, size: 'max' }).map((array) => Buffer.from(array));
    const property = fc.asyncProperty(bytes, fc.integer({ min: 1000, max: 40_000 }), async (plain, block) => {
      expect((await lz4.decompress(await compressFrame(plain))).equals(plain)).toBe(true);
      expect((await snappy.decompress(compress(plain))).equals(plain)).toBe(true);
      expect((await snappy.decompress(xerial(plain, block))).equals(plain)).toBe(true);
    });
    await fc.assert(property, { numRuns: 30 });
  });

  it('reject what is broken instead of inventing something', async () => {
    const cut = xerial(Buffer.from(TEXT), 100).subarray(0, 30);
    await expect(snappy.decompress(cut)).rejects.toThrow(/./);
    await expect(lz4.decompress(Buffer.from(LZ4_FRAME, 'base64').subarray(0, 20))).rejects.toThrow(/./);
    await expect(zstd.decompress(Buffer.from('not zstd'))).rejects.toThrow(/./);
  });

  it('refuse to write', async () => {
    for (const codec of [snappy, lz4, zstd]) {
      await expect(codec.compress({ buffer: Buffer.from(TEXT) })).rejects.toThrow('gzip is');
    }
  });
});
