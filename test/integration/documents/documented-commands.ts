import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../tools/local-stack/src/project';

/** A block of code of a page. */
export interface Block {
  readonly language: string;
  /** The file that it is, where the sentence before it ends with that. */
  readonly file: string | undefined;
  readonly text: string;
}

export function blocksOf(page: string): readonly Block[] {
  const text = readFileSync(join(projectRoot(), page), 'utf8');
  return [...text.matchAll(/(?:`([^`\n]+)`:\n\n)?^ *```(\S*)\n([^]*?)^ *```$/gm)].map(([, file, language, inner]) => ({
    file,
    language: language ?? '',
    text: inner ?? '',
  }));
}

/** The commands of a page, one a line, in the order in which it has them. */
export function commandsOf(page: string): readonly string[] {
  return blocksOf(page)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.trimEnd().split('\n'))
    .map((line) => line.trim());
}
