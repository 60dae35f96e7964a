import { excerpt, type Truncation } from './budget';
import { gherkinAsMarkdown } from './gherkin';
import { htmlAsMarkdown } from './html';
import { type FrontMatter, frontMatter, normaliseCharacters, uniformMarkdown } from './normalise';
import { type Outline, readOutline } from './outline';

export interface Document extends Outline {
  frontMatterTitle: string | null;
  truncated: Truncation | null;
  /** Of the whole text, also of what was not read. */
  wordCount: number;
}

/** A requirements text as sections and blocks. Any string is answered; what is too large is read in part. */
export function readDocument(text: string): Document {
  const all = normaliseCharacters(text);
  const lines = all.split('\n');
  const matter: FrontMatter = frontMatter(lines);
  const body = withoutComments(lines.slice(matter.lines));
  const numbered = body.map((line, index) => ({ text: line, number: index + matter.lines + 1 }));
  const written = gherkinAsMarkdown(htmlAsMarkdown(numbered));
  const {
    lines: kept,
    numbers,
    truncated,
  } = excerpt(
    written.map((line) => line.text),
    0,
  );
  return {
    ...readOutline(
      uniformMarkdown(kept),
      numbers.map((at) => written[at]?.number ?? 1),
    ),
    frontMatterTitle: matter.title,
    truncated,
    wordCount: countWords(all),
  };
}

/** `<!-- … -->` says nothing to the reader of a document; its lines stay, empty. */
function withoutComments(lines: readonly string[]): string[] {
  let inside = false;
  return lines.map((line) => {
    let rest = line;
    let kept = '';
    while (rest !== '') {
      const at = rest.indexOf(inside ? '-->' : '<!--');
      if (at < 0) return inside ? kept : kept + rest;
      if (!inside) kept += rest.slice(0, at);
      rest = rest.slice(at + (inside ? 3 : 4));
      inside = !inside;
    }
    return kept;
  });
}

function countWords(text: string): number {
  let count = 0;
  let inside = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const space = code === 32 || (code >= 9 && code <= 13);
    if (!space && !inside) count += 1;
    inside = !space;
  }
  return count;
}
