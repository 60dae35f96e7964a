import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Arguments } from '../arguments';
import { usage } from '../failure';
import { reasonOf } from '../system-error';

/** Where a tree, its manifest and what is known of its files are. */
export interface TreePlace {
  readonly folder: string;
  readonly manifest: string;
  readonly cache: string;
}

/** Hidden, so it is no part of the tree. */
export const OWN_FOLDER = '.onex';

/** What `--tree` and `--manifest` name. */
export async function placeOf(typed: Arguments): Promise<TreePlace> {
  const named = typed.text('tree') ?? '';
  if (typed.all().length > 0)
    throw usage(`unexpected argument ${JSON.stringify(typed.all()[0])}: --tree is a whole folder`);
  const folder = await realpath(named).catch((error: unknown) => {
    throw usage(`--tree ${named}: ${reasonOf(error)}`);
  });
  if (!(await stat(folder)).isDirectory()) throw usage(`--tree ${named}: it is no folder`);
  const manifest = await manifestOf(typed, folder);
  return { folder, manifest, cache: `${manifest}.cache` };
}

/** Behind links, so that it is known again where the tree is searched. */
async function manifestOf(typed: Arguments, folder: string): Promise<string> {
  const named = typed.text('manifest');
  if (named === undefined) return join(folder, OWN_FOLDER, 'tree.jsonl');
  const whole = resolve(named);
  return join(await realpath(dirname(whole)).catch(() => dirname(whole)), basename(whole));
}
