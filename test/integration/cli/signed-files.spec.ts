import { createHash, createPublicKey } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blake3Hex } from '#blake3';
import { keyIdOf, newKeyPair, webKeyOf } from '#signing';
import { projectRoot } from '../../../tools/local-stack/src/project';
import { findPython, runScript } from '../main-job/python';
import { omni, type Ended, type RunOptions } from './omni';

const KEYS = { old: newKeyPair(), new: newKeyPair() };

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'omni-signed-'));
  await mkdir(at('src'));
  await writeFile(at('src/a.py'), 'print(1)\n');
  await writeFile(at('src/data.json'), '{"a": 1}\n');
  for (const [name, { privateKey, publicKey }] of Object.entries(KEYS)) {
    await writeFile(at(name), privateKey);
    await writeFile(at(`${name}.pub`), publicKey);
  }
});

afterEach(() => rm(folder, { recursive: true }));

const at = (path: string): string => join(folder, path);
const text = (path: string): Promise<string> => readFile(at(path), 'utf8');
const run = (argv: readonly string[], options: RunOptions = {}): Promise<Ended> =>
  omni(argv, { cwd: folder, ...options });
const last = ({ code, stdout }: Ended) => ({ code, says: stdout.trimEnd().split('\n').at(-1) });

async function verified(...options: readonly string[]): Promise<readonly Record<string, unknown>[]> {
  const { stdout } = await run(['verify', 'src', ...options, '--output', 'json']);
  return (JSON.parse(stdout) as { readonly files: readonly Record<string, unknown>[] }).files;
}

describe('omni stamp --sign-with and omni verify --public-key', () => {
  it('sign files beside them, and change nothing the second time', async () => {
    const checked = await run(['stamp', 'src', '--sign-with', 'new', '--check']);
    expect(checked.stdout).toContain('to stamp src/data.json (src/data.json.onex, src/data.json.onex.dsse)\n');
    expect(last(await run(['stamp', 'src', '--sign-with', 'new']))).toEqual({ code: 0, says: '✓ 2 files: 2 stamped' });
    const before = await text('src/a.py.onex.dsse');
    expect(last(await run(['stamp', 'src'], { env: { STAMP_SIGNING_KEY_FILE: at('new') } }))).toEqual({
      code: 0,
      says: '✓ 2 files: 2 unchanged',
    });
    expect(await text('src/a.py.onex.dsse')).toBe(before);
    expect(await readdir(at('src'))).toEqual([
      'a.py',
      'a.py.onex.dsse',
      'data.json',
      'data.json.onex',
      'data.json.onex.dsse',
    ]);
    expect(last(await run(['verify', 'src', '--public-key', 'new.pub', '--require-signature']))).toEqual({
      code: 0,
      says: '✓ 2 files: 2 valid',
    });
  });

  it('sign files that were stamped before', async () => {
    await run(['stamp', 'src']);
    expect(last(await run(['verify', 'src', '--public-key', 'new.pub', '--require-signature']))).toEqual({
      code: 1,
      says: '✗ 2 files: 2 not signed',
    });
    expect(last(await run(['stamp', 'src', '--sign-with', 'new', '--check']))).toEqual({
      code: 1,
      says: '✗ 2 files: 2 to stamp',
    });
    await run(['stamp', 'src', '--sign-with', 'new']);
    expect(last(await run(['verify', 'src', '--public-key', 'new.pub', '--require-signature']))).toMatchObject({
      code: 0,
    });
  });

  it('trust keys that have signed before, in several files, a folder or a set, and no others', async () => {
    await run(['stamp', 'src/a.py', '--sign-with', 'old']);
    await run(['stamp', 'src/data.json', '--sign-with', 'new']);
    const keys = await Promise.all(['old.pub', 'new.pub'].map(text));
    await writeFile(at('keys.json'), JSON.stringify({ keys: keys.map((key) => webKeyOf(createPublicKey(key))) }));
    for (const trusted of [['old.pub', '--public-key', 'new.pub'], ['.'], ['keys.json']])
      expect(last(await run(['verify', 'src', '--public-key', ...trusted]))).toMatchObject({ code: 0 });
    const [known, unknown] = await verified('--public-key', 'old.pub');
    expect(known).toMatchObject({ status: 'valid', signature: { status: 'valid' } });
    expect(unknown).toMatchObject({ status: 'unknown_key', compared: 'key' });
    expect(unknown?.['expected']).toBe((known!['signature'] as { key: string }).key);
    expect(unknown?.['found']).toMatch(/^[\da-f]{16}$/);
  });

  it('say when a file was stamped and not signed again', async () => {
    await run(['stamp', 'src', '--sign-with', 'new']);
    await writeFile(at('src/a.py'), `${await text('src/a.py')}print(2)\n`);
    const { stdout } = await run(['stamp', 'src']);
    expect(stdout).toContain('stamped src/a.py (its signature is of what it was before)\n');
    const [file] = await verified('--public-key', 'new.pub');
    const found = createHash('sha256')
      .update(await text('src/a.py'))
      .digest('hex');
    expect(file).toMatchObject({ status: 'content_mismatch', compared: 'sha256', found });
    expect(last(await run(['verify', 'src']))).toMatchObject({ code: 0 });
    await run(['stamp', 'src', '--sign-with', 'new']);
    expect(last(await run(['verify', 'src', '--public-key', 'new.pub']))).toMatchObject({ code: 0 });
  });

  it('say what was revoked and why', async () => {
    await run(['stamp', 'src', '--sign-with', 'new']);
    await writeFile(at('revoked'), `# of last week\n${blake3Hex(await text('src/a.py'))} has a leak\n`);
    const { code, stdout } = await run(['verify', 'src', '--public-key', 'new.pub', '--revoked', 'revoked']);
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: expect.stringMatching(
        /^revoked src\/a\.py\n {2}revoked: [\da-f]{64}, has a leak\n✗ 2 files: 1 revoked, 1 valid\n$/,
      ),
    });
  });

  it('answer envelopes that are none, however large', async () => {
    await run(['stamp', 'src']);
    await writeFile(at('src/a.py.onex.dsse'), '['.repeat(900_000));
    await writeFile(at('src/data.json.onex.dsse'), Buffer.alloc(50_000_000, ' '));
    const files = await verified('--public-key', 'new.pub');
    const invalid = { status: 'signature_invalid', compared: 'form', expected: 'a DSSE envelope' };
    expect(files).toEqual([
      expect.objectContaining({ ...invalid, found: 'it is no JSON' }),
      expect.objectContaining({ ...invalid, found: 'it has more than 1048576 characters' }),
    ]);
  });

  it.each<[string, readonly string[]]>([
    ['nowhere cannot be read', ['stamp', 'src', '--sign-with', 'nowhere']],
    ['new.pub has no private Ed25519 key', ['stamp', 'src', '--sign-with', 'new.pub']],
    ['new has no public Ed25519 key', ['verify', 'src', '--public-key', 'new']],
    ['say whose signature', ['verify', 'src', '--require-signature']],
    ['src/a.py:1 is no revoked hash', ['verify', 'src', '--revoked', 'src/a.py']],
  ])('refuse what they cannot use: %s', async (says, argv) => {
    const { code, stderr } = await run(argv);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(says) });
    expect(await readdir(at('src'))).toEqual(['a.py', 'data.json']);
  });
});

const found = findPython();
const describeWithPython = 'python' in found ? describe : describe.skip;

describeWithPython('securesystemslib', () => {
  const python = 'python' in found ? found.python : '';

  beforeEach(() => run(['stamp', 'src', '--sign-with', 'new']));

  /** The program in the documentation, to the letter. */
  async function verifyAsDocumented(...args: readonly string[]): Promise<readonly unknown[]> {
    const page = await readFile(join(projectRoot(), 'docs', 'stamping-files.md'), 'utf8');
    const [, program = ''] = /```python\n(.*?)```/s.exec(page) ?? [];
    await writeFile(at('verify.py'), program);
    return runScript(python, at('verify.py'), args);
  }

  it('verifies our envelope with the digest that it computes', async () => {
    const sha256 = createHash('sha256')
      .update(await readFile(at('src/a.py')))
      .digest('hex');
    const signed_by = keyIdOf(createPublicKey(KEYS.new.publicKey));
    expect(await verifyAsDocumented(at('new.pub'), at('src/a.py'))).toEqual([{ signed_by, sha256 }]);
    expect(await verifyAsDocumented(at('new.pub'), at('src/data.json'))).toHaveLength(1);
    await expect(verifyAsDocumented(at('old.pub'), at('src/a.py'))).rejects.toThrow('VerificationError');
    await writeFile(at('src/a.py'), 'changed');
    await expect(verifyAsDocumented(at('new.pub'), at('src/a.py'))).rejects.toThrow('signed, but another file');
  });

  it('makes envelopes that we verify, whatever it calls the key', async () => {
    const { payload, payloadType } = JSON.parse(await text('src/a.py.onex.dsse')) as Record<string, string>;
    await writeFile(at('payload'), Buffer.from(payload ?? '', 'base64'));
    const [envelope] = await runScript(python, 'dsse_signer.py', [at('old'), payloadType ?? '', at('payload')]);
    await writeFile(at('src/a.py.onex.dsse'), JSON.stringify(envelope, null, 2));
    const [file] = await verified('--public-key', 'old.pub');
    expect(file).toMatchObject({ status: 'valid', signature: { status: 'valid' } });
    expect((file!['signature'] as { key: string }).key).not.toBe(
      (envelope as { signatures: [{ keyid: string }] }).signatures[0].keyid,
    );
    const [other] = await verified('--public-key', 'new.pub');
    expect(other).toMatchObject({ status: 'unknown_key' });
  });
});
