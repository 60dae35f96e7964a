import type { Duplex } from 'node:stream';
import type { Connection, Submittable } from 'pg';

/** Of a message: its type, and its length, which counts itself. */
const MESSAGE_HEAD_BYTES = 5;
const COPY_DATA = 'd'.charCodeAt(0);
const COPY_DONE = 'c'.charCodeAt(0);
const ERROR_RESPONSE = 'E'.charCodeAt(0);

/** Before the first row: signature, flags, and the length of an extension that no version of PostgreSQL has. */
const HEADER_BYTES = 19;
/** Number of fields and length of the only one. Behind the last row is a number of fields alone. */
const ROW_HEAD_BYTES = 6;

/**
 * What the server answers to a COPY of one column: a chunk of the socket is cut into its rows at once, where the driver
 * would read one message after the other. The formats are those of PostgreSQL's documentation, "Message Formats" (a
 * message has one row) and "Binary Format" of COPY.
 */
export class CopyRows implements Submittable {
  #stream: Duplex | undefined;
  /** The driver's own reading of messages. */
  #parse: (bytes: Buffer) => void = () => undefined;
  #error: Error | undefined;

  constructor(private readonly statement: string) {}

  /** The driver calls it when it is this statement's turn. */
  submit(connection: Connection): void {
    const { stream } = connection;
    this.#parse = stream.listeners('data')[0] as (bytes: Buffer) => void;
    this.#stream = stream.off('data', this.#parse).pause();
    connection.query(this.statement);
  }

  /** The driver calls it where the server refuses, and where the connection breaks. */
  handleError(error: Error): void {
    this.#error = error;
  }

  /** As many at a time as have come. Nothing else can be sent on the connection any more. */
  async *read(): AsyncGenerator<readonly Buffer[]> {
    const cutter = new Cutter();
    // A connection that broke before it was this statement's turn has none.
    const chunks: AsyncIterable<Buffer> | readonly Buffer[] = this.#stream ?? [];
    for await (const chunk of chunks) {
      const rows = cutter.cut(chunk);
      if (rows.length > 0) yield rows;
      if (cutter.end === COPY_DONE) return;
      if (cutter.end === ERROR_RESPONSE) this.#parse(cutter.rest());
      if (this.#error !== undefined) throw this.#error;
    }
    throw this.#error ?? new Error('Connection terminated unexpectedly');
  }
}

class Cutter {
  /** The type of the message that ends the rows, when it has come. */
  end: number | undefined;
  /** What is not cut yet, and how much it lacks to the end of the next message. */
  #pieces: Buffer[] = [];
  #missing = 0;
  #skip = HEADER_BYTES;

  /** The rows that are whole with these bytes. Only what was begun in an earlier chunk is copied. */
  cut(chunk: Buffer): readonly Buffer[] {
    const rows: Buffer[] = [];
    if (this.end !== undefined) {
      this.#pieces.push(chunk);
      return rows;
    }
    let bytes = chunk;
    // Twice where the head of a message was cut, too.
    while (this.#pieces.length > 0) {
      const piece = bytes.subarray(0, this.#missing);
      this.#pieces.push(piece);
      this.#missing -= piece.length;
      if (this.#missing > 0) return rows;
      bytes = bytes.subarray(piece.length);
      this.#cutWhole(this.rest(), rows);
      if (this.end !== undefined) {
        this.#pieces.push(bytes);
        return rows;
      }
    }
    this.#cutWhole(bytes, rows);
    return rows;
  }

  /** The messages that are whole; what is behind them is kept. */
  #cutWhole(bytes: Buffer, rows: Buffer[]): void {
    let at = 0;
    let next = MESSAGE_HEAD_BYTES;
    while (next <= bytes.length) {
      const type = bytes[at];
      next = at + 1 + bytes.readUInt32BE(at + 1);
      if (type === COPY_DONE || type === ERROR_RESPONSE) {
        this.end = type;
        break;
      }
      if (next > bytes.length) break;
      if (type === COPY_DATA) {
        const from = at + MESSAGE_HEAD_BYTES + this.#skip + ROW_HEAD_BYTES;
        this.#skip = 0;
        if (from <= next) rows.push(bytes.subarray(from, next));
      }
      at = next;
      next = at + MESSAGE_HEAD_BYTES;
    }
    this.#pieces = at === bytes.length ? [] : [bytes.subarray(at)];
    this.#missing = next - bytes.length;
  }

  /** What is not cut, once. */
  rest(): Buffer {
    const [only = Buffer.alloc(0)] = this.#pieces;
    const bytes = this.#pieces.length === 1 ? only : Buffer.concat(this.#pieces);
    this.#pieces = [];
    return bytes;
  }
}
