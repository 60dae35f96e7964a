import { createReadStream } from 'node:fs';
import { linesOf } from '../lines';

/** The lines of a file. Throws a `RangeError` for one of more than `maxBytes`. */
export async function* textLines(path: string, maxBytes: number): AsyncGenerator<string> {
  for await (const { number, bytes } of linesOf(createReadStream(path), maxBytes)) {
    if (bytes.length > maxBytes) throw new RangeError(`line ${number} has more than ${maxBytes} bytes`);
    yield bytes.toString('utf8');
  }
}
