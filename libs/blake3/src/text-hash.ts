import { blake3, Blake3Stream } from './blake3';

export interface TextHash {
  /** 64 lower-case hex digits. */
  readonly hash: string;
  /** That the text has in UTF-8. */
  readonly bytes: number;
}

/** In UTF-16 units. A piece stays in the cache of the processor between encoding and hashing. */
const PIECE_UNITS = 65_536;
const MAX_BYTES_OF_UNIT = 3;

/** Never given away: whatever is encoded into it is hashed before anything else can run. */
const scratch = Buffer.allocUnsafeSlow(PIECE_UNITS * MAX_BYTES_OF_UNIT);

/**
 * BLAKE3-256 of the UTF-8 bytes of a text, which are never all there at once. A lone surrogate has none and would be
 * hashed as U+FFFD, so refuse such text first (`hasUtf8Bytes`).
 */
export function textHash(text: string): TextHash {
  if (text.length <= PIECE_UNITS) {
    const encoded = encode(text);
    return { hash: blake3(encoded).toString('hex'), bytes: encoded.length };
  }
  const hashing = new TextHashing();
  for (const piece of piecesOf(text)) hashing.update(piece);
  return hashing.digest();
}

/** BLAKE3-256 of exact bytes, or of a text's, as 64 lower-case hex digits. */
export function blake3Hex(content: Uint8Array | string): string {
  return typeof content === 'string' ? textHash(content).hash : blake3(content).toString('hex');
}

/** The hash of a text that comes in pieces, as `piecesOf` makes them. */
export class TextHashing {
  readonly #stream = new Blake3Stream();
  #bytes = 0;

  update(piece: string): void {
    const encoded = encode(piece);
    this.#stream.update(encoded);
    this.#bytes += encoded.length;
  }

  digest(): TextHash {
    return { hash: this.#stream.digest(), bytes: this.#bytes };
  }
}

/** In order; none ends between the two halves of a surrogate pair. An empty text has none. */
export function* piecesOf(text: string): Generator<string, void> {
  for (let from = 0; from < text.length;) {
    const end = from + PIECE_UNITS;
    const to = isHighSurrogate(text.charCodeAt(end - 1)) ? end - 1 : end;
    yield text.slice(from, to);
    from = to;
  }
}

function encode(piece: string): Buffer {
  return scratch.subarray(0, scratch.write(piece, 'utf8'));
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
