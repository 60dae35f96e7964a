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

it.each(['bridge', 'intelligence', 'dlq-monitor'])('%s does not load the prover of schema compatibility', (app) => {
  const load = `require('./dist/apps/${app}/src/app.module.js')`;
  const loaded = `Object.keys(require.cache).filter((file) => file.includes('/dist/libs/'))`;
  const print = `process.stdout.write(${loaded}.join('\\n'))`;
  const files = execFileSync(process.execPath, ['-e', `${load}; ${print}`], { cwd: ROOT, encoding: 'utf8' });
  expect(files).toContain('/libs/contracts/');
  expect(files).not.toContain('/libs/schema-evolution/');
});
