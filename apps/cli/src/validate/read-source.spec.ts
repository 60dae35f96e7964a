import { MAX_MESSAGE_BYTES } from '#contracts';
import { readInput, readSource } from './read-source';

async function* bytes(...chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks;
}

describe('a source', () => {
  it('is its text without a byte order mark, in the language of its name', async () => {
    const source = await readInput(bytes(Buffer.from('\ufeffcaf'), Buffer.from('é')), 'src/a.ts');
    expect(source).toEqual({
      kind: 'source',
      path: 'src/a.ts',
      text: 'café',
      language: 'typescript',
      filePath: 'src/a.ts',
    });
  });

  it('is Python, and no file, when nobody said what it is', async () => {
    const source = await readInput(bytes(Buffer.from('x = 1')), undefined);
    expect(source).toEqual({ kind: 'source', path: '<stdin>', text: 'x = 1', language: 'python' });
  });

  it.each([
    ['Latin-1', Buffer.from('caf\u00e9', 'latin1')],
    ['UTF-16', Buffer.from('\ufeffx = 1', 'utf16le')],
  ])('is refused in %s', async (_what, chunk) => {
    expect(await readInput(bytes(chunk), 'a.py')).toMatchObject({
      kind: 'unchecked',
      problem: { code: 'invalid_utf8' },
    });
  });

  it('is refused when it is too large, without being read to its end', async () => {
    let read = 0;
    const endless = (async function* () {
      for (;;) {
        read += 1;
        yield Buffer.alloc(64 * 1024, 0x20);
      }
    })();
    expect(await readInput(endless, 'a.py')).toMatchObject({ problem: { code: 'code_too_large' } });
    expect(read * 64 * 1024).toBeLessThan(2 * MAX_MESSAGE_BYTES);
  });

  it('is not there, or no file', async () => {
    expect(await readSource('/no/such/file.py')).toMatchObject({ problem: { code: 'file_not_found' } });
    expect(await readSource('/')).toMatchObject({
      problem: { code: 'file_unreadable', message: 'it cannot be read: it is a folder' },
    });
  });
});
