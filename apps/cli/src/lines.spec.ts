import * as fc from 'fast-check';
import { linesOf, type Line } from './lines';

async function* chunked(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Buffer> {
  let from = 0;
  for (let n = 0; from < bytes.length; n++) {
    const size = sizes[n % sizes.length] ?? 1;
    yield bytes.subarray(from, from + size);
    from += size;
  }
}

async function split(text: string, sizes: readonly number[] = [1000], maxBytes = 1000): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of linesOf(chunked(Buffer.from(text), sizes), maxBytes)) lines.push(line);
  return lines;
}

async function texts(text: string, sizes?: readonly number[], maxBytes?: number): Promise<string[]> {
  return (await split(text, sizes, maxBytes)).map(({ bytes }) => bytes.toString());
}

describe('lines', () => {
  it('are the same however the stream is cut', async () => {
    const text = fc.array(fc.constantFrom('a', 'é', '\n', '{"x":1}'), { maxLength: 40 }).map((parts) => parts.join(''));
    const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(text, sizes, async (input, cuts) => {
        const expected = input.split('\n');
        if (expected.at(-1) === '') expected.pop();
        expect(await texts(input, cuts)).toEqual(expected);
      }),
    );
  });

  it('are numbered from 1, empty ones too', async () => {
    const lines = await split('a\n\nb');
    expect(lines.map(({ number, bytes }) => [number, bytes.toString()])).toEqual([
      [1, 'a'],
      [2, ''],
      [3, 'b'],
    ]);
  });

  it('may end as on Windows', async () => {
    expect(await texts('a\r\nb\r\n')).toEqual(['a', 'b']);
  });

  it('are cut one byte past the limit, so that they can be told and need no memory', async () => {
    expect(await texts(`${'x'.repeat(50)}\nnext`, [7], 10)).toEqual(['x'.repeat(11), 'next']);
  });

  it('of nothing are none', async () => {
    expect(await texts('')).toEqual([]);
  });
});
