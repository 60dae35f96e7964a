import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const OMNI = join(ROOT, 'dist/apps/cli/src/main.js');

/** A shallow clone has no commit before its first. */
function exists(commit: string): boolean {
  return spawnSync('git', ['rev-parse', '--verify', '--quiet', `${commit}^{commit}`], { cwd: ROOT }).status === 0;
}

/** The last committed schemas: of this commit, which uncommitted changes are held to, and of the one before. */
it.each(['HEAD', 'HEAD^'])(
  'the schemas have moved their versions as far as they themselves moved since %s',
  (commit) => {
    if (!exists(commit)) return;
    const argv = [OMNI, 'contracts', 'check', '--against', commit];
    expect(() => execFileSync(process.execPath, argv, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' })).not.toThrow();
  },
);
