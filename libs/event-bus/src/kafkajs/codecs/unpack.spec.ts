// oxlint-disable-next-line typescript/triple-slash-reference -- an ambient module, also for builds of one app
/// <reference path="./snappyjs.d.ts" />
import { compressFrame } from 'lz4-napi';
import { compress } from 'snappyjs';
import * as fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { unpack } from './unpack';

const [NONE, GZIP, SNAPPY, LZ4, ZSTD] = [0, 1, 2, 3, 4];

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

async function read(codec: number, bytes: Buffer): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of unpack(codec, bytes)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const readText = async (codec: number, bytes: Buffer) => (await read(codec, bytes)).toString('utf8');

describe('the codecs', () => {
  it('read what the zstd and lz4 programs wrote', async () => {
    expect(await readText(ZSTD, Buffer.from(ZSTD_FRAME, 'base64'))).toBe(TEXT);
    expect(await readText(LZ4, Buffer.from(LZ4_FRAME, 'base64'))).toBe(TEXT);
  });

  it('read raw snappy and snappy in the frames of Java clients', async () => {
    expect(await readText(SNAPPY, compress(Buffer.from(TEXT)))).toBe(TEXT);
    expect(await readText(SNAPPY, xerial(Buffer.from(TEXT), 100))).toBe(TEXT);
    expect(await readText(SNAPPY, xerial(Buffer.alloc(0), 100))).toBe('');
  });

  it('read any bytes back', async () => {
    const bytes = fc.uint8Array({ maxLength: 70_000, size: 'max' }).map((array) => Buffer.from(array));
    const repeated = fc.tuple(bytes, fc.integer({ min: 1, max: 9 }));
    const plains = repeated.map(([part, times]) => Buffer.concat(Array.from({ length: times }, () => part)));
    const property = fc.asyncProperty(plains, fc.integer({ min: 1000, max: 40_000 }), async (plain, block) => {
      expect((await read(NONE, plain)).equals(plain)).toBe(true);
      expect((await read(GZIP, gzipSync(plain))).equals(plain)).toBe(true);
      expect((await read(LZ4, await compressFrame(plain))).equals(plain)).toBe(true);
      expect((await read(SNAPPY, compress(plain))).equals(plain)).toBe(true);
      expect((await read(SNAPPY, xerial(plain, block))).equals(plain)).toBe(true);
    });
    await fc.assert(property, { numRuns: 30 });
  });

  it('refuse a zstd block that would write more than a block may, instead of working on it for minutes', async () => {
    // 98,047 sequences, each a match of more than 65,539 bytes: fzstd takes minutes over these 2 kB.
    const sequences = Buffer.from([0x08, 0x61, 0xff, 0xff, 0xff, 0x54, 0, 0, 52, ...Array(2_000).fill(0xff), 1]);
    const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58, 0, 0, 0]);
    head.writeUIntLE(1 | (2 << 1) | (sequences.length << 3), 6, 3);
    await expect(read(ZSTD, Buffer.concat([head, sequences]))).rejects.toThrow('too long');
  });

  it('reject what is broken instead of inventing something', async () => {
    const cut = xerial(Buffer.from(TEXT), 100).subarray(0, 30);
    await expect(read(SNAPPY, cut)).rejects.toThrow(/./);
    await expect(read(GZIP, gzipSync(TEXT).subarray(0, 20))).rejects.toThrow(/./);
    await expect(read(LZ4, Buffer.from(LZ4_FRAME, 'base64').subarray(0, 20))).rejects.toThrow(/./);
    await expect(read(ZSTD, Buffer.from('not zstd'))).rejects.toThrow(/./);
    await expect(async () => read(5, Buffer.alloc(0))).rejects.toThrow('compression 5 is unknown');
  });
});
