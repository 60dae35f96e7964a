const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its line end; at most `maxBytes` + 1 bytes of it, which is how a longer one can be told. */
  readonly bytes: Buffer;
}

/** Splits a stream of bytes at line breaks. Holds one line at a time, however long the stream or the line. */
export async function* linesOf(chunks: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Line> {
  let kept: Buffer[] = [];
  let length = 0;
  let number = 0;
  let open = false;
  const keep = (part: Buffer): void => {
    open = true;
    const room = maxBytes + 1 - length;
    if (room <= 0) return;
    kept.push(part.subarray(0, room));
    length += Math.min(part.length, room);
  };
  const finish = (): Line => {
    const bytes = Buffer.concat(kept);
    kept = [];
    length = 0;
    open = false;
    number += 1;
    return { number, bytes: bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes };
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      keep(chunk.subarray(from, at));
      yield finish();
      from = at + 1;
    }
    if (from < chunk.length) keep(chunk.subarray(from));
  }
  if (open) yield finish();
}
