export interface Place {
  readonly line: number;
  readonly column: number;
}

const LINE_END = /\r\n|\r|\n/g;

/**
 * Places of UTF-8 byte offsets in `code`: 1-based lines and columns, columns in UTF-16 units, lines ended by LF, CRLF
 * or CR. Linear in the code and the offsets; an offset inside a character or beyond the end is its nearest place
 * after. A lone surrogate counts the three bytes of U+FFFD, which the engine reads in its stead.
 */
export class Places {
  private readonly lineStarts: readonly number[];
  private readonly unitOf: ReadonlyMap<number, number> | undefined;

  constructor(
    private readonly code: string,
    offsets: readonly number[],
  ) {
    this.lineStarts = [0, ...Array.from(code.matchAll(LINE_END), ({ index, 0: end }) => index + end.length)];
    if (Buffer.byteLength(code, 'utf8') !== code.length) this.unitOf = unitsOf(code, offsets);
  }

  /** Where one of the byte offsets given to the constructor lies. */
  at(offset: number): Place {
    const unit = this.unit(offset);
    let low = 0;
    for (let high = this.lineStarts.length; high - low > 1;) {
      const middle = (low + high) >> 1;
      if ((this.lineStarts[middle] ?? 0) <= unit) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: unit - (this.lineStarts[low] ?? 0) + 1 };
  }

  /** The code between two of the byte offsets. */
  text(start: number, end: number): string {
    return this.code.slice(this.unit(start), this.unit(end));
  }

  /** Up to `units` of the code before one of the byte offsets. */
  before(offset: number, units: number): string {
    const unit = this.unit(offset);
    return this.code.slice(Math.max(0, unit - units), unit);
  }

  private unit(offset: number): number {
    return Math.min(this.unitOf?.get(offset) ?? offset, this.code.length);
  }
}

function unitsOf(code: string, offsets: readonly number[]): Map<number, number> {
  const units = new Map<number, number>();
  let unit = 0;
  let byte = 0;
  for (const offset of [...new Set(offsets)].sort((a, b) => a - b)) {
    while (byte < offset && unit < code.length) {
      const point = code.codePointAt(unit) ?? 0;
      byte += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      unit += point < 0x10000 ? 1 : 2;
    }
    units.set(offset, unit);
  }
  return units;
}
