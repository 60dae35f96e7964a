const { createHash } = require('node:crypto');
const { readdirSync, readFileSync, statSync, writeFileSync } = require('node:fs');
const path = require('node:path');

const FOLDERS = ['apps', 'libs', 'tools', 'test'];
const FILES = ['tsconfig.json', 'package.json', 'package-lock.json'];

/** What the compiled output was made of; undefined where nobody knows. */
exports.compiledFrom = (root) => {
  try {
    return readFileSync(noteOf(root), 'utf8');
  } catch {
    return undefined;
  }
};

exports.noteCompiled = (root, signature) => writeFileSync(noteOf(root), signature);

function noteOf(root) {
  return path.join(root, 'dist/.compiled-from');
}

/** The sources as they are, told by their names, sizes and times. */
exports.signatureOf = (root) => {
  const hash = createHash('sha256');
  for (const name of [...FILES, ...FOLDERS.flatMap((folder) => sourcesUnder(root, folder))]) {
    const { size, mtimeMs } = statSync(path.join(root, name));
    hash.update(`${name} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
};

function sourcesUnder(root, folder) {
  return readdirSync(path.join(root, folder), { recursive: true })
    .filter((name) => /\.(ts|tsx|json|yaml|py)$/.test(name))
    .map((name) => path.join(folder, name))
    .sort();
}
