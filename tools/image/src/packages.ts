import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package of npm that an image has files of. */
export interface Package {
  readonly name: string;
  readonly version: string;
  /** As its manifest says: an SPDX expression where its authors wrote one. */
  readonly license: string;
  /** Of its licence and notice files, in the order of their names. */
  readonly texts: readonly string[];
}

const PACKAGE_FOLDER = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;
const LICENCE_FILE = /^(licen[cs]e|notice|copying)/i;

/** The folders of the packages that files belong to, in the order of their names. */
export function packageFolders(files: readonly string[]): readonly string[] {
  return [...new Set(files.flatMap((file) => PACKAGE_FOLDER.exec(file)?.[0] ?? []))].toSorted();
}

/** WebAssembly in the folder of a package, which its code finds by names that it makes at run time. */
export function webAssemblyIn(root: string, folder: string): readonly string[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.wasm') && !name.includes('node_modules'))
    .map((name) => join(folder, name));
}

/** What the package in a folder says about itself. */
export function packageIn(folder: string): Package {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string | { readonly type?: string };
    readonly licenses?: readonly { readonly type?: string }[];
  };
  const { name, version, license, licenses = [] } = manifest;
  const named = typeof license === 'object' ? license.type : license;
  return { name, version, license: named ?? licenses.map(({ type }) => type).join(' OR '), texts: textsIn(folder) };
}

function textsIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name)).map(({ name }) => name);
  return files.toSorted().map((file) => readFileSync(join(folder, file), 'utf8').trim());
}
