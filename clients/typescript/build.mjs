import { execFileSync } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const HERE = import.meta.dirname;
const ROOT = join(HERE, '../..');
const DIST = join(HERE, 'dist');

/** The same source twice, once as ES modules and once for `require`, each beside its declarations. */
rmSync(DIST, { recursive: true, force: true });
execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript-7/bin/tsc'), '-p', HERE], { stdio: 'inherit' });
for (const [folder, format, type] of [
  ['esm', 'es', 'module'],
  ['cjs', 'cjs', 'commonjs'],
]) {
  const out = join(DIST, folder);
  await build({
    configFile: false,
    root: HERE,
    logLevel: 'error',
    build: {
      outDir: out,
      target: 'es2022',
      minify: false,
      lib: {
        entry: { index: 'src/index.ts', validators: 'src/generated/validators.js' },
        formats: [format],
        fileName: (_, entry) => `${entry}.js`,
      },
      rollupOptions: { external: [/^node:/, 'kafkajs'], output: { chunkFileNames: '[name].js' } },
    },
  });
  for (const name of ['index', 'client', 'errors', 'generated/topics']) {
    cpSync(join(DIST, `types/clients/typescript/src/${name}.d.ts`), join(out, `${name}.d.ts`));
  }
  for (const name of ['types', 'validators']) {
    cpSync(join(HERE, `src/generated/${name}.d.ts`), join(out, `generated/${name}.d.ts`));
  }
  writeFileSync(join(out, 'package.json'), `{ "type": "${type}" }\n`);
}
rmSync(join(DIST, 'types'), { recursive: true });
