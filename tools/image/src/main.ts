import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../local-stack/src/project';
import { billOfMaterials, type BillOfMaterials } from './bill-of-materials';
import { licenceList } from './licence-list';
import { packageFolders, packageIn, webAssemblyIn } from './packages';
import { systemParts, type SystemPart } from './system-parts';
import { mainOf, tracedFiles } from './traced-files';

const root = projectRoot();

/**
 * `main.js OUT SBOM SYSTEM APP…`: writes the files of each app's image to OUT/APP. SBOM is what `npm sbom` says of the
 * whole workspace, SYSTEM what the image has besides (see systemParts).
 */
async function main([out = '', sbom = '', system = '', ...apps]: readonly string[]): Promise<void> {
  const whole = JSON.parse(readFileSync(sbom, 'utf8')) as BillOfMaterials;
  for (const app of apps) await writeImage(join(out, app), app, whole, systemParts(system));
}

async function writeImage(
  folder: string,
  app: string,
  whole: BillOfMaterials,
  system: readonly SystemPart[],
): Promise<void> {
  const traced = await tracedFiles(root, app);
  const folders = packageFolders(traced);
  // Also where only some data of a package is read: what looks through an image knows packages by their manifests.
  const files = new Set([
    ...traced,
    ...folders.map((part) => join(part, 'package.json')),
    ...folders.flatMap((part) => webAssemblyIn(root, part)),
  ]);
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file), { recursive: true, verbatimSymlinks: true });
  }
  const packages = folders.map((part) => packageIn(join(root, part)));
  writeFileSync(join(folder, 'sbom.json'), JSON.stringify(billOfMaterials(whole, app, packages, system), undefined, 2));
  writeFileSync(join(folder, 'licences.txt'), licenceList(packages, system));
  // The same command starts every app.
  symlinkSync(dirname(mainOf(app)), join(folder, 'app'));
  console.log(`${app}: ${files.size} files of ${packages.length} packages`);
}

void main(process.argv.slice(2));
