import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { blake3Hex } from '#blake3';
import { Arguments } from '../arguments';
import { EXIT } from '../failure';
import { keptSession } from '../session.fixture';
import { hashFile } from './hash-file';
import { stampTree } from './stamp-tree';
import { verifyTree } from './verify-tree';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tree-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

interface Report {
  readonly code: number;
  readonly files: readonly (Record<string, unknown> & { readonly path: string })[];
  readonly tree: Readonly<Record<string, unknown>>;
  readonly summary: Readonly<Record<string, number>>;
}

async function run(
  command: typeof stampTree,
  options: Readonly<Record<string, string | boolean>> = {},
): Promise<Report> {
  const { session, printed } = keptSession(true);
  const code = await command(new Arguments({ tree: folder, ...options }, []), session);
  return { code, ...(JSON.parse(printed()) as Omit<Report, 'code'>) };
}

const stamp = (options = {}) => run(stampTree, options);
const verify = (options = {}) => run(verifyTree, options);
const statuses = ({ files }: Report) => Object.fromEntries(files.map(({ path, status }) => [path, status]));
const own = (name: string) => join(folder, '.onex', name);

/** Until every file is older than the clock of the file system. */
async function settled(): Promise<Report> {
  for (;;) {
    const report = await stamp();
    if (report.summary['hashed'] === undefined) return report;
  }
}

describe('a tree', () => {
  it('has the files that omni stamp finds, in the order of the bytes of their paths', async () => {
    await put({ 'a/x.py': '1', 'a.txt': '2', é: '3', '\u{1f600}': '4', '\uffee': '5', 'b.json.onex': 'sidecar' });
    await put({ '.hidden': '', '.gitignore': '*.log\n', 'a/y.log': '', 'node_modules/m.js': '', 'dist/d.js': '' });
    await symlink(join(folder, 'a.txt'), join(folder, 'link'));
    expect((await stamp()).files.map(({ path }) => path)).toEqual(['a.txt', 'a/x.py', 'é', '\uffee', '\u{1f600}']);
  });

  it('is stamped again to the byte, and keeps its id when it changes', async () => {
    await put({ a: '1', b: '2' });
    const first = await stamp({ namespace: 'omninode.tests' });
    const bytes = await readFile(own('tree.jsonl'));
    expect(first).toMatchObject({ code: EXIT.ok, tree: { status: 'stamped', namespace: 'omninode.tests' } });
    expect(await stamp()).toMatchObject({ tree: { ...first.tree, status: 'unchanged' } });
    expect(await readFile(own('tree.jsonl'))).toEqual(bytes);
    await appendFile(join(folder, 'a'), '!');
    const changed = await stamp();
    expect(changed.tree).toMatchObject({ status: 'stamped', uid: first.tree['uid'], namespace: 'omninode.tests' });
    expect(changed.tree['root_hash']).not.toBe(first.tree['root_hash']);
    expect((await readdir(join(folder, '.onex'))).sort()).toEqual(['.gitignore', 'tree.jsonl', 'tree.jsonl.cache']);
  });

  it('has the same root wherever it stands and whatever the manifest is called', async () => {
    await put({ 'a/b': '1', c: '2' });
    const { tree } = await stamp();
    const manifest = join(folder, 'list.jsonl');
    for (const _ of [1, 2]) expect((await stamp({ manifest })).tree).toMatchObject({ root_hash: tree['root_hash'] });
    expect(await verify({ manifest })).toMatchObject({ code: EXIT.ok, summary: { files: 2, valid: 2 } });
  });

  it('has its unchanged files not read again', async () => {
    await put({ a: '1', 'b/c': '2', d: '3' });
    await settled();
    // Only who reads the file would notice that the cache is wrong about it.
    const cache = await readFile(own('tree.jsonl.cache'), 'utf8');
    await writeFile(own('tree.jsonl.cache'), cache.replace(blake3Hex('2'), blake3Hex('wrong')));
    const again = await stamp();
    expect(again.summary).toEqual({ files: 3, unchanged: 3, exit_code: 0 });
    expect(again.files[1]).toMatchObject({ path: 'b/c', blake3_hash: blake3Hex('wrong') });
    expect(await verify({ cached: true })).toMatchObject({ code: EXIT.ok });
    expect(statuses(await verify())).toEqual({ a: 'valid', 'b/c': 'changed', d: 'valid' });
    const whole = await stamp({ rehash: true });
    expect(whole.summary).toMatchObject({ hashed: 3 });
    expect(whole.files[1]).toMatchObject({ blake3_hash: blake3Hex('2') });
  });

  it('has exactly those files read that changed', async () => {
    await put({ a: '1', b: '2', c: '3' });
    await settled();
    await put({ b: '5', d: '6' });
    expect(statuses(await stamp())).toEqual({ a: 'unchanged', b: 'hashed', c: 'unchanged', d: 'hashed' });
  });

  it('is noticed to change however soon, of whatever size and with whatever time', async () => {
    const file = join(folder, 'a');
    const time = new Date('2026-01-01T00:00:00Z');
    for (let round = 0; round < 100; round++) {
      const content = `content ${round % 10}`;
      await writeFile(file, content);
      if (round % 2 === 0) await utimes(file, time, time);
      expect((await stamp()).files).toMatchObject([{ blake3_hash: blake3Hex(content) }]);
    }
  });

  it('has no use for a cache that is damaged, or of something else', async () => {
    await put({ a: '1', b: '2' });
    const { tree } = await settled();
    const cache = await readFile(own('tree.jsonl.cache'), 'utf8');
    for (const damaged of ['', 'x', '{}\n{}', cache.slice(0, -30), cache.replace('cache 1', 'cache 2')]) {
      await writeFile(own('tree.jsonl.cache'), damaged);
      expect((await stamp()).tree).toEqual({ ...tree, status: 'unchanged' });
    }
  });

  it('is not stamped where a file cannot be read, and says which', async () => {
    await put({ a: '1', 'b\\c': '2' });
    expect(await stamp()).toMatchObject({
      code: EXIT.usage,
      tree: { status: 'not_done' },
      files: [{ path: 'a' }, { path: 'b\\c', error: { code: 'path_invalid' } }],
    });
    expect(await readdir(join(folder, '.onex'))).not.toContain('tree.jsonl');
    await rm(join(folder, 'b\\c'));
    await rm(join(folder, 'a'));
    expect(await stamp()).toMatchObject({ code: EXIT.usage, tree: { status: 'not_done' } });
  });

  it('writes over nothing that is no manifest', async () => {
    await put({ a: '1' });
    await expect(stamp({ manifest: join(folder, 'a') })).rejects.toThrow('is there, and no manifest');
    expect(await readFile(join(folder, 'a'), 'utf8')).toBe('1');
  });

  it('is only looked at with --check', async () => {
    await put({ a: '1' });
    expect(await stamp({ check: true })).toMatchObject({ code: EXIT.no, tree: { status: 'to_stamp' } });
    expect(await readdir(folder)).toEqual(['a']);
    await stamp();
    expect(await stamp({ check: true })).toMatchObject({ code: EXIT.ok, tree: { status: 'unchanged' } });
  });
});

describe('the verification of a tree', () => {
  it('says of each file what became of it', async () => {
    await put({ a: '1', b: '2', c: '3', 'd/e': '4' });
    const { tree } = await stamp();
    expect(await verify({ root: tree['root_hash'] })).toMatchObject({ code: EXIT.ok, tree: { status: 'valid' } });
    await put({ b: '5', 'a.new': '' });
    await rm(join(folder, 'c'));
    const report = await verify();
    expect(report).toMatchObject({ code: EXIT.no, tree: { status: 'valid' } });
    expect(statuses(report)).toEqual({ a: 'valid', 'a.new': 'added', b: 'changed', c: 'missing', 'd/e': 'valid' });
    expect(report.files[2]).toEqual({
      path: 'b',
      status: 'changed',
      expected: blake3Hex('2'),
      found: blake3Hex('5'),
    });
  });

  it('believes no manifest that was altered together with a file, where the root is asked for', async () => {
    await put({ a: '1', b: '2' });
    const { tree } = await stamp();
    await put({ a: 'forged' });
    const manifest = await readFile(own('tree.jsonl'), 'utf8');
    await writeFile(own('tree.jsonl'), manifest.replace(blake3Hex('1'), blake3Hex('forged')));
    expect(await verify()).toMatchObject({ code: EXIT.no, tree: { status: 'manifest_altered' } });
    await stamp();
    expect(await verify()).toMatchObject({ code: EXIT.ok });
    const root = tree['root_hash'];
    expect(await verify({ root })).toMatchObject({ code: EXIT.no, tree: { status: 'root_mismatch' } });
    expect(await verify({ namespace: 'other' })).toMatchObject({ tree: { status: 'namespace_mismatch' } });
  });
});

describe('a file of a tree', () => {
  it.each([0, 1, 262_143, 262_144, 262_145, 3_000_000])('of %i bytes has the hash of its bytes', async (size) => {
    const bytes = Buffer.alloc(size, 'some content');
    await writeFile(join(folder, 'a'), bytes);
    expect(await hashFile(join(folder, 'a'))).toMatchObject({ blake3_hash: blake3Hex(bytes) });
  });

  it('is refused when it changes while it is read', async () => {
    const file = join(folder, 'a');
    await writeFile(file, '');
    await truncate(file, 50_000_000);
    const state = { isRead: false };
    const reading = hashFile(file);
    const finished = reading.catch(() => undefined).finally(() => (state.isRead = true));
    for (let size = 0; !state.isRead; size = (size + 1) % 7) await truncate(file, 50_000_000 + size);
    await finished;
    await expect(reading).rejects.toMatchObject({ code: 'file_changed' });
  });

  it('is neither a link, nor a folder, nor a pipe that would never end', async () => {
    await put({ a: '1' });
    await symlink(join(folder, 'a'), join(folder, 'link'));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    await expect(hashFile(join(folder, 'link'))).rejects.toMatchObject({ code: 'ELOOP' });
    await expect(hashFile(join(folder, 'pipe'))).rejects.toMatchObject({ code: 'file_unreadable' });
    await expect(hashFile(folder)).rejects.toMatchObject({ code: 'file_unreadable' });
  });
});
