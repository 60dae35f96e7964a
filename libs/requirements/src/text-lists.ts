import type { SectionKind } from './document/headings';
import { takeIdentifier } from './document/identifiers';
import type { Block, Outline } from './document/outline';
import { sentences } from './statements/sentences';

const MAX_LINES = 400;
const MAX_SUMMARY = 1200;

/** The items, rows and, where there are neither, sentences under the headings of one kind, in order. */
export function linesOf({ sections, blocks }: Outline, kind: SectionKind): string[] {
  const own = blocks.filter((block) => sections[block.section]?.kind === kind && block.type !== 'gherkin');
  const listed = own.filter(({ type }) => type !== 'paragraph');
  const lines =
    listed.length > 0
      ? listed.map(lineOf)
      : own.flatMap(({ text }) => sentences(text).map((sentence) => sentence.text));
  return lines.filter((line) => line !== '').slice(0, MAX_LINES);
}

function lineOf(block: Block): string {
  if (block.type === 'row') return block.cells.filter((cell) => cell !== '').join(': ');
  return takeIdentifier(block.text).text.replace(/\s+/gu, ' ').trim();
}

/** The first top heading, else the front matter's title, else the first line, else "Untitled". */
export function titleOf({ sections, blocks }: Outline, frontMatterTitle: string | null): string {
  const top =
    sections.find(({ level, kind }) => level === 1 && kind === 'other') ?? sections.find(({ level }) => level === 1);
  const first = blocks[0]?.text.split('\n')[0]?.trim() ?? '';
  const title = top?.title ?? frontMatterTitle ?? sections.find(({ kind }) => kind === 'other')?.title ?? first;
  return title === '' ? 'Untitled' : title.slice(0, 200);
}

/** The overview's paragraphs, else the first paragraph before or under any heading. */
export function summaryOf({ sections, blocks }: Outline): string {
  const overview = blocks.filter((block) => block.type !== 'row' && sections[block.section]?.kind === 'overview');
  const chosen = overview.length > 0 ? overview : blocks.filter(({ type }) => type === 'paragraph').slice(0, 1);
  return chosen
    .map(({ text }) => text.replace(/\s+/gu, ' ').trim())
    .join(' ')
    .slice(0, MAX_SUMMARY);
}
