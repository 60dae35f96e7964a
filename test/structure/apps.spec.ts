import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

describe('nest-cli.json', () => {
  // Types are checked by the build of the whole, which reads the same files with the same options.
  it.each(['bridge', 'intelligence', 'coordinator', 'dlq-monitor', 'recorder', 'cli'])('builds %s by itself', (app) => {
    const tsc = join(ROOT, 'node_modules/typescript-7/bin/tsc');
    const args = ['-p', join('apps', app, 'tsconfig.app.json'), '--listFilesOnly'];
    const files = execFileSync(process.execPath, [tsc, ...args], { cwd: ROOT, encoding: 'utf8' });
    expect(files).toContain(join('apps', app, 'src', 'main.ts'));
    expect(files).toContain(join('libs', 'contracts', 'src', 'index.ts'));
  });
});

/** What is loaded with a module of the build, before anything of it runs. */
function loadedWith(file: string): string {
  const known = loaded.get(file);
  if (known !== undefined) return known;
  const print = `process.stdout.write(Object.keys(require.cache).join('\\n'))`;
  const script = `require('./dist/${file}.js'); ${print}`;
  const files = execFileSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' });
  loaded.set(file, files);
  return files;
}

const loaded = new Map<string, string>();

describe('what a start does not pay for', () => {
  it.each(['bridge', 'intelligence', 'coordinator', 'dlq-monitor', 'recorder'])(
    '%s does not load the prover of schema compatibility',
    (app) => {
      const files = loadedWith(`apps/${app}/src/app.module`);
      expect(files).toContain('/libs/contracts/');
      expect(files).not.toContain('/libs/schema-evolution/');
    },
  );

  it.each(['bridge', 'intelligence', 'coordinator', 'dlq-monitor', 'recorder'])(
    '%s loads nothing of Avro before it is told of a registry',
    (app) => {
      expect(loadedWith(`apps/${app}/src/app.module`)).not.toContain('/avsc/');
    },
  );

  it.each(['bridge', 'intelligence', 'coordinator', 'dlq-monitor', 'recorder'])(
    '%s loads nothing of OpenTelemetry before it is told where traces go',
    (app) => {
      const files = loadedWith(`apps/${app}/src/app.module`);
      expect(files).toContain('/libs/tracing/');
      // prom-client brings the API by itself.
      expect(files).not.toMatch(/@opentelemetry\/(?!api\/)|open-telemetry/);
    },
  );

  it('a thread of intelligence loads no linter before there is code for it', () => {
    const files = loadedWith('libs/code-model/src/index');
    expect(files).toContain('/web-tree-sitter/');
    for (const linter of ['/@astral-sh/', '/@biomejs/', '/@babel/parser/']) expect(files).not.toContain(linter);
  });
});
