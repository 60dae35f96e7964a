import { readFile } from 'node:fs/promises';
import type { Arguments } from '../arguments';
import { usage } from '../failure';
import { reasonOf } from '../system-error';

/** What the user named: paths, or the code itself on standard input. */
export type Named =
  | { readonly kind: 'paths'; readonly paths: readonly string[] }
  | { readonly kind: 'input'; readonly filePath: string | undefined };

/**
 * What to validate: the words of the command line, a word `@LIST` standing for the paths in that file, then those of
 * `--files-from`; or `-` alone. An empty list is no mistake, an empty command line is.
 */
export async function readPaths(typed: Arguments, input: AsyncIterable<Buffer>): Promise<Named> {
  const words = typed.all();
  const list = typed.text('files-from');
  const filePath = typed.text('file-path');
  if (words.includes('-')) {
    if (words.length > 1 || list !== undefined)
      throw usage('- is standard input, and nothing else can be given with it');
    return { kind: 'input', filePath };
  }
  if (filePath !== undefined) throw usage('--file-path names the code on standard input: give - too');
  if (words.length === 0 && list === undefined) throw usage('say what to validate: files, folders, or -');
  return { kind: 'paths', paths: await listedPaths(words, list, input) };
}

/** `words`, with `@LIST` as what it lists, and what `list` does: a file, or `-` for standard input. */
export async function listedPaths(
  words: readonly string[],
  list: string | undefined,
  input: AsyncIterable<Buffer>,
): Promise<readonly string[]> {
  const named = await Promise.all(words.map(async (word) => (word.startsWith('@') ? listed(word.slice(1)) : [word])));
  const more = list === undefined ? [] : list === '-' ? entries(await whole(input)) : await listed(list);
  return [...named.flat(), ...more];
}

async function listed(file: string): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw usage(`${file} cannot be read: ${reasonOf(error)}`);
  });
  return entries(text);
}

async function whole(input: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** One path a line, or ended by NUL as `git ls-files -z` and `find -print0` write them. */
function entries(text: string): readonly string[] {
  return text.split(text.includes('\0') ? '\0' : /\r?\n/).filter((path) => path !== '');
}
