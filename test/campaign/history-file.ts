import { closeSync, createWriteStream, openSync, readSync, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { StringDecoder } from 'node:string_decoder';
import type { HistoryEvent } from './history';

/** Where the harness writes what happens; nothing is read back while it runs. */
export class HistoryWriter {
  readonly #stream: WriteStream;

  constructor(file: string) {
    this.#stream = createWriteStream(file);
  }

  /** What is learned after the end is not written down. */
  write(event: HistoryEvent): void {
    if (this.#stream.writableEnded) return;
    this.#stream.write(`${JSON.stringify(event)}\n`);
  }

  async close(): Promise<void> {
    if (this.#stream.writableEnded) return;
    this.#stream.end();
    await once(this.#stream, 'close');
  }
}

const CHUNK_BYTES = 1 << 20;

/** Line by line: the history of an hour is more than one string can hold. */
export function* readHistory(file: string): Generator<HistoryEvent> {
  const descriptor = openSync(file, 'r');
  const decoder = new StringDecoder('utf8');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let rest = '';
  try {
    for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) {
      const lines = (rest + decoder.write(chunk.subarray(0, read))).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) yield JSON.parse(line) as HistoryEvent;
    }
  } finally {
    closeSync(descriptor);
  }
}
