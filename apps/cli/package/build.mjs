import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { build } from 'vite';

const HERE = import.meta.dirname;
const ROOT = join(HERE, '../../..');
const OUT = join(HERE, 'dist');
const require = createRequire(import.meta.url);

const manifestOf = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const [own, project] = [manifestOf(HERE), manifestOf(ROOT)];

/** What has binaries of its own is installed, everything else is part of the bundle. */
const INSTALLED = Object.keys(own.dependencies);
for (const name of INSTALLED)
  if (own.dependencies[name] !== project.dependencies[name]) throw new Error(`${name} is of another version here`);
if (own.version !== project.version) throw new Error('the version is not that of the project');

/** Of tree-sitter's grammars only what is read at run time: their packages bring sources and build steps, 46 MB. */
const grammars = {
  name: 'grammars',
  transform(code) {
    return code.replaceAll(/require\.resolve\('([^']+\.wasm)'\)/g, (_, file) => {
      const [source, name] = [require.resolve(file), basename(file)];
      this.emitFile({ type: 'asset', fileName: `grammars/${name}`, source: readFileSync(source) });
      const license = readFileSync(join(dirname(source), 'LICENSE'));
      this.emitFile({ type: 'asset', fileName: `grammars/${name}.LICENSE`, source: license });
      return `require.resolve('#grammars/${name}')`;
    });
  },
};

/** The places of the files to each other are those of the project: threads are found by them. */
await build({
  configFile: false,
  root: ROOT,
  logLevel: 'error',
  plugins: [grammars],
  // The same files of a package that Node.js loads: another build of class-transformer would know nothing of the first.
  environments: { ssr: { resolve: { mainFields: ['main'], noExternal: true, external: INSTALLED } } },
  build: {
    ssr: true,
    emitAssets: true,
    outDir: OUT,
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    license: { fileName: 'LICENSES.md' },
    rolldownOptions: {
      input: {
        'apps/cli/src/main': join(ROOT, 'dist/apps/cli/src/main.js'),
        'apps/cli/src/hashing.worker': join(ROOT, 'dist/libs/blake3/src/hashing.worker.js'),
        'apps/cli/src/worker': join(ROOT, 'dist/libs/code-intelligence/src/threads/worker.js'),
      },
      external: [/^node:/, /^cloudflare:/, 'pg-native'],
      output: { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: 'apps/cli/src/[name].js' },
    },
  },
});

const LIBRARIES = join(ROOT, 'dist/libs');
for (const library of readdirSync(LIBRARIES)) {
  const knowledge = join(LIBRARIES, library, 'knowledge');
  if (existsSync(knowledge)) cpSync(knowledge, join(OUT, 'libs', library, 'knowledge'), { recursive: true });
}
cpSync(join(ROOT, 'LICENSE'), join(OUT, 'LICENSE'));
const commit = execFileSync('git', ['describe', '--always', '--exclude=*', '--abbrev=12', '--dirty'], { cwd: ROOT });
writeFileSync(join(OUT, 'commit'), commit);
