import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { findFiles } from './validate/find-files';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'git-ignore-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

async function found(path = '.'): Promise<readonly string[]> {
  const all: string[] = [];
  for await (const each of findFiles([join(folder, path)], { wants: () => true, asGit: true }))
    all.push(relative(folder, each.path));
  return all;
}

const FILES = {
  '.gitignore': '*.log\n/out\n!keep.log\nsub/deep/\nsp\\ ace\n',
  'a.py': '',
  'a.log': '',
  'keep.log': '',
  'out/x': '',
  'sub/out/x': '',
  'sub/.gitignore': '*.py\n!b.log\n',
  'sub/b.log': '',
  'sub/b.py': '',
  'sub/c.ts': '',
  'sub/deep/d.ts': '',
  'sp ace': '',
};

describe('what git ignores', () => {
  it('is what git says it is', async () => {
    await put(FILES);
    execFileSync('git', ['init', '-q'], { cwd: folder });
    await writeFile(join(folder, '.git/info/exclude'), 'c.ts\n');
    const asked = ['ls-files', '--others', '--exclude-standard', '-z'];
    const listed = execFileSync('git', ['-c', 'core.excludesFile=', ...asked], { cwd: folder, encoding: 'utf8' });
    const visible = listed.split('\0').filter((path) => path !== '' && !/(^|\/)\./.test(path));
    expect(await found()).toEqual(visible.sort());
    expect(await found('sub')).toEqual(visible.filter((path) => path.startsWith('sub/')));
  });

  it('is ignored outside of a repository too, by the files in the folder', async () => {
    await put(FILES);
    expect(await found()).toEqual(['a.py', 'keep.log', 'sub/b.log', 'sub/c.ts', 'sub/out/x']);
  });

  it('is looked at where somebody names the folder', async () => {
    await put(FILES);
    execFileSync('git', ['init', '-q'], { cwd: folder });
    expect(await found('out')).toEqual(['out/x']);
  });
});
