import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compress } from './compress';
import { sourceHash } from './source-hash';

/** Of the repository, from where this is built to. */
const ROOT = join(__dirname, '../../../..');
const CONSOLE = join(ROOT, 'apps/console');
const OUT = join(ROOT, 'dist/apps/console/site');
const STAMP = join(ROOT, 'dist/apps/console/.built-from');

/** Checks and builds the console, unless that was done with exactly these sources and packages. */
async function main(): Promise<void> {
  const hash = sourceHash(ROOT);
  if (existsSync(OUT) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return;
  execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript-7/bin/tsc'), '-p', CONSOLE], {
    stdio: 'inherit',
  });
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: CONSOLE,
    // Packages that were made for servers, too, say so in directives that mean nothing here, and are warned about.
    logLevel: 'error',
    build: {
      outDir: OUT,
      emptyOutDir: true,
      target: 'es2022',
      // A file of its own for everything: what is inlined is refused by the policy that the page comes with.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 1_000,
    },
  });
  compress(OUT, join(ROOT, 'schemas/events'));
  writeFileSync(STAMP, hash);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
