import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

it('the pages of the commands are what `npm run commands:generate` writes', () => {
  const script = join(ROOT, 'dist/tools/command-pages/src/main.js');
  const { stderr, status } = spawnSync(process.execPath, [script, '--check'], { cwd: ROOT, encoding: 'utf8' });
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
});
