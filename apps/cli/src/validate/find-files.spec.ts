import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { CODE, findFiles } from './find-files';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'find-files-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function put(...paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), '');
  }
}

async function found(...paths: readonly string[]): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const each of findFiles(paths.map((path) => join(folder, path)))) {
    const path = relative(folder, each.path);
    all.push(each.kind === 'file' ? path : `${path}: ${each.problem.code}`);
  }
  return all;
}

describe('what paths name', () => {
  it('is the code of folders by name, and files in the order they were given', async () => {
    await put('b.py', 'a/z.ts', 'a/B.js', 'a/a.tsx', 'a/notes.md', 'a/deep/x.pyi', 'data.json');
    expect(await found('b.py', 'data.json', '.')).toEqual([
      'b.py',
      'data.json',
      'a/B.js',
      'a/a.tsx',
      'a/deep/x.pyi',
      'a/z.ts',
    ]);
  });

  it('leaves out what others wrote or tools made, unless it is named', async () => {
    const left = [
      'node_modules/m.js',
      '.git/h.py',
      '.hidden/x.py',
      'venv/v.py',
      '__pycache__/c.py',
      'dist/d.js',
      'build/b.js',
    ];
    await put('a.py', '.x.py', ...left);
    expect(await found('.')).toEqual(['a.py']);
    expect(await found('dist', '.x.py')).toEqual(['dist/d.js', '.x.py']);
  });

  it('is none of what git ignores, unless it is named or that is wanted', async () => {
    await put('a.py', 'made/b.py', 'made/kept.py');
    await writeFile(join(folder, '.gitignore'), 'made/*\n!kept.py\n');
    expect(await found('.')).toEqual(['a.py', 'made/kept.py']);
    expect(await found('made/b.py')).toEqual(['made/b.py']);
    const all: string[] = [];
    for await (const each of findFiles([folder], { ...CODE, asGit: false })) all.push(relative(folder, each.path));
    expect(all).toEqual(['a.py', 'made/b.py', 'made/kept.py']);
  });

  it('is found once, however often it is named', async () => {
    await put('a/x.py', 'a/y.py');
    expect(await found('a/y.py', 'a', 'a/../a/y.py')).toEqual(['a/y.py', 'a/x.py']);
  });

  it('does not follow links in folders, where they could lead round in circles', async () => {
    await put('a/x.py');
    await symlink(join(folder, 'a'), join(folder, 'a', 'again'));
    await symlink(join(folder, 'a', 'x.py'), join(folder, 'link.py'));
    expect(await found('.')).toEqual(['a/x.py']);
    expect(await found('link.py')).toEqual(['link.py']);
  });

  it('may not be there, which keeps nothing else from being found', async () => {
    await put('a.py');
    expect(await found('none.py', 'a.py', 'a.py/b.py')).toEqual([
      'none.py: file_not_found',
      'a.py',
      'a.py/b.py: file_unreadable',
    ]);
  });
});
