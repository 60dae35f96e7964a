import { BackwardBits, readTable } from './fse';

const MAX_BITS = 11;

/** What the next `maxBits` bits mean: a symbol, and how many of them it took. */
export interface HuffmanTable {
  readonly maxBits: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
}

/** Reads a tree description (RFC 8878, 4.2.1); answers where it ends as well. */
export function readTree(bytes: Buffer, start: number): { readonly table: HuffmanTable; readonly end: number } {
  const header = bytes.readUInt8(start);
  const end = start + 1 + (header < 128 ? header : (header - 126) >> 1);
  if (end > bytes.length) throw new RangeError('a Huffman tree reaches beyond the end of the data');
  const weights = header < 128 ? packedWeights(bytes.subarray(0, end), start + 1) : plainWeights(bytes, start);
  return { table: buildTree(weights), end };
}

function plainWeights(bytes: Buffer, start: number): number[] {
  const count = bytes[start]! - 127;
  return Array.from({ length: count }, (_, at) => {
    const pair = bytes[start + 1 + (at >> 1)]!;
    return at % 2 === 0 ? pair >> 4 : pair & 15;
  });
}

/** Two interleaved states, until the bits are used up; then what both stand for is the end. */
function packedWeights(bytes: Buffer, start: number): number[] {
  const { table, end } = readTable(bytes, start, 6, 255);
  const bits = new BackwardBits(bytes.subarray(end));
  const states = [bits.read(table.accuracy), bits.read(table.accuracy)];
  const weights: number[] = [];
  for (let turn = 0; weights.length < 255; turn = 1 - turn) {
    const state = states[turn]!;
    weights.push(table.symbols[state]!);
    states[turn] = table.bases[state]! + bits.read(table.bits[state]!);
    if (bits.left < 0) {
      weights.push(table.symbols[states[1 - turn]!]!);
      return weights;
    }
  }
  throw new RangeError('a Huffman tree of too many weights');
}

/** The last weight is not written: it is what completes the sum to a power of two. */
function buildTree(weights: number[]): HuffmanTable {
  const sum = weights.reduce((total, weight) => total + (weight > 0 ? 2 ** (weight - 1) : 0), 0);
  const maxBits = 32 - Math.clz32(sum);
  const last = Math.log2(2 ** maxBits - sum) + 1;
  if (sum === 0 || maxBits > MAX_BITS || !Number.isInteger(last)) throw new RangeError('a Huffman tree that is broken');
  const all = [...weights, last];
  const [symbols, bits] = [new Uint8Array(1 << maxBits), new Uint8Array(1 << maxBits)];
  let at = 0;
  for (let weight = 1; weight <= maxBits; weight++) {
    all.forEach((own, symbol) => {
      if (own !== weight) return;
      const end = at + (1 << (weight - 1));
      symbols.fill(symbol, at, end);
      bits.fill(maxBits + 1 - weight, at, end);
      at = end;
    });
  }
  return { maxBits, symbols, bits };
}

/** Reads one stream into `output`, which it fills exactly. */
export function readStream(bytes: Buffer, output: Buffer, { maxBits, symbols, bits }: HuffmanTable): void {
  const stream = new BackwardBits(bytes);
  for (let at = 0; at < output.length; at++) {
    const code = stream.peek(maxBits);
    output[at] = symbols[code]!;
    stream.left -= bits[code]!;
  }
  if (stream.left !== 0) throw new RangeError('a Huffman stream that does not end with its literals');
}
