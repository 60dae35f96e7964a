import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { AppProcess } from '../../support/app-process';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { documents, omni, type Ended } from './omni';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'omni-tree-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

const run = (...argv: readonly string[]): Promise<Ended> => omni(argv, { cwd: folder });
const FILES = { 'README.md': '# Price service\n', 'src/a.py': 'x = 1\n', 'src/é.ts': 'export {};\n' };

async function stampedRoot(): Promise<string> {
  const { stdout } = await run('stamp', '--tree', '.', '--namespace', 'omni.tree');
  return /^root ([0-9a-f]{64})$/m.exec(stdout)?.[1] ?? stdout;
}

describe('omni stamp --tree', () => {
  it('stamps a folder, and omni verify --tree says what became of it', async () => {
    await put(FILES);
    const stamped = await run('stamp', '--tree', '.');
    expect(stamped).toMatchObject({ code: 0, stderr: '' });
    expect(stamped.stdout).toMatch(/^stamped \.onex\/tree\.jsonl\nroot [0-9a-f]{64}\n✓ 3 files: 3 hashed\n$/);
    const verified = await run('verify', '--tree', '.');
    expect({ ...verified, last: verified.stdout.split('\n').at(-2) }).toMatchObject({
      code: 0,
      last: '✓ 3 files: 3 valid',
    });
    await put({ 'src/a.py': 'x = 2\n', new: '' });
    await rm(join(folder, 'README.md'));
    const { code, stdout } = await run('verify', '--tree', '.');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^missing README\.md\nadded new\nchanged src\/a\.py\nroot /);
    expect(stdout).toMatch(/\n✗ 4 files: 1 missing, 1 added, 1 changed, 1 valid\n$/);
    expect(await run('verify', '--tree', '.', '-q')).toMatchObject({ code: 1 });
    expect(await run('stamp', '--tree', '.', '--check')).toMatchObject({ code: 1 });
  });

  it('proves a file, to somebody who has nothing else', async () => {
    await put(FILES);
    const root = await stampedRoot();
    const { code, stdout } = await run('stamp', '--tree', '.', '--prove', 'src/é.ts');
    expect(code).toBe(0);
    await rm(join(folder, '.onex'), { recursive: true });
    await put({ 'copy.ts': FILES['src/é.ts'], 'copy.proof': stdout });
    const proved = await run('verify', 'copy.ts', '--proof', 'copy.proof', '--root', root);
    expect(proved).toMatchObject({ code: 0, stderr: '' });
    expect(proved.stdout).toMatch(/^✓ it is src\/é\.ts of the tree\nroot [0-9a-f]{64} of 3 files, omni\.tree, /);
    const says = async (...argv: readonly string[]) => {
      const ended = await run('verify', ...argv, '--output', 'json');
      return [ended.code, (JSON.parse(ended.stdout) as { status: string }).status];
    };
    expect(await says('src/a.py', '--proof', 'copy.proof')).toEqual([1, 'content_mismatch']);
    expect(await says('copy.ts', '--proof', 'copy.proof', '--root', '0'.repeat(64))).toEqual([1, 'root_mismatch']);
    expect(await says('copy.ts', '--proof', 'copy.ts')).toEqual([1, 'proof_unreadable']);
    await put({ 'copy.proof': stdout.replace('"index":2', '"index":1') });
    expect(await says('copy.ts', '--proof', 'copy.proof')).toEqual([1, 'proof_altered']);
  });

  it.each([
    ['stamp', '--tree', '.', 'src'],
    ['stamp', '--tree', 'none'],
    ['stamp', '--tree', '.', '--rich'],
    ['stamp', 'src', '--rehash'],
    ['verify', '--tree', '.'],
    ['verify', 'src', '--cached'],
    ['verify', 'src', '--root', '0'.repeat(64)],
    ['verify', '--tree', '.', '--root', 'ab'],
  ])('refuses %s %s %s %s', async (...argv) => {
    await put(FILES);
    expect(await run(...argv)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^omni: /) });
  });
});

describe('a tree on the bus and over HTTP', () => {
  let broker: LocalBroker;
  let database: RandomDatabase;
  let bridge: AppProcess;

  beforeAll(async () => {
    [broker, database] = await Promise.all([startLocalBroker(), createRandomDatabase()]);
    await omni(['topics', 'apply', '--brokers', broker.bootstrap]);
    bridge = AppProcess.start('bridge', { KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap, DATABASE_URL: database.url });
    await bridge.ready();
  });

  afterAll(async () => {
    await bridge.stop();
    await Promise.all([broker.stop(), database.drop()]);
  });

  async function ask(operation: string, payload: object, ...argv: readonly string[]) {
    const options = ['--brokers', broker.bootstrap, '--output', 'json', ...argv];
    const { stdout } = await omni(['request', operation, '-', ...options], { input: JSON.stringify(payload) });
    return documents(stdout)[0] as { readonly error: unknown; readonly payload: Record<string, unknown> };
  }

  const namespace = 'omni.tree';

  it('has the root that omni stamp --tree gave it, and is verified by it', async () => {
    await put(FILES);
    const root_hash = await stampedRoot();
    const [, ...lines] = (await readFile(join(folder, '.onex/tree.jsonl'), 'utf8')).trimEnd().split('\n');
    const files = lines.map((line) => JSON.parse(line) as object).toReversed();
    const via = ['--via', 'both', '--url', await bridge.url()];
    const { payload } = await ask('stamp-tree', { files, namespace, root_hash }, ...via);
    expect(payload).toMatchObject({
      root_hash,
      file_count: 3,
      metadata: { namespace, content_type: 'application/vnd.onex.tree' },
      results: Object.keys(FILES).map((path, index) => ({ path, index })),
    });
    const contents = Object.entries(FILES).map(([path, content]) => ({ path, content }));
    const { stamp_time, metadata, results } = payload;
    const again = await ask('stamp-tree', { files: contents, namespace });
    expect(again.payload).toMatchObject({ root_hash, file_count: 3, stamp_time, metadata, results });
    expect((await ask('stamp-tree', { root_hash, namespace })).payload).toMatchObject({ stamp_time, metadata });
    const { payload: verified } = await ask('verify', { blake3_hash: root_hash, namespace });
    expect(verified).toMatchObject({ valid: true, metadata: { ...(metadata as object), stamp_time } });
  });

  it('is refused where a path leads out of it', async () => {
    const { payload } = await ask('stamp-tree', { files: [{ path: '../x', content: '' }], namespace });
    expect(payload['error']).toMatchObject({ code: 'invalid_payload', details: [{ path: '/files/0/path' }] });
  });

  it('is refused, and the worker lives, where the proofs do not fit into a reply', async () => {
    const long = 'x'.repeat(700);
    const files = Array.from({ length: 1000 }, (_, index) => ({ path: `${long}/${index}`, content: '' }));
    expect((await ask('stamp-tree', { files, namespace })).error).toMatchObject({ code: 'reply_too_large' });
    expect((await ask('stamp-tree', { files, namespace, proofs_of: [] })).error).toBeNull();
  });
});
