import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileKnowledge } from './compile-knowledge';

const SCHEMA = JSON.stringify({ type: 'array', items: { type: 'string' } });

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'knowledge-'));
  folder = join(root, 'libs/birds/knowledge');
  mkdirSync(join(folder, 'songs'), { recursive: true });
  mkdirSync(join(folder, 'species'));
  writeFileSync(join(folder, 'species.schema.json'), SCHEMA);
});
afterEach(() => rmSync(root, { recursive: true }));

const compiled = (name: string): unknown => {
  compileKnowledge(root, join(root, 'dist'));
  return JSON.parse(readFileSync(join(root, 'dist/libs/birds/knowledge', `${name}.json`), 'utf8'));
};

describe('the knowledge of a library', () => {
  it('is one value by file for each folder', () => {
    writeFileSync(join(folder, 'species/owls.yaml'), '- tawny\n- barn\n');
    writeFileSync(join(folder, 'species/gulls.yaml'), '- herring\n');
    expect(compiled('species')).toEqual({ owls: ['tawny', 'barn'], gulls: ['herring'] });
  });

  it('is the text of what is no YAML', () => {
    writeFileSync(join(folder, 'songs/wren.py'), 'print("tic")\n');
    expect(compiled('songs')).toEqual({ wren: 'print("tic")\n' });
  });

  it('is not built where it does not meet its schema, and the error says which file and where', () => {
    writeFileSync(join(folder, 'species/owls.yaml'), '- tawny\n- 7\n');
    expect(() => compiled('species')).toThrow(/owls\.yaml: \/1 must be string/);
  });

  it('is not built without a schema', () => {
    writeFileSync(join(folder, 'songs/wren.yaml'), '- tic\n');
    expect(() => compiled('songs')).toThrow('wren.yaml has no schema beside it');
  });
});
