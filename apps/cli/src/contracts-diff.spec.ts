import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diffContracts, type DiffContracts } from './contracts-diff';
import { keptSession } from './session.fixture';

const OLDER = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] };
const NEWER = { ...OLDER, properties: { ...OLDER.properties, note: { type: 'string' } } };

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'omni-contracts-'));
  const texts = { older: JSON.stringify(OLDER), newer: JSON.stringify(NEWER), broken: '{"type":' };
  for (const [name, text] of Object.entries(texts)) await writeFile(join(dir, `${name}.json`), text);
});
afterAll(() => rm(dir, { recursive: true }));

async function run(what: Partial<DiffContracts>, json = false) {
  const { session, printed } = keptSession(json);
  const [older, newer] = [join(dir, 'older.json'), join(dir, 'newer.json')];
  const code = await diffContracts({ older, newer, policy: 'strict', mode: 'full', ...what }, session);
  return { code, printed: printed() };
}

describe('omni contracts diff', () => {
  it('says yes in one line, with the step of the version', async () => {
    expect(await run({ policy: 'tolerant' })).toEqual({
      code: 0,
      printed: 'compatible (full, tolerant policy; the version must move by: minor)',
    });
  });

  it('says no with the rule, the place, the reason and the fix', async () => {
    const { code, printed } = await run({});
    expect(code).toBe(1);
    expect(printed.split('\n')).toEqual([
      'property_added_to_open_object  /properties/note  backward',
      expect.stringContaining('lets "note" hold anything'),
      expect.stringContaining('tolerant policy'),
      '',
      'not compatible: 1 finding (full, strict policy; the version must move by: minor)',
    ]);
  });

  it('looks in the direction asked for', async () => {
    expect((await run({ mode: 'forward' })).code).toBe(0);
    expect((await run({ mode: 'backward' })).code).toBe(1);
  });

  it('says the same to programs', async () => {
    const { code, printed } = await run({}, true);
    expect(code).toBe(1);
    expect(JSON.parse(printed)).toMatchObject({
      compatible: false,
      mode: 'full',
      policy: 'strict',
      version_step: 'minor',
      findings: [{ rule: 'property_added_to_open_object', pointer: '/properties/note', document: 'newer' }],
    });
  });

  it.each(['missing', 'broken'])('refuses a %s file as wrong usage', async (name) => {
    await expect(run({ newer: join(dir, `${name}.json`) })).rejects.toMatchObject({ code: 'usage' });
  });
});
