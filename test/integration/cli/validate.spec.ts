import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { parse } from 'yaml';
import { projectRoot } from '../../../tools/local-stack/src/project';
import { ending, omni, startOmni, type Ended, type RunOptions } from './omni';

const CLEAN = '"""Adds."""\n\n\ndef add(a: int, b: int) -> int:\n    """Their sum."""\n    return a + b\n';
const WARNS = `import os\n\n${CLEAN}`;
const FAILS = `${CLEAN}\n\nprint(missing)\n`;

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'omni-validate-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function put(files: Readonly<Record<string, string | Buffer>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

function validate(argv: readonly string[], options: RunOptions = {}): Promise<Ended> {
  return omni(['validate', ...argv], { cwd: folder, ...options });
}

interface Report {
  readonly files: readonly Record<string, unknown>[];
  readonly summary: Record<string, number>;
}

async function report(argv: readonly string[], options?: RunOptions): Promise<Report> {
  return JSON.parse((await validate([...argv, '--format', 'json'], options)).stdout) as Report;
}

describe('omni validate', () => {
  it('shows what is wrong where, file by file, and ends with 1', async () => {
    await put({ 'src/b.py': FAILS, 'src/a.py': WARNS, 'src/c.py': CLEAN });
    const { code, stdout, stderr } = await validate(['src']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/^src\/a\.py .*\n(.*\n)*src\/b\.py /);
    expect(stdout).not.toContain('src/c.py');
    expect(stdout).toMatch(/ {2}9:7 +error +SEM-001 +Undefined name `missing`\n +│ print\(missing\)\n +│ {7}\^{7}\n/);
    expect(stdout).toMatch(/\n✗ 3 files: 1 error, \d+ warnings?, \d+ infos?\n$/);
    expect(stdout).not.toContain('\u001b');
  });

  it('answers what has not changed from the cache, and only that', async () => {
    await put({ 'src/a.py': WARNS, 'src/b.py': FAILS });
    const env = { XDG_CACHE_HOME: join(folder, 'cache') };
    const first = await validate(['src'], { env });
    const kept = join(folder, 'cache/omninode/validate');
    const answers = (await readdir(kept, { recursive: true })).filter((name) => name.endsWith('.json'));
    expect(answers).toHaveLength(2);
    expect(await validate(['src'], { env })).toEqual(first);
    // What is in there is what is said.
    for (const file of answers) {
      const text = await readFile(join(kept, file), 'utf8');
      await writeFile(join(kept, file), text.replaceAll('Undefined name', 'Remembered name'));
    }
    expect((await validate(['src'], { env })).stdout).toContain('Remembered name `missing`');
    expect(await validate(['src', '--no-cache'], { env })).toEqual(first);
    await put({ 'src/b.py': `${FAILS}# changed\n` });
    expect((await validate(['src'], { env })).stdout).toContain('Undefined name `missing`');
  });

  it('repairs what is safe, and reports what is left', async () => {
    // Without the import the first text is the docstring that was missing.
    await put({ 'a.py': `import os\n\n\n${FAILS}` });
    const { code, stdout } = await validate(['a.py', '--fix']);
    expect(await readFile(join(folder, 'a.py'), 'utf8')).toBe(`\n\n${FAILS}`);
    expect({ code, left: stdout.includes('SEM-001'), summary: /\n✗ 1 file: .*, 2 fixed\n$/.test(stdout) }).toEqual({
      code: 1,
      left: true,
      summary: true,
    });
    expect((await validate(['-', '--fix'], { input: CLEAN })).code).toBe(2);
  });

  it('annotates for GitHub', async () => {
    await put({ 'src/a.py': FAILS, '.gitignore': 'made\n', 'made/b.py': FAILS });
    const { code, stdout } = await validate(['.', '--format', 'github', '--quiet']);
    expect(code).toBe(1);
    const whole = join(await realpath(folder), 'src/a.py');
    const place = 'line=9,endLine=9,col=7,endColumn=13';
    expect(stdout).toMatch(`::error file=${whole},${place},title=SEM-001::Undefined name \`missing\``);
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect((await validate(['.', '--no-ignore'])).stdout).toContain('made/b.py');
  });

  it('is a hook of pre-commit, as the file of hooks says', async () => {
    const hooks = parse(await readFile(join(projectRoot(), '.pre-commit-hooks.yaml'), 'utf8')) as Record<
      string,
      string
    >[];
    const [name, ...argv] = hooks.find(({ id }) => id === 'omni-validate')?.['entry']?.split(' ') ?? [];
    await put({ 'a.py': FAILS, 'b.py': CLEAN });
    expect(name).toBe('omni');
    expect((await omni([...argv, 'a.py', 'b.py'], { cwd: folder })).code).toBe(1);
    expect(await omni([...argv, 'b.py'], { cwd: folder })).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('is coloured where that is asked for', async () => {
    await put({ 'a.py': FAILS });
    const forced = await validate(['a.py'], { env: { FORCE_COLOR: '1' } });
    expect(forced.stdout).toContain('\u001b[31merror\u001b[39m');
    expect(stripVTControlCharacters(forced.stdout)).toBe((await validate(['a.py'])).stdout);
  });

  it('fails from the severity that is asked for', async () => {
    await put({ 'a.py': WARNS });
    const code = async (...argv: string[]) => (await validate(['a.py', ...argv])).code;
    const asked = [[], ['--fail-on', 'warning'], ['--fail-on', 'never', '--min-score', '1']];
    expect(await Promise.all(asked.map((argv) => code(...argv)))).toEqual([0, 1, 1]);
  });

  it('says of each file that cannot be checked why, checks the others, and ends with 2', async () => {
    await put({
      'a.py': CLEAN,
      'latin.py': Buffer.from('x = "caf\u00e9"\n', 'latin1'),
      'large.py': 'x = 1\n'.repeat(200_000),
      'main.rs': 'fn main() {}',
      'secret.py': CLEAN,
    });
    await chmod(join(folder, 'secret.py'), 0o000);
    const { files, summary } = await report(['latin.py', 'large.py', 'main.rs', 'none.py', 'a.py']);
    const codes = files.map(({ path, error }) => [path, (error as { code: string } | undefined)?.code]);
    expect(codes).toEqual([
      ['latin.py', 'invalid_utf8'],
      ['large.py', 'code_too_large'],
      ['main.rs', 'unsupported_language'],
      ['none.py', 'file_not_found'],
      ['a.py', undefined],
    ]);
    expect(summary).toMatchObject({ files: 5, unchecked: 4, failed: 0, exit_code: 2 });
    // Root reads everything.
    if (process.getuid?.() !== 0) expect((await validate(['secret.py'])).stdout).toContain('permission denied');
  });

  it('answers in the order of the files, the same each time, with any number of threads', async () => {
    const names = Array.from({ length: 100 }, (_, n) => `f${String(n).padStart(3, '0')}.py`);
    await put(Object.fromEntries(names.map((name, n) => [name, n % 3 === 0 ? FAILS : CLEAN.repeat(1 + (n % 5))])));
    const one = await validate(['.', '--format', 'json', '--workers', '1']);
    const many = await validate(['.', '--format', 'json', '--workers', '4']);
    expect(many.stdout).toBe(one.stdout);
    expect((JSON.parse(one.stdout) as Report).files.map(({ path }) => path)).toEqual(names);
  });

  it('takes lists of files, and code on standard input under the name of its file', async () => {
    await put({ 'a.py': CLEAN, 'b.ts': 'export const x: number = 1;\n', list: 'a.py\nb.ts\n' });
    const input = 'a.py\0b.ts\0';
    for (const { files } of [await report(['@list']), await report(['--files-from', '-'], { input })]) {
      expect(files.map(({ path, language }) => [path, language])).toEqual([
        ['a.py', 'python'],
        ['b.ts', 'typescript'],
      ]);
    }
    const { files } = await report(['-', '--file-path', 'src/c.ts'], { input: 'export const x = ;\n' });
    expect(files).toMatchObject([{ path: 'src/c.ts', language: 'typescript', is_valid: false }]);
    expect(await validate(['--files-from', '-'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^✓ 0 files/) as string,
    });
  });

  it('checks code against contracts that are named or lie beside it', async () => {
    await put({ 'node.py': CLEAN, 'contract.yaml': 'node_type: nonsense\n' });
    const contractIssues = async (...argv: string[]) => {
      const { files } = await report(['node.py', ...argv]);
      const issues = files[0]?.['issues'] as readonly { rule: string }[];
      return issues.filter(({ rule }) => rule === 'contract').length;
    };
    expect(await contractIssues()).toBe(0);
    expect(await contractIssues('--contract', 'contract.yaml')).toBeGreaterThan(0);
    expect(await contractIssues('--contracts', 'auto')).toBeGreaterThan(0);
    await put({ 'contract.yaml': 'node_type: [\n' });
    expect((await report(['node.py', '--contracts', 'auto'])).files).toMatchObject([
      { error: { code: 'contract_unreadable' } },
    ]);
  });

  it('writes SARIF to a file, for code scanning', async () => {
    await put({ 'src/a b.py': FAILS, 'src/none.rs': '' });
    const ended = await validate(['src', 'src/none.rs', '--format', 'sarif', '--output', 'omni.sarif']);
    expect(ended).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^✗ 2 files: 1 error/) as string,
    });
    const log = JSON.parse(await readFile(join(folder, 'omni.sarif'), 'utf8')) as { runs: [{ results: unknown[] }] };
    expect(log).toMatchObject({
      version: '2.1.0',
      runs: [{ columnKind: 'utf16CodeUnits', invocations: [{ executionSuccessful: false, exitCode: 2 }] }],
    });
    expect(log.runs[0].results).toContainEqual(
      expect.objectContaining({
        ruleId: 'SEM-001',
        level: 'error',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'src/a%20b.py', uriBaseId: '%SRCROOT%' },
              region: { startLine: 9, startColumn: 7, endLine: 9, endColumn: 14 },
            },
          },
        ],
      }),
    );
  });

  it('is silent when it is to be quiet and all is well', async () => {
    await put({ 'a.py': WARNS });
    expect(await validate(['a.py', '-q'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('ends quietly when its reader goes away, and at once on Ctrl-C', async () => {
    await put(Object.fromEntries(Array.from({ length: 120 }, (_, n) => [`f${n}.py`, FAILS.repeat(20)])));
    const abandoned = startOmni(['validate', '.'], {}, folder);
    abandoned.stdout?.once('data', () => abandoned.stdout?.destroy());
    await once(abandoned, 'exit');
    expect(abandoned.exitCode).toBe(141);
    expect(await text(abandoned.stderr as Readable)).toBe('');
    const interrupted = startOmni(['validate', '.'], {}, folder);
    if (interrupted.stdout === null) throw new Error('the output is not piped');
    await once(interrupted.stdout, 'readable');
    interrupted.kill('SIGINT');
    expect(await ending(interrupted)).toMatchObject({ code: 130, stderr: '' });
  });
});
