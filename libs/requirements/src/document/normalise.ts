import { isKnownHeading } from './headings';
import { startsWithIdentifier } from './identifiers';

const LIST_MARKER = /^([ \t]*)(?:\d{1,4}[.)]|\(?[a-z\d]\)|[*+•‣◦▪●–·])[ \t]+(?=\S)/u;
const LETTER = /^([ \t]*)([a-zA-Z]|[ivx]{2,4})[.)][ \t]+(?=\S)/u;
const LETTER_REACH = 4;
const ROMAN: readonly string[] = 'i ii iii iv v vi vii viii ix x xi xii'.split(' ');
const FENCE = /^ {0,3}(?:`{3,}|~{3,})/u;
const ORDERED = /^[ \t]*\d{1,4}[.)]\s/u;

/** One newline, no byte order mark, no half characters: the same text, however it was saved. */
export function normaliseCharacters(text: string): string {
  return text
    .replace(/^\uFEFF/u, '')
    .replace(/\r\n?|\u2028|\u2029|\u0085/gu, '\n')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replaceAll('\0', '\uFFFD')
    .replaceAll('\u00A0', ' ');
}

export interface FrontMatter {
  /** The `title:` of the front matter, if it has one. */
  title: string | null;
  /** How many lines it takes, both fences counted. */
  lines: number;
}

/** YAML front matter at the very start; nothing is read of it but a title. */
export function frontMatter(lines: readonly string[]): FrontMatter {
  if (lines[0]?.trimEnd() !== '---') return { title: null, lines: 0 };
  const end = lines.slice(1, 200).findIndex((line) => /^(?:---|\.\.\.)\s*$/u.test(line)) + 1;
  const body = lines.slice(1, end);
  const yaml =
    end > 0 &&
    body.some((line) => /^[\w-]+:/u.test(line)) &&
    body.every((line) => /^(?:[\w-]+:|[ \t]|-|#|$)/u.test(line));
  if (!yaml) return { title: null, lines: 0 };
  const title = body
    .map((line) => /^title:\s*["']?([^"'\n]{1,200}?)["']?\s*$/iu.exec(line)?.[1])
    .find((found) => found !== undefined);
  return { title: title ?? null, lines: end + 1 };
}

/**
 * The lines as markdown that means the same whatever list marks its writer likes: every list mark becomes `-`, a line
 * that starts with an id ("FR-001: …") becomes an item, a known section name alone on its line becomes a heading.
 * Fenced code is left alone. The number of lines does not change.
 */
export function uniformMarkdown(lines: readonly string[]): string[] {
  let fence = '';
  return lines.map((line, index) => {
    const opened = FENCE.exec(line)?.[0].trim() ?? '';
    if (fence !== '') {
      if (opened.startsWith(fence) && line.trim() === opened) fence = '';
      return line;
    }
    if (opened !== '') {
      fence = opened;
      return line;
    }
    return bareHeading(lines, index) ?? listItem(isLettered(lines, index) ? line.replace(LETTER, '$1- ') : line);
  });
}

/** "a. The system …" is an item where a line beside it has the letter before or after. */
function isLettered(lines: readonly string[], index: number): boolean {
  const own = ordinals(lines[index] ?? '');
  if (own.length === 0) return false;
  return ([1, -1] as const).some((step) => {
    for (let at = index + step; at >= 0 && at < lines.length && Math.abs(at - index) <= LETTER_REACH; at += step) {
      const others = ordinals(lines[at] ?? '');
      if (others.length > 0) return own.some((one) => others.includes(one + step));
    }
    return false;
  });
}

/** What "b." or "ii." at the start of a line may stand for: 2; "i." is 1 or 9. */
function ordinals(line: string): number[] {
  const mark = LETTER.exec(line)?.[2]?.toLowerCase();
  if (mark === undefined) return [];
  const letter = mark.length === 1 ? mark.charCodeAt(0) - 96 : 0;
  return [letter, ROMAN.indexOf(mark) + 1].filter((one) => one > 0);
}

function listItem(line: string): string {
  const trimmed = line.trimEnd();
  if (/^ {0,3}(?:[*+-] ?){3,40}$/u.test(trimmed)) return trimmed;
  if (LIST_MARKER.test(trimmed)) return trimmed.replace(LIST_MARKER, '$1- ');
  return startsWithIdentifier(trimmed) ? `- ${trimmed.trimStart()}` : trimmed;
}

function bareHeading(lines: readonly string[], index: number): string | null {
  const line = (lines[index] ?? '').trim();
  if (line.length > 80 || !/^[\p{L}\d*_]/u.test(line) || /^[*+] /u.test(line)) return null;
  if (!isKnownHeading(line) || isUnderlined(lines[index + 1])) return null;
  const emphasised = /^(\*\*|__).+\1:?$/u.test(line);
  const dotted = /^\d+\.\d/u.test(line);
  if (emphasised || dotted) return heading(line);
  if (ORDERED.test(line))
    return ORDERED.test(neighbour(lines, index, 1)) || ORDERED.test(neighbour(lines, index, -1)) ? null : heading(line);
  const aside = (lines[index - 1] ?? '').trim() === '';
  const below = (lines[index + 1] ?? '').trim();
  return aside && (below === '' || line.endsWith(':') || /^(?:[-*+•]|\d+[.)])\s/u.test(below)) ? heading(line) : null;
}

/** Below every `#` heading, above the sub-headings nobody writes. */
const heading = (line: string): string => `##### ${line}`;

function isUnderlined(next: string | undefined): boolean {
  return /^ {0,3}(?:=+|-+)\s*$/u.test(next ?? '');
}

function neighbour(lines: readonly string[], index: number, step: 1 | -1): string {
  for (let at = index + step; at >= 0 && at < lines.length && Math.abs(at - index) < 50; at += step)
    if ((lines[at] ?? '').trim() !== '') return lines[at] ?? '';
  return '';
}
