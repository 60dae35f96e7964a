import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CATALOG } from '#contracts';
import { driftOf } from './committed';
import { readDocstrings } from './docstrings';
import { generate } from './generate';
import { projectRoot } from '../../local-stack/src/project';
import { PAYLOADS_FOLDER } from './payloads-folder';

const root = projectRoot();
const files = generate(CATALOG, readDocstrings(join(root, PAYLOADS_FOLDER)));
const { missing, changed, stale } = driftOf(root, files);

for (const path of [...missing, ...changed]) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), files.get(path) ?? '');
}
for (const path of stale) rmSync(join(root, path));

const counts = `${missing.length} new, ${changed.length} changed, ${stale.length} removed`;
process.stdout.write(`${files.size} files: ${counts}\n`);
