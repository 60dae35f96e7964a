import { execFileSync } from 'node:child_process';
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { omni, type Ended, type RunOptions } from './omni';

const FILES = {
  'src/run.py': '#!/usr/bin/env python3\n"""Says hello."""\nprint("hello")\n',
  'src/a.ts': 'export const a = 1;\r\n',
  'data.json': '{"a": 1}\n',
  '.gitignore': 'ignored.py\n',
  'ignored.py': 'x = 1\n',
  'node_modules/m.js': 'x;\n',
};

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'omni-stamp-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function put(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

const run = (argv: readonly string[], options: RunOptions = {}): Promise<Ended> =>
  omni(argv, { cwd: folder, ...options });
const text = (path: string) => readFile(join(folder, path), 'utf8');

interface Report {
  readonly files: readonly Record<string, unknown>[];
  readonly summary: Readonly<Record<string, number>>;
}

async function report(...argv: readonly string[]): Promise<Report> {
  return JSON.parse((await run([...argv, '--output', 'json'])).stdout) as Report;
}

describe('omni stamp and omni verify', () => {
  it('stamp a folder, say so, and change nothing the second time', async () => {
    await put(FILES);
    await chmod(join(folder, 'src/run.py'), 0o755);
    const checked = await run(['stamp', '.', '--check']);
    expect(checked).toMatchObject({ code: 1, stderr: '' });
    expect(checked.stdout).toBe(
      'to stamp data.json (data.json.onex)\nto stamp src/a.ts\nto stamp src/run.py\n✗ 3 files: 3 to stamp\n',
    );
    expect(await text('src/run.py')).toBe(FILES['src/run.py']);

    const { code, stdout } = await run(['stamp', '.', '--author', 'Jo Do', '--namespace', 'omninode.tests']);
    expect({ code, last: stdout.trimEnd().split('\n').at(-1) }).toEqual({ code: 0, last: '✓ 3 files: 3 stamped' });
    expect(await text('src/run.py')).toMatch(
      /^#!\/usr\/bin\/env python3\n# ONEX:uid=[\w-]{36},hash=[0-9a-f]{64},ts=[\dT:-]{19}\+00:00,author=Jo%20Do,ns=omninode\.tests,exact=[0-9a-f]{64}\n"""Says hello\."""\n/,
    );
    expect(await text('src/a.ts')).toMatch(/^\/\/ # ONEX:uid=\S+\r\nexport const a = 1;\r\n$/);
    expect(await text('data.json.onex')).toMatch(/^uid: /);
    expect(await text('data.json')).toBe(FILES['data.json']);
    expect(await text('ignored.py')).toBe(FILES['ignored.py']);
    expect((await stat(join(folder, 'src/run.py'))).mode & 0o777).toBe(0o755);
    expect(execFileSync(join(folder, 'src/run.py'), { encoding: 'utf8' })).toBe('hello\n');

    const stamped = await Promise.all(['src/run.py', 'src/a.ts', 'data.json.onex'].map(text));
    expect(await run(['stamp', '.'])).toMatchObject({ code: 0, stdout: '✓ 3 files: 3 unchanged\n' });
    expect(await Promise.all(['src/run.py', 'src/a.ts', 'data.json.onex'].map(text))).toEqual(stamped);
    expect(await run(['verify', '.'])).toEqual({ code: 0, stdout: '✓ 3 files: 3 valid\n', stderr: '' });
    expect((await readdir(join(folder, 'src'))).sort()).toEqual(['a.ts', 'run.py']);
  });

  it('say what is wrong with each file, with what was expected and found', async () => {
    await put({ 'a.py': 'x = 1\n', 'b.py': 'x = 1\n', 'c.py': 'x = 1\n', 'd.py': 'x = 1\n', 'e.json': '{}' });
    await run(['stamp', 'a.py', 'b.py', 'd.py', 'e.json', '--namespace', 'a.b']);
    await writeFile(join(folder, 'a.py'), `${await text('a.py')}y = 2\n`);
    await writeFile(join(folder, 'b.py'), `${await text('b.py')}\n`);
    await writeFile(join(folder, 'd.py'), (await text('d.py')).replace(/hash=\w+/, 'hash=0'));
    const { code, stdout } = await run(['verify', '.']);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^content_mismatch a\.py\n {2}line 1: normalised hash expected [0-9a-f]{64}\n +found +[0-9a-f]{64}\ncontent_mismatch b\.py\n {2}line 1: exact hash expected .*\n.*\nnot_found c\.py\nmalformed_stamp d\.py\n {2}line 1: hash must be 64 hex digits\n✗ 5 files: 2 content mismatch, 1 not found, 1 malformed stamp, 1 valid\n$/,
    );
    const { files, summary } = await report('verify', 'a.py', 'e.json', '--namespace', 'c');
    expect(files).toMatchObject([
      { path: 'a.py', status: 'content_mismatch', compared: 'normalised', stamps: [{ form: 'lightweight', line: 1 }] },
      { path: 'e.json', status: 'namespace_mismatch', expected: 'c', found: 'a.b', stamps: [{ form: 'sidecar' }] },
    ]);
    expect(summary).toEqual({ files: 2, content_mismatch: 1, namespace_mismatch: 1, exit_code: 1 });
    expect(await run(['verify', 'c.py', '--if-stamped', '-q'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('keep uid, author and namespace of a file that has changed, as a block where it was one', async () => {
    await put({ 'a.sql': 'SELECT 1;\n' });
    const [before] = (await report('stamp', 'a.sql', '--rich', '--author', 'me')).files;
    await writeFile(join(folder, 'a.sql'), `${await text('a.sql')}SELECT 2;\n`);
    const [after] = (await report('stamp', 'a.sql')).files;
    const { uid } = (before as { stamp: { uid: string } }).stamp;
    expect(after).toMatchObject({ status: 'stamped', where: 'file', stamp: { uid, author: 'me' } });
    expect(await text('a.sql')).toMatch(
      /^-- ONEX_METADATA_START\n(-- .*\n)+-- ONEX_METADATA_END\nSELECT 1;\nSELECT 2;\n$/,
    );
  });

  it('go on past files that cannot be read, and end with 2', async () => {
    await put({ 'a.py': 'x = 1\n' });
    const { code, stdout } = await run(['stamp', 'none.py', 'a.py', 'a.py/b.py']);
    expect({ code, stdout }).toEqual({
      code: 2,
      stdout:
        '✗ none.py: there is no such file\nstamped a.py\n✗ a.py/b.py: it cannot be read: part of its path is no folder\n✗ 3 files: 2 not done, 1 stamped\n',
    });
    expect((await report('verify', 'none.py')).files).toEqual([
      { path: 'none.py', error: { code: 'file_not_found', message: 'there is no such file' } },
    ]);
  });

  it('stamp what a link leads to, once, and leave the link', async () => {
    await put({ 'real/a.json': '{}' });
    await symlink('real/a.json', join(folder, 'link.json'));
    expect(await run(['stamp', 'link.json', 'real'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 file:') as string,
    });
    expect((await lstat(join(folder, 'link.json'))).isSymbolicLink()).toBe(true);
    expect((await readdir(join(folder, 'real'))).sort()).toEqual(['a.json', 'a.json.onex']);
    expect(await run(['verify', 'link.json', '-q'])).toMatchObject({ code: 0 });
  });

  it('take names from lists, many of them', async () => {
    const names = Array.from({ length: 300 }, (_, n) => `f${String(n).padStart(3, '0')}.py`);
    await put(Object.fromEntries(names.map((name, n) => [name, `x = ${n}\n`])));
    const { files } = JSON.parse(
      (await run(['stamp', '--files-from', '-', '--output', 'json'], { input: names.join('\0') })).stdout,
    ) as Report;
    expect(files.map(({ path, status }) => [path, status])).toEqual(names.map((name) => [name, 'stamped']));
    await writeFile(join(folder, 'list'), names.join('\n'));
    expect(await run(['verify', '@list'])).toMatchObject({ code: 0, stdout: '✓ 300 files: 300 valid\n' });
  });

  it.each([
    [['stamp'], 'say which files'],
    [['verify', '-'], '- is no file'],
    [['stamp', 'a.py', '--namespace', 'A..b'], '--namespace must be dotted lower-case words'],
    [['stamp', 'a.py', '--author', ' '], '--author must be a name'],
    [['verify', 'a.py', '--check'], "unknown option '--check'"],
  ])('refuse %j', async (argv, message) => {
    const { code, stderr } = await run(argv);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) as string });
  });
});
