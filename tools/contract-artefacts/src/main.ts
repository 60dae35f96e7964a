import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CATALOG } from '#contracts';
import { apiDocuments } from './api-documents';
import { driftOf } from './committed';
import { readDocstrings } from './docstrings';
import { generate } from './generate';
import { projectRoot } from '../../local-stack/src/project';
import { PAYLOADS_FOLDER } from './payloads-folder';

const root = projectRoot();

/** Writes what differs; with `--check` it only says so, and fails. */
async function main(isCheck: boolean): Promise<void> {
  const ofCatalog = generate(CATALOG, readDocstrings(join(root, PAYLOADS_FOLDER)));
  const files = new Map([...ofCatalog, ...(await apiDocuments(root))]);
  const { missing, changed, stale } = driftOf(root, files);
  const counts = `${missing.length} new, ${changed.length} changed, ${stale.length} removed`;
  process.stdout.write(`${files.size} files: ${counts}\n`);
  if (isCheck) {
    process.exitCode = missing.length + changed.length + stale.length > 0 ? 1 : 0;
    return;
  }
  for (const path of [...missing, ...changed]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), files.get(path) ?? '');
  }
  for (const path of stale) rmSync(join(root, path));
}

void main(process.argv.includes('--check'));
