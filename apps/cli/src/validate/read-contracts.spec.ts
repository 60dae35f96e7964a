import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContractError, contractsBeside, readContracts } from './read-contracts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contracts-'));
});

afterEach(() => rm(folder, { recursive: true }));

async function put(name: string, text: string): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

describe('the contracts of a file', () => {
  it('are its documents, as they would come over the wire', async () => {
    const yaml = await put('a.yaml', 'name: a\nwhen: 2024-01-02\nshared: &s [1]\nagain: *s\n---\nname: b\n');
    expect(await readContracts(yaml)).toEqual([
      { name: 'a', when: '2024-01-02', shared: [1], again: [1] },
      { name: 'b' },
    ]);
    expect(await readContracts(await put('a.json', '{"name":"j"}'))).toEqual([{ name: 'j' }]);
    expect(await readContracts(await put('empty.yaml', '# nothing\n'))).toEqual([]);
  });

  it.each([
    ['no YAML', 'a: [1', 'is not YAML'],
    ['a list', '- 1\n- 2\n', 'is no mapping'],
    ['a text', 'just words', 'is no mapping'],
    ['a circle', '&a [*a]', 'cannot be used'],
    [
      'a bomb',
      `a: &a [1,1,1,1,1,1,1,1,1]\n${[...'bcdefgh'].map((c, i) => `${c}: &${c} [${`*${'abcdefg'[i]},`.repeat(9)}]\n`).join('')}`,
      'cannot be used',
    ],
  ])('are refused when they are %s', async (_what, text, sentence) => {
    const reading = readContracts(await put('contract.yaml', text));
    await expect(reading).rejects.toThrow(ContractError);
    await expect(reading).rejects.toThrow(sentence);
  });

  it('may lie beside it', async () => {
    const beside = contractsBeside();
    await put('contract.yml', 'name: second');
    await put('contract.yaml', 'name: first');
    expect(await beside(join(folder, 'node.py'))).toEqual([{ name: 'first' }]);
    expect(await beside(join(folder, 'below', 'node.py'))).toEqual([]);
  });

  it('are missing with one sentence', async () => {
    await expect(readContracts(join(folder, 'none.yaml'))).rejects.toThrow('there is no such file');
  });
});
