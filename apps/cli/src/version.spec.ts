import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commitOf, programVersion, versionLine } from './version';

describe('the version', () => {
  const folder = mkdtempSync(join(tmpdir(), 'omni-version-'));
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: folder, encoding: 'utf8' }).trim();
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has the name of the program', () => {
    expect(versionLine()).toMatch(/^omni /);
    expect(versionLine()).toContain(programVersion());
  });

  it('is without a commit where nothing says which it was', () => {
    expect(commitOf(folder)).toBeUndefined();
    git('init', '-q');
    expect(commitOf(folder)).toBeUndefined();
  });

  it('has the commit of a checkout', () => {
    const who = ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'commit.gpgsign=false'];
    git(...who, 'commit', '-q', '--allow-empty', '-m', 'first');
    expect(commitOf(folder)).toBe(git('rev-parse', 'HEAD').slice(0, 12));
  });

  it('asks no repository around it', () => {
    mkdirSync(join(folder, 'node_modules/omni'), { recursive: true });
    expect(commitOf(join(folder, 'node_modules/omni'))).toBeUndefined();
  });

  it('has the commit that was written when it was packed', () => {
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist/commit'), '0123456789ab\n');
    expect(commitOf(folder)).toBe('0123456789ab');
  });
});
