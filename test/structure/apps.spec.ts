import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

describe('nest-cli.json', () => {
  it.each(['bridge', 'intelligence', 'dlq-monitor', 'cli'])('builds %s by itself', (app) => {
    const tsc = join(ROOT, 'node_modules', '.bin', 'tsc');
    const args = ['-p', join('apps', app, 'tsconfig.app.json'), '--noEmit', '--incremental', 'false'];
    expect(execFileSync(tsc, args, { cwd: ROOT, encoding: 'utf8' })).toBe('');
  });
});
