import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The library remembers each path that it was asked about, for ever; so its rules are made anew after so many. */
const ASKED_AT_MOST = 10_000;

/** Rules of one file, and the folder that their paths begin in. */
class Rules {
  #rules: Ignore;
  #asked = 0;

  constructor(
    readonly folder: string,
    private readonly text: string,
  ) {
    this.#rules = ignore().add(text);
  }

  test(path: string): { readonly ignored: boolean; readonly unignored: boolean } {
    this.#asked += 1;
    if (this.#asked % ASKED_AT_MOST === 0) this.#rules = ignore().add(this.text);
    return this.#rules.test(path);
  }
}

/** What git leaves out of folders, by `.gitignore` and `.git/info/exclude`; the machine's own settings are not read. */
export class GitIgnore {
  private constructor(private readonly rules: readonly Rules[]) {}

  /** What applies in a folder that somebody named: an ignored one is looked at all the same, by its own rules. */
  static async at(folder: string): Promise<GitIgnore> {
    const above = await rulesAbove(resolve(folder));
    const outside = new GitIgnore(above.filter((rules) => rules.folder !== resolve(folder)));
    return outside.leavesOut(folder, true)
      ? new GitIgnore(await rulesOf(resolve(folder), GITIGNORE))
      : new GitIgnore(above);
  }

  /** The same with what a folder in there says itself. */
  async into(folder: string): Promise<GitIgnore> {
    const more = await rulesOf(resolve(folder), GITIGNORE);
    return more.length === 0 ? this : new GitIgnore([...this.rules, ...more]);
  }

  /** The innermost file that says something about the path decides. */
  leavesOut(path: string, isFolder: boolean): boolean {
    for (const rules of this.rules.toReversed()) {
      const inside = relative(rules.folder, resolve(path)).split(sep).join('/');
      if (inside === '' || inside.startsWith('../')) continue;
      const { ignored, unignored } = rules.test(isFolder ? `${inside}/` : inside);
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}

const GITIGNORE = '.gitignore';

/** From the root of the repository down to the folder; outside of a repository those of the folder alone. */
async function rulesAbove(folder: string): Promise<readonly Rules[]> {
  const folders = [folder];
  for (let at = folder; !(await exists(join(at, '.git'))); at = dirname(at)) {
    if (dirname(at) === at) return rulesOf(folder, GITIGNORE);
    folders.unshift(dirname(at));
  }
  const excluded = await rulesOf(folders[0] ?? folder, '.git/info/exclude');
  return [...excluded, ...(await Promise.all(folders.map((each) => rulesOf(each, GITIGNORE)))).flat()];
}

async function rulesOf(folder: string, file: string): Promise<readonly Rules[]> {
  const text = await readFile(join(folder, file), 'utf8').catch(() => undefined);
  return text === undefined ? [] : [new Rules(folder, text)];
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
