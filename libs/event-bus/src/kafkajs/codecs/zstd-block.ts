import { BackwardBits, buildTable, constantTable, readTable, type FseTable } from './fse';
import { readStream, readTree, type HuffmanTable } from './huffman';
import type { SlidingOutput } from './sliding-output';

export const MAX_BLOCK_BYTES = 131_072;

/** What the blocks of one frame pass on to each other. */
export class BlockState {
  huffman: HuffmanTable | null = null;
  readonly tables: (FseTable | null)[] = [null, null, null];
  readonly offsets = [1, 4, 8];
}

/** How the codes of one of the three sequence fields are read (RFC 8878, 3.1.1.3.2). */
interface Field {
  readonly maxAccuracy: number;
  readonly maxCode: number;
  readonly predefined: FseTable;
}

const ones = (count: number): number[] => Array.from({ length: count }, () => 1);
const twos = (count: number): number[] => Array.from({ length: count }, () => 2);
const rare = (count: number): number[] => Array.from({ length: count }, () => -1);

const FIELDS: readonly Field[] = [
  {
    maxAccuracy: 9,
    maxCode: 35,
    predefined: buildTable(6, [4, 3, ...twos(11), ...ones(3), ...twos(9), 3, 2, ...ones(5), ...rare(4)]),
  },
  {
    maxAccuracy: 8,
    maxCode: 31,
    predefined: buildTable(5, [...ones(6), ...twos(3), ...ones(15), ...rare(5)]),
  },
  {
    maxAccuracy: 9,
    maxCode: 52,
    predefined: buildTable(6, [1, 4, 3, ...twos(6), ...ones(37), ...rare(7)]),
  },
];

const zeros = (count: number): number[] => Array.from({ length: count }, () => 0);
const LITERAL_BITS = [...zeros(16), 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const MATCH_BITS = [...zeros(32), 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
const LITERAL_BASES = basesOf(LITERAL_BITS, 0);
const MATCH_BASES = basesOf(MATCH_BITS, 3);

function basesOf(bits: readonly number[], first: number): readonly number[] {
  let base = first;
  return bits.map((count) => {
    const own = base;
    base += 2 ** count;
    return own;
  });
}

/** A compressed block: its literals, then the sequences that weave them with what was written before. */
export function* unpackBlock(output: SlidingOutput, block: Buffer, state: BlockState): Generator<Buffer> {
  const limit = output.written + MAX_BLOCK_BYTES;
  const { literals, end } = readLiterals(block, state);
  let used = 0;
  for (const sequence of readSequences(block, end, state)) {
    let { literal, match } = sequence;
    if (output.written + literal + match > limit) throw new RangeError('a zstd block that is too long');
    for (; literal > 0;) {
      const count = output.literal(literals, used, literal);
      used += count;
      literal -= count;
      if (output.full) yield output.take();
    }
    for (; match > 0;) {
      match -= output.match(sequence.offset, match);
      if (output.full) yield output.take();
    }
  }
  if (output.written + literals.length - used > limit) throw new RangeError('a zstd block that is too long');
  while (used < literals.length) {
    used += output.literal(literals, used, literals.length - used);
    if (output.full) yield output.take();
  }
}

function readLiterals(block: Buffer, state: BlockState): { readonly literals: Buffer; readonly end: number } {
  const first = block.readUInt8(0);
  const type = first & 3;
  const format = (first >> 2) & 3;
  if (type < 2) {
    const width = [1, 2, 1, 3][format]!;
    const size = block.readUIntLE(0, width) >> (width === 1 ? 3 : 4);
    if (size > MAX_BLOCK_BYTES) throw new RangeError('zstd literals that are too long');
    if (type === 1) return { literals: Buffer.alloc(size, block.readUInt8(width)), end: width + 1 };
    if (width + size > block.length) throw new RangeError('zstd literals reach beyond their block');
    return { literals: block.subarray(width, width + size), end: width + size };
  }
  const bits = [10, 10, 14, 18][format]!;
  const width = (4 + 2 * bits) / 8;
  const header = block.readUIntLE(0, width);
  const size = Math.floor(header / 16) % 2 ** bits;
  const end = width + (Math.floor(header / 2 ** (4 + bits)) % 2 ** bits);
  if (size > MAX_BLOCK_BYTES || end > block.length) throw new RangeError('zstd literals that are too long');
  let start = width;
  if (type === 2) {
    const tree = readTree(block.subarray(0, end), start);
    state.huffman = tree.table;
    start = tree.end;
  }
  if (state.huffman === null) throw new RangeError('zstd literals without a tree');
  const literals = Buffer.allocUnsafe(size);
  readStreams(block.subarray(start, end), literals, state.huffman, format > 0);
  return { literals, end };
}

function readStreams(bytes: Buffer, literals: Buffer, table: HuffmanTable, four: boolean): void {
  if (!four) return readStream(bytes, literals, table);
  const share = (literals.length + 3) >> 2;
  let at = 6;
  for (let stream = 0; stream < 4; stream++) {
    const end = stream < 3 ? at + bytes.readUInt16LE(2 * stream) : bytes.length;
    if (end > bytes.length || share * 3 > literals.length) throw new RangeError('zstd streams that are too long');
    const part = literals.subarray(stream * share, stream < 3 ? (stream + 1) * share : literals.length);
    readStream(bytes.subarray(at, end), part, table);
    at = end;
  }
}

interface Sequence {
  readonly literal: number;
  readonly offset: number;
  readonly match: number;
}

function* readSequences(block: Buffer, start: number, state: BlockState): Generator<Sequence> {
  const { count, end } = readCount(block, start);
  if (count === 0) return;
  const modes = block.readUInt8(end);
  let at = end + 1;
  const tables = FIELDS.map((field, index) => {
    const read = readFieldTable(block, at, (modes >> (6 - 2 * index)) & 3, field, state.tables[index] ?? null);
    at = read.end;
    state.tables[index] = read.table;
    return read.table;
  });
  const [literals, offsets, matches] = tables as [FseTable, FseTable, FseTable];
  const bits = new BackwardBits(block.subarray(at));
  let literalState = bits.read(literals.accuracy);
  let offsetState = bits.read(offsets.accuracy);
  let matchState = bits.read(matches.accuracy);
  for (let left = count; left > 0; left--) {
    const literalCode = literals.symbols[literalState]!;
    const matchCode = matches.symbols[matchState]!;
    const offsetCode = offsets.symbols[offsetState]!;
    const value = 2 ** offsetCode + bits.read(offsetCode);
    const match = MATCH_BASES[matchCode]! + bits.read(MATCH_BITS[matchCode]!);
    const literal = LITERAL_BASES[literalCode]! + bits.read(LITERAL_BITS[literalCode]!);
    if (left > 1) {
      literalState = literals.bases[literalState]! + bits.read(literals.bits[literalState]!);
      matchState = matches.bases[matchState]! + bits.read(matches.bits[matchState]!);
      offsetState = offsets.bases[offsetState]! + bits.read(offsets.bits[offsetState]!);
    }
    if (bits.left < 0) throw new RangeError('zstd sequences that end too early');
    yield { literal, match, offset: offsetOf(value, literal, state.offsets) };
  }
  if (bits.left !== 0) throw new RangeError('zstd sequences that end too late');
}

function readCount(block: Buffer, start: number): { readonly count: number; readonly end: number } {
  const first = block.readUInt8(start);
  if (first < 128) return { count: first, end: start + 1 };
  if (first < 255) return { count: ((first - 128) << 8) + block.readUInt8(start + 1), end: start + 2 };
  return { count: block.readUInt16LE(start + 1) + 0x7f00, end: start + 3 };
}

function readFieldTable(block: Buffer, at: number, mode: number, field: Field, previous: FseTable | null) {
  if (mode === 0) return { table: field.predefined, end: at };
  if (mode === 2) return readTable(block, at, field.maxAccuracy, field.maxCode);
  if (mode === 3) {
    if (previous === null) throw new RangeError('a zstd block repeats a table there was not');
    return { table: previous, end: at };
  }
  const code = block.readUInt8(at);
  if (code > field.maxCode) throw new RangeError('a zstd code that is unknown');
  return { table: constantTable(code), end: at + 1 };
}

/** Values 1 to 3 stand for one of the last three offsets (RFC 8878, 3.1.1.5); `recent` is brought up to date. */
function offsetOf(value: number, literal: number, recent: number[]): number {
  const index = value > 3 ? 3 : value - 1 + (literal === 0 ? 1 : 0);
  const offset = value > 3 ? value - 3 : index === 3 ? recent[0]! - 1 : recent[index]!;
  if (index > 0) {
    if (index > 1) recent[2] = recent[1]!;
    recent[1] = recent[0]!;
    recent[0] = offset;
  }
  return offset;
}
