// oxlint-disable-next-line typescript/triple-slash-reference -- an ambient module, also for builds of one app
/// <reference path="./codecs/snappyjs.d.ts" />
import { gzipSync } from 'node:zlib';
import { compressFrameSync } from 'lz4-napi';
import { compress as compressSnappy } from 'snappyjs';

/** Builds record sets byte by byte, for tests that need control over every field. */
export interface RecordParts {
  readonly key?: Buffer | null;
  readonly value?: Buffer | null;
  readonly headers?: readonly (readonly [name: string, value: Buffer | null])[];
  readonly delta?: number;
  readonly time?: number;
}

export interface BatchParts {
  readonly records: readonly RecordParts[];
  readonly baseOffset?: number;
  readonly codec?: number;
  readonly attributes?: number;
  readonly producerId?: number;
  readonly lastDelta?: number;
  readonly recordCount?: number;
  /** How much of the records is compressed at once; formats have several frames or blocks. */
  readonly frameBytes?: number;
}

export const CODECS = { none: 0, gzip: 1, snappy: 2, lz4: 3, zstd: 4 } as const;
export const TRANSACTIONAL = 0x10;
export const CONTROL = 0x20;

export function batchOf(parts: BatchParts): Buffer {
  const { records, baseOffset = 0, codec = 0, attributes = 0, producerId = -1 } = parts;
  const plain = Buffer.concat(records.map((record, at) => recordBytes({ delta: at, ...record })));
  const lastDelta = parts.lastDelta ?? Math.max(0, ...records.map((record, at) => record.delta ?? at));
  const count = parts.recordCount ?? records.length;
  return sealed(pack(codec, plain, parts.frameBytes), {
    baseOffset,
    attributes: attributes | codec,
    producerId,
    lastDelta,
    count,
  });
}

/** A batch around a body that is compressed already, or is no such thing. */
export function sealed(
  body: Buffer,
  head: { baseOffset?: number; attributes: number; producerId?: number; lastDelta: number; count: number },
): Buffer {
  const header = Buffer.alloc(61);
  header.writeBigInt64BE(BigInt(head.baseOffset ?? 0), 0);
  header.writeInt32BE(49 + body.length, 8);
  header.writeInt8(2, 16);
  header.writeInt16BE(head.attributes, 21);
  header.writeInt32BE(head.lastDelta, 23);
  header.writeBigInt64BE(1_700_000_000_000n, 27);
  header.writeBigInt64BE(1_800_000_000_000n, 35);
  header.writeBigInt64BE(BigInt(head.producerId ?? -1), 43);
  header.writeInt32BE(head.count, 57);
  return Buffer.concat([header, body]);
}

/** What ends a transaction. */
export function marker(baseOffset: number, producerId: number, type: 'abort' | 'commit'): Buffer {
  const key = Buffer.from([0, 0, 0, type === 'abort' ? 0 : 1]);
  const records = [{ key, value: Buffer.alloc(6) }];
  return batchOf({ records, baseOffset, producerId, attributes: TRANSACTIONAL | CONTROL });
}

export function recordBytes({ key = null, value = null, headers = [], delta = 0, time = 0 }: RecordParts): Buffer {
  const fields = [Buffer.alloc(1), varint(time), varint(delta), bytes(key), bytes(value), varint(headers.length)];
  const body = Buffer.concat([
    ...fields,
    ...headers.flatMap(([name, text]) => [bytes(Buffer.from(name)), bytes(text)]),
  ]);
  return Buffer.concat([varint(body.length), body]);
}

export function varint(value: number): Buffer {
  const out: number[] = [];
  let rest = value < 0 ? -2 * value - 1 : 2 * value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) out.push((rest % 0x80) | 0x80);
  return Buffer.from([...out, rest]);
}

function bytes(value: Buffer | null): Buffer {
  return value === null ? varint(-1) : Buffer.concat([varint(value.length), value]);
}

export function pack(codec: number, plain: Buffer, frameBytes = plain.length): Buffer {
  if (codec === 0) return plain;
  const parts: Buffer[] = [];
  for (let at = 0; at < plain.length; at += Math.max(1, frameBytes)) parts.push(plain.subarray(at, at + frameBytes));
  if (codec === CODECS.snappy) return parts.length === 1 ? compressSnappy(plain) : xerial(parts);
  const packs = { 1: (part: Buffer) => gzipSync(part, { level: 1 }), 3: compressFrameSync, 4: zstd };
  const packPart = packs[codec as 1 | 3 | 4];
  return Buffer.concat((parts.length === 0 ? [plain] : parts).map((part) => packPart(part)));
}

/** As if each part had been compressed by itself: formats have several frames or blocks. Equal parts are packed once. */
export function packEach(codec: number, parts: readonly Buffer[]): Buffer {
  if (codec === CODECS.snappy) return xerial(parts);
  const packed = new Map([...new Set(parts)].map((part) => [part, pack(codec, part)]));
  return Buffer.concat(parts.map((part) => packed.get(part)!));
}

function xerial(parts: readonly Buffer[]): Buffer {
  const head = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
  const packed = new Map([...new Set(parts)].map((part) => [part, compressSnappy(part)]));
  const blocks = parts.flatMap((part) => {
    const block = packed.get(part)!;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(block.length);
    return [length, block];
  });
  return Buffer.concat([head, ...blocks]);
}

/** A frame of raw and repeated blocks: what there is to know about zstd without a compressor. */
function zstd(plain: Buffer): Buffer {
  const blocks: Buffer[] = [];
  for (let at = 0; at === 0 || at < plain.length;) {
    let run = at + 1;
    while (run < plain.length && run - at < 131_072 && plain[run] === plain[at]) run++;
    const repeated = run - at > 100;
    const end = repeated ? run : nextRun(plain, at);
    const head = Buffer.alloc(3);
    head.writeUIntLE((end >= plain.length ? 1 : 0) | (repeated ? 2 : 0) | ((end - at) << 3), 0, 3);
    blocks.push(head, repeated ? plain.subarray(at, at + 1) : plain.subarray(at, end));
    at = Math.max(end, 1);
  }
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58]), ...blocks]);
}

function nextRun(plain: Buffer, start: number): number {
  const limit = Math.min(plain.length, start + 1_000);
  for (let at = start; at < limit; at++) {
    if (
      plain[at] === plain[at + 1] &&
      plain[at] === plain[at + 200] &&
      plain.subarray(at, at + 200).every((byte) => byte === plain[at])
    )
      return Math.max(at, start + 1);
  }
  return limit;
}
