// oxlint-disable-next-line typescript/triple-slash-reference -- an ambient module, also for builds of one app
/// <reference path="./snappyjs.d.ts" />
import { decompressFrame } from 'lz4-napi';
import { decompress as decompressZstd } from 'fzstd';
import { uncompress as decompressSnappy } from 'snappyjs';

/**
 * Reading what other parties compress with (wire-facts 1.6: snappy and lz4 are really sent). We write gzip, which every
 * client reads; writing the others is refused rather than half supported.
 */
export interface Codec {
  compress(encoder: { readonly buffer: Buffer }): Promise<Buffer>;
  decompress(bytes: Buffer): Promise<Buffer>;
}

function readOnly(name: string, decompress: (bytes: Buffer) => Buffer | Promise<Buffer>): Codec {
  return {
    compress: () => Promise.reject(new Error(`producing ${name} is not supported; gzip is`)),
    decompress: async (bytes) => decompress(bytes),
  };
}

export const snappy = readOnly('snappy', unsnap);
export const lz4 = readOnly('lz4', (bytes) => decompressFrame(bytes));
export const zstd = readOnly('zstd', (bytes) => Buffer.from(decompressZstd(bytes)));

/** Java clients frame snappy in blocks (xerial: magic, two versions, then length-prefixed blocks); librdkafka does not. */
const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00]);
const XERIAL_HEADER_BYTES = 16;

function unsnap(bytes: Buffer): Buffer {
  if (!bytes.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC)) return decompressSnappy(bytes);
  const blocks: Buffer[] = [];
  for (let at = XERIAL_HEADER_BYTES; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    blocks.push(decompressSnappy(bytes.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  return Buffer.concat(blocks);
}
