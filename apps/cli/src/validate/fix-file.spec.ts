import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engines } from '#code-model';
import { RUFF_RULES, validate } from '#code-rules';
import type { Checking } from './check-file';
import { fixFile } from './fix-file';
import { readSource, type Source } from './read-source';
import { repairing } from './repairing';

const UNUSED =
  'import os\nimport sys\n\n\ndef told(name: str) -> str:\n    """Says it."""\n    return f"it" + sys.argv[0] + name\n';
const REPAIRED =
  'import sys\n\n\ndef told(name: str) -> str:\n    """Says it."""\n    return "it" + sys.argv[0] + name\n';

let folder = '';
let engines: Engines;
const repair = repairing();
beforeAll(async () => {
  engines = await Engines.load(RUFF_RULES);
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fix-file-'));
});
afterEach(() => rm(folder, { recursive: true }));

const checking = (): Checking => ({
  ask: (request) => Promise.resolve(validate(request, engines)),
  question: { nodeType: undefined, profile: undefined, type: 'full' },
  contractsOf: () => Promise.resolve([]),
  maxIssues: Infinity,
});

async function fixed(name: string, code: string, meanwhile: (path: string) => Promise<void> = async () => undefined) {
  const path = join(folder, name);
  await writeFile(path, code);
  const source = (await readSource(path)) as Source;
  await meanwhile(path);
  const report = await fixFile(source, checking(), repair);
  return { report, text: await readFile(path, 'utf8'), path };
}

describe('a file that is repaired', () => {
  it('has nothing more of what was repaired, and the report says what is left', async () => {
    const { report, text } = await fixed('a.py', UNUSED);
    expect(text).toBe(REPAIRED);
    expect(report).toMatchObject({ kind: 'checked', source: REPAIRED, fixed: 2 });
    const rules = report.kind === 'checked' ? report.issues.map(({ rule }) => rule) : [];
    expect(rules).not.toContain('F401');
  });

  it('keeps its mark, its line ends and its mode', async () => {
    const crlf = (code: string) => `\ufeff${code.replaceAll('\n', '\r\n')}`;
    const { text, path } = await fixed('a.py', crlf(UNUSED), (file) => chmod(file, 0o640));
    expect(text).toBe(crlf(REPAIRED));
    expect((await stat(path)).mode & 0o777).toBe(0o640);
  });

  it.each([
    ['a package', '__init__.py', 'import os\n'],
    ['what its author wants to stay', 'a.py', 'import os  # noqa: F401\n'],
    ['a comment', 'a.py', 'from a import (\n    b,  # why\n)\n'],
    ['what may be missing', 'a.py', 'try:\n    import fast\nexcept ImportError:\n    pass\n'],
    ['code that does not compile', 'a.py', 'import os\nx = (\n'],
    [
      'a variable that ruff would take away',
      'a.py',
      'def f() -> None:\n    """F."""\n    y = g()\n\n\ndef g() -> int:\n    """G."""\n    return 1\n',
    ],
    ['an import of TypeScript, whose module may do something', 'a.ts', "import { a } from './a';\n"],
  ])('is left as it is: %s', async (_what, name, code) => {
    const { report, text } = await fixed(name, code);
    expect(text).toBe(code);
    expect(report).not.toHaveProperty('fixed');
  });

  it('may be TypeScript', async () => {
    const { text, report } = await fixed(
      'a.ts',
      'export function f(a: { b?: string }): string {\n  return a!!.b ?? "";\n}\n',
    );
    expect(text).toBe('export function f(a: { b?: string }): string {\n  return a!.b ?? "";\n}\n');
    expect(report).toMatchObject({ fixed: 1 });
  });

  it('is not written over what somebody saved meanwhile', async () => {
    const { text, report } = await fixed('a.py', UNUSED, (path) => writeFile(path, `${UNUSED}# more\n`));
    expect(text).toBe(`${UNUSED}# more\n`);
    expect(report).toMatchObject({ kind: 'unchecked', problem: { code: 'file_unreadable' } });
  });
});
