/** Finite state entropy and the bit streams it is read from (RFC 8878, 4.1). */

/** Reads bits from the end of `bytes` to their beginning; before it there are only zeros. */
export class BackwardBits {
  /** Bits left; negative once more was read than there was. */
  left: number;

  constructor(private readonly bytes: Buffer) {
    const last = bytes.at(-1) ?? 0;
    if (last === 0) throw new RangeError('a bit stream without an end mark');
    this.left = bytes.length * 8 - 8 + (31 - Math.clz32(last));
  }

  read(count: number): number {
    if (count > 24) return this.read(count - 16) * 65_536 + this.read(16);
    this.left -= count;
    return this.#at(this.left, count);
  }

  /** The next bits without taking them. */
  peek(count: number): number {
    return this.#at(this.left - count, count);
  }

  #at(position: number, count: number): number {
    const at = position >> 3;
    const { bytes } = this;
    const four = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    return (four >>> (position & 7)) & ((1 << count) - 1);
  }
}

export interface FseTable {
  readonly accuracy: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
  readonly bases: Uint16Array;
}

/** One symbol, for ever, of no bits at all. */
export function constantTable(symbol: number): FseTable {
  return { accuracy: 0, symbols: Uint8Array.of(symbol), bits: new Uint8Array(1), bases: new Uint16Array(1) };
}

export function buildTable(accuracy: number, probabilities: readonly number[]): FseTable {
  const size = 1 << accuracy;
  const symbols = new Uint8Array(size);
  const next = probabilities.map(Math.abs);
  let high = size;
  probabilities.forEach((probability, symbol) => {
    if (probability === -1) symbols[--high] = symbol;
  });
  spread(symbols, probabilities, high);
  const [bits, bases] = [new Uint8Array(size), new Uint16Array(size)];
  for (let state = 0; state < size; state++) {
    const count = next[symbols[state]!]!++;
    bits[state] = accuracy - (31 - Math.clz32(count));
    bases[state] = (count << bits[state]!) - size;
  }
  return { accuracy, symbols, bits, bases };
}

function spread(symbols: Uint8Array, probabilities: readonly number[], high: number): void {
  const step = (symbols.length >> 1) + (symbols.length >> 3) + 3;
  let at = 0;
  probabilities.forEach((probability, symbol) => {
    for (let done = 0; done < probability; done++) {
      symbols[at] = symbol;
      do at = (at + step) & (symbols.length - 1);
      while (at >= high);
    }
  });
  if (at !== 0) throw new RangeError('an entropy table that does not add up');
}

/** Reads a table description; answers where it ends as well. */
export function readTable(bytes: Buffer, start: number, maxAccuracy: number, maxSymbol: number) {
  const bits = new ForwardBits(bytes, start);
  const accuracy = bits.read(4) + 5;
  if (accuracy > maxAccuracy) throw new RangeError('an entropy table that is too large');
  const probabilities: number[] = [];
  for (let remaining = 1 << accuracy; remaining > 0;) {
    const probability = readProbability(bits, remaining);
    remaining -= Math.abs(probability);
    probabilities.push(probability);
    if (probability === 0) {
      for (let repeat = 3; repeat === 3;) {
        repeat = bits.read(2);
        for (let zero = 0; zero < repeat; zero++) probabilities.push(0);
      }
    }
    if (probabilities.length > maxSymbol + 1 || remaining < 0) throw new RangeError('an entropy table that is broken');
  }
  return { table: buildTable(accuracy, probabilities), end: bits.end };
}

function readProbability(bits: ForwardBits, remaining: number): number {
  const count = 32 - Math.clz32(remaining + 1);
  const value = bits.read(count);
  const lower = value & ((1 << (count - 1)) - 1);
  const threshold = (1 << count) - 1 - (remaining + 1);
  if (lower < threshold) {
    bits.back(1);
    return lower - 1;
  }
  return (value === lower ? value : value - threshold) - 1;
}

class ForwardBits {
  #at: number;

  constructor(
    private readonly bytes: Buffer,
    start: number,
  ) {
    this.#at = start * 8;
  }

  read(count: number): number {
    const value = (this.bytes.readUIntLE(this.#at >> 3, this.#width()) >>> (this.#at & 7)) & ((1 << count) - 1);
    this.#at += count;
    return value;
  }

  back(count: number): void {
    this.#at -= count;
  }

  get end(): number {
    return Math.ceil(this.#at / 8);
  }

  /** Three bytes hold whatever is read at once; near the end there are fewer, and a read beyond them throws. */
  #width(): number {
    return Math.max(1, Math.min(3, this.bytes.length - (this.#at >> 3)));
  }
}
