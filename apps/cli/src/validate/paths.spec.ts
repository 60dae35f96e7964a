import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments } from '../arguments';
import { VALIDATE } from './command';
import { readPaths } from './paths';

async function* input(text = ''): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

const named = (argv: readonly string[], text?: string) => readPaths(readArguments(VALIDATE, argv), input(text));

describe('what to validate', () => {
  it('is what stands on the command line', async () => {
    expect(await named(['a.py', 'src', '-q'])).toEqual({ kind: 'paths', paths: ['a.py', 'src'] });
  });

  it('is what lists say, in the order of the words', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lists-'));
    const list = join(folder, 'list');
    await writeFile(list, 'b.py\r\n\r\nc d.py');
    expect(await named(['a.py', `@${list}`, 'e.py'])).toMatchObject({ paths: ['a.py', 'b.py', 'c d.py', 'e.py'] });
    expect(await named(['--files-from', list])).toMatchObject({ paths: ['b.py', 'c d.py'] });
    await rm(folder, { recursive: true });
  });

  it('is what standard input lists, by line or by NUL; nothing there is nothing to do', async () => {
    expect(await named(['--files-from', '-'], 'a.py\nb.py\n')).toMatchObject({ paths: ['a.py', 'b.py'] });
    expect(await named(['--files-from', '-'], 'a\nb.py\0c.py\0')).toMatchObject({ paths: ['a\nb.py', 'c.py'] });
    expect(await named(['--files-from', '-'])).toEqual({ kind: 'paths', paths: [] });
  });

  it('is the code on standard input', async () => {
    expect(await named(['-'])).toEqual({ kind: 'input', filePath: undefined });
    expect(await named(['-', '--file-path', 'a.py'])).toEqual({ kind: 'input', filePath: 'a.py' });
  });

  it.each([
    [[], 'say what to validate'],
    [['-', 'a.py'], 'nothing else'],
    [['-', '--files-from', '-'], 'nothing else'],
    [['a.py', '--file-path', 'b.py'], 'give - too'],
    [['@/no/such/list'], 'there is no such file'],
  ])('cannot be told from %j', async (argv, sentence) => {
    await expect(named(argv)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(sentence) as string,
    });
  });
});
