import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkAgainst } from './check-against';
import { checkContracts } from './contracts-check';
import { keptSession } from './session.fixture';

const schema = (version: string | undefined, properties: object, required: string[] = []) =>
  JSON.stringify({ 'x-version': version, type: 'object', properties, required });
const TEXT = { type: 'string' };
const FIRST = schema('1.0.0', { a: TEXT }, ['a']);
const WITH_OPTION = (version: string | undefined) => schema(version, { a: TEXT, b: TEXT }, ['a']);
const WITH_DEMAND = (version: string) => schema(version, { a: TEXT, b: TEXT }, ['a', 'b']);

function outcome(file: string, before: string | undefined, after: string | undefined) {
  const texts = (text: string | undefined) => new Map(text === undefined ? [] : [[file, text]]);
  const [check] = checkAgainst(texts(before), texts(after));
  return check;
}

describe('a schema file beside what it was', () => {
  it.each([
    ['is the same', 'x.v1.json', FIRST, FIRST, 'same'],
    ['is new', 'x.v1.json', undefined, FIRST, 'new'],
    ['has an optional member and a minor version more', 'x.v1.json', FIRST, WITH_OPTION('1.1.0'), 'changed'],
    [
      'has a title and a patch version more',
      'x.v1.json',
      FIRST,
      FIRST.replace('1.0.0', '1.0.1').replace('{', '{"title":"t",'),
      'changed',
    ],
    ['moved further than it had to', 'x.v1.json', FIRST, WITH_OPTION('1.2.0'), 'changed'],
    [
      'is a major change in a file without a major version in its name',
      'x.json',
      FIRST,
      WITH_DEMAND('2.0.0'),
      'changed',
    ],
    ['had no version before', 'x.v1.json', schema(undefined, { a: TEXT }, ['a']), WITH_OPTION('1.0.0'), 'changed'],
  ])('passes when it %s', (_what, file, before, after, expected) => {
    expect(outcome(file, before, after)?.outcome).toBe(expected);
  });

  it.each([
    ['was removed', 'x.v1.json', FIRST, undefined, 'removed'],
    ['changed without a version', 'x.v1.json', FIRST, WITH_OPTION('1.0.0'), 'not at all'],
    ['moved by a patch for a minor change', 'x.v1.json', FIRST, WITH_OPTION('1.0.1'), 'a patch step'],
    ['went back', 'x.v1.json', FIRST.replace('1.0.0', '1.2.0'), FIRST, 'went back from 1.2.0 to 1.0.0'],
    [
      'is a major change in the file of version 1',
      'x.v1.json',
      FIRST,
      WITH_DEMAND('2.0.0'),
      'a file and a topic of its own',
    ],
    ['is a major change with a minor version', 'x.json', FIRST, WITH_DEMAND('1.1.0'), 'a minor step'],
    ['lost its version', 'x.v1.json', FIRST, WITH_OPTION(undefined), 'no x-version'],
    ['is not JSON', 'x.v1.json', FIRST, '{', 'not JSON'],
  ])('is refused when it %s', (_what, file, before, after, reason) => {
    expect(outcome(file, before, after)).toMatchObject({ outcome: 'refused', reason: expect.stringContaining(reason) });
  });

  it('comes with the findings of a major change', () => {
    expect(outcome('x.v1.json', FIRST, WITH_DEMAND('2.0.0'))?.findings.map(({ rule }) => rule)).toEqual([
      'property_required_added',
    ]);
  });
});

describe('omni contracts check', () => {
  let home = '';
  let dir = '';
  const write = (name: string, text: string) => writeFileSync(join(dir, name), text);
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...words], { cwd: home, stdio: 'pipe' });

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'omni-check-'));
    dir = join(home, 'schemas', 'events');
    mkdirSync(join(dir, 'a b'), { recursive: true });
    write('a b/é.v1.json', FIRST);
    write('gone.v1.json', FIRST);
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'schemas');
  });
  afterEach(() => rmSync(home, { recursive: true }));

  async function run(against = 'HEAD', json = false) {
    const { session, printed } = keptSession(json);
    return { code: await checkContracts({ against, dir }, session), printed: printed() };
  }

  it('says yes to what is as it was', async () => {
    expect(await run()).toEqual({ code: 0, printed: '2 schemas: 0 new or changed, 0 refused' });
  });

  it('says no with every file that must not change so', async () => {
    unlinkSync(join(dir, 'gone.v1.json'));
    write('a b/é.v1.json', WITH_DEMAND('2.0.0'));
    write('new.v1.json', FIRST);
    const { code, printed } = await run();
    expect(code).toBe(1);
    expect(printed).toMatch(/^refused {2}a b\/é\.v1\.json {2}a major change/);
    expect(printed).toMatch(/^refused {2}gone\.v1\.json\s+it was removed/m);
    expect(printed).toMatch(/^new {6}new\.v1\.json\s+version 1\.0\.0/m);
    expect(printed).toMatch(/^property_required_added {2}\/properties\/b {2}backward/m);
    expect(printed).toMatch(/3 schemas: 1 new or changed, 2 refused$/);
    const told = JSON.parse((await run('HEAD', true)).printed) as { files: { outcome: string }[] };
    expect(told.files.map((file) => file.outcome)).toEqual(['refused', 'refused', 'new']);
  });

  it.each(['no-such-branch', '--output=x'])('refuses %s as wrong usage', async (ref) => {
    await expect(run(ref)).rejects.toMatchObject({ code: 'usage' });
  });
});
