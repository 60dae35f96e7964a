import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { documents, omni } from './omni';

const SCHEMAS = join(__dirname, '../../../schemas/events');
const STAMP = 'bridge/request/stamp.v1.json';

type Schema = Record<string, unknown> & { properties: Record<string, unknown>; required: string[] };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'omninode-contracts-'));
  cpSync(SCHEMAS, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

function change(name: string, edit: (schema: Schema) => void): string {
  const file = join(folder, name);
  const schema = JSON.parse(readFileSync(file, 'utf8')) as Schema;
  edit(schema);
  writeFileSync(file, JSON.stringify(schema));
  return file;
}

describe('omni contracts', () => {
  it('verify says that the committed files are what messages are checked by', async () => {
    await expect(omni(['contracts', 'verify', '--dir', SCHEMAS])).resolves.toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+ entries of the catalog: all files agree\n$/) as string,
      stderr: '',
    });
  });

  it('verify names the file that says something else, and the one that is missing', async () => {
    change(STAMP, ({ required }) => required.push('namespace'));
    rmSync(join(folder, 'bridge/request/verify.v1.json'));
    writeFileSync(join(folder, 'stray.v1.json'), '{}');
    const { code, stdout } = await omni(['contracts', 'verify', '--dir', folder, '--output', 'json']);
    expect(code).toBe(1);
    expect(documents(stdout)[0]).toMatchObject({
      faults: [
        { file: STAMP, reason: 'the code says something else (a major change)' },
        { file: 'bridge/request/verify.v1.json', reason: 'the file is missing' },
        { file: 'stray.v1.json', reason: 'the catalog has no such entry' },
      ],
    });
  });

  it('diff tells a change that readers must be told of from one they need not know', async () => {
    const before = join(SCHEMAS, STAMP);
    const harmless = change(STAMP, ({ properties }) => (properties['author'] = { type: 'string' }));
    await expect(omni(['contracts', 'diff', before, harmless])).resolves.toMatchObject({
      code: 0,
      stdout: 'compatible (full, tolerant policy; the version must move by: minor)\n',
    });
    // Confluent's rule: an open object may have held anything under that name.
    await expect(omni(['contracts', 'diff', before, harmless, '--policy', 'strict'])).resolves.toMatchObject({
      code: 1,
    });
    const breaking = change(STAMP, ({ required }) => required.push('author'));
    const { code, stdout } = await omni(['contracts', 'diff', before, breaking]);
    expect(code).toBe(1);
    expect(stdout).toContain('property_required_added  /properties/author  backward');
  });

  it.each([
    [['diff', 'a.json'], 'NEW.json is missing'],
    [['diff', '/nowhere/a.json', '/nowhere/b.json'], '/nowhere/a.json'],
    [['check', '--against', 'no-such-commit'], 'git'],
    [['register'], 'say where: --registry URL or SCHEMA_REGISTRY_URL'],
    [['verify', '--dir', '/nowhere'], '/nowhere cannot be read'],
  ])('%j is a mistake that is named', async (argv, sentence) => {
    const { code, stdout, stderr } = await omni(['contracts', ...argv]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(sentence);
  });

  it('register says that a registry is away', async () => {
    await expect(omni(['contracts', 'register', '--registry', 'http://127.0.0.1:1'])).resolves.toMatchObject({
      code: 3,
      stdout: '',
    });
  });
});
