const { createHash } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const { join, relative } = require('node:path');

const root = join(__dirname, '../..');
const settings = readFileSync(join(root, 'tsconfig.json'), 'utf8');

/** What `npm run build` made of exactly this source. */
function findBuilt(source, path) {
  const file = join(root, 'dist', relative(root, path).replace(/\.ts$/, '.js'));
  if (!existsSync(`${file}.map`)) return undefined;
  const map = JSON.parse(readFileSync(`${file}.map`, 'utf8'));
  if (map.sourcesContent?.[0] !== source) return undefined;
  return { code: readFileSync(file, 'utf8'), map: { ...map, sources: [path] } };
}

function compile(source, path) {
  const { compilerOptions } = JSON.parse(settings);
  const { outputText, sourceMapText } = require('typescript').transpileModule(source, {
    compilerOptions,
    fileName: path,
  });
  return { code: outputText, map: sourceMapText };
}

/** Jest runs the sources as the build compiled them; only what was edited since is compiled here. */
module.exports = {
  getCacheKey: (source, path) => createHash('sha256').update(`${settings}\n${path}\n${source}`).digest('hex'),
  process: (source, path) => findBuilt(source, path) ?? compile(source, path),
};
