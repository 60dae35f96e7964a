import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { dotEnv, firstOf, localStack, localStackFile } from './local-stack';

describe('what is known about the stack of a folder', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'local-stack-'));
    mkdirSync(dirname(localStackFile(root)), { recursive: true });
  });

  afterEach(() => rmSync(root, { recursive: true }));

  it('is where its parts are, while its process runs', () => {
    const stack = { pid: process.pid, bootstrap: 'h:1', databaseUrl: 'postgresql://h/d', ports: { bridge: 2 } };
    writeFileSync(localStackFile(root), JSON.stringify(stack));
    expect(localStack(root)).toEqual(stack);
    // Numbers of processes do not go as far.
    writeFileSync(localStackFile(root), JSON.stringify({ ...stack, pid: 2 ** 30 }));
    expect(localStack(root)).toBeUndefined();
  });

  it('is nothing without a file, or with half of one', () => {
    expect(localStack(root)).toBeUndefined();
    writeFileSync(localStackFile(root), '{"pid":');
    expect(localStack(root)).toBeUndefined();
  });

  it('is also what .env says', () => {
    expect(dotEnv(root)).toEqual({});
    writeFileSync(join(root, '.env'), '# no setting\nA=1\nexport B="two words"\n');
    expect(dotEnv(root)).toEqual({ A: '1', B: 'two words' });
  });
});

describe('environments as one', () => {
  it('are what the first says, and of the next what it leaves open or blank', () => {
    expect(firstOf({ A: '1', B: '' }, { A: '2', B: '2', C: '2' }, { C: '3', D: '3' })).toEqual({
      A: '1',
      B: '2',
      C: '2',
      D: '3',
    });
  });

  it('never have a variable and its file from different ones', () => {
    expect(firstOf({ A_FILE: '/a', B: 'b' }, { A: 'a', B_FILE: '/b' })).toEqual({ A_FILE: '/a', B: 'b' });
  });
});
