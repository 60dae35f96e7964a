import { PassThrough } from 'node:stream';
import * as fc from 'fast-check';
import type { Connection } from 'pg';
import { CopyRows } from './copy-rows';

/** Messages as the server writes them, by hand. */
const message = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
};
const int16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
const rowOf = (bytes: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeInt32BE(bytes.length);
  return Buffer.concat([int16(1), length, bytes]);
};
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');

/** COPY's answer with these rows; the header comes with the first row, or with the end where there is none. */
function answerOf(rows: readonly Buffer[]): Buffer[] {
  const bodies = [...rows.map(rowOf), int16(-1)].map((body, index) =>
    index === 0 ? Buffer.concat([HEADER, body]) : body,
  );
  const copied = bodies.map((body) => message('d', body));
  return [message('H', Buffer.from([1, 0, 1, 0, 1])), ...copied];
}

/** The bytes in pieces, as a socket may deliver them. */
async function read(bytes: Buffer, cuts: readonly number[], end: 'open' | 'closed' = 'open') {
  const stream = new PassThrough();
  const asked: string[] = [];
  const copy = new CopyRows('COPY');
  // The driver's part: it reads an error where it is handed what is left.
  let left = Buffer.alloc(0);
  stream.on('data', (more: Buffer) => {
    left = Buffer.concat([left, more]);
    if (left.length === message('E', ERROR).length) copy.handleError(new Error(left.subarray(5).toString()));
  });
  copy.submit({ stream, query: (text: string) => asked.push(text) } as unknown as Connection);
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).toSorted((a, b) => a - b), bytes.length];
  for (const [index, from] of places.entries()) stream.write(bytes.subarray(from, places[index + 1]));
  if (end === 'closed') stream.end();
  const rows: Buffer[] = [];
  for await (const page of copy.read()) rows.push(...page);
  expect(asked).toEqual(['COPY']);
  return rows;
}

const ERROR = Buffer.from('division by zero');
const row = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
const cuts = fc.array(fc.nat(), { maxLength: 12 });

describe('rows of COPY', () => {
  it('are the same wherever what comes is cut, with other messages in between', async () => {
    const property = fc.asyncProperty(fc.array(row, { maxLength: 20 }), cuts, fc.nat(20), async (rows, at, notice) => {
      const messages = [...answerOf(rows), message('c', Buffer.alloc(0))];
      messages.splice(1 + (notice % (messages.length - 1)), 0, message('N', Buffer.from('a notice')));
      expect(await read(Buffer.concat(messages), at)).toEqual(rows);
    });
    await fc.assert(property);
  });

  it('end with the error that the driver reads, wherever that is cut', async () => {
    const property = fc.asyncProperty(fc.array(row, { maxLength: 5 }), cuts, async (rows, at) => {
      const bytes = Buffer.concat([...answerOf(rows).slice(0, -1), message('E', ERROR)]);
      await expect(read(bytes, at)).rejects.toThrow('division by zero');
    });
    await fc.assert(property);
  });

  it('that are not all of them end with an error where the connection does', async () => {
    const property = fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 5 }),
      cuts,
      fc.nat(),
      async (rows, at, end) => {
        const bytes = Buffer.concat(answerOf(rows));
        await expect(read(bytes.subarray(0, end % bytes.length), at, 'closed')).rejects.toThrow(
          'Connection terminated',
        );
      },
    );
    await fc.assert(property);
  });
});
