import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const OMNI = join(ROOT, 'dist/apps/cli/src/main.js');

function exists(commit: string): boolean {
  return spawnSync('git', ['rev-parse', '--verify', '--quiet', `${commit}^{commit}`], { cwd: ROOT }).status === 0;
}

/** The last committed schemas: of this commit, which uncommitted changes are held to, and of the one before. */
describe.each(['HEAD', 'HEAD^'])('the schemas since %s', (commit) => {
  // A shallow clone has no commit before its first.
  const compare = exists(commit) ? it : it.skip;

  compare('have moved their versions as far as they themselves have moved', () => {
    const argv = [OMNI, 'contracts', 'check', '--against', commit];
    expect(() => execFileSync(process.execPath, argv, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' })).not.toThrow();
  });
});
