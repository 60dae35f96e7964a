import { HtmlWriter } from './html-writer';
import { fenced, type NumberedLine } from './numbered-line';

/** A tag of CommonMark's raw HTML on one line; comments are gone before. */
const TAG = /<(\/?)([a-z][a-z\d:-]{0,40})((?:\s[^<>]*)?)>/giu;
const LONE_TAG = /^\s*<\/?[a-z][\w:.-]{0,60}(?:\s[^<>]*)?>\s*$/iu;

const KNOWN: ReadonlySet<string> = new Set(
  (
    'h1 h2 h3 h4 h5 h6 p div section article header footer main body html head aside nav blockquote details summary center form ' +
    'ul ol li dl dt dd br hr table thead tbody tfoot tr td th caption colgroup col ' +
    'strong b em i u del s strike ins code kbd samp tt pre a span font sup sub small mark label abbr img input button style script title'
  ).split(' '),
);

/**
 * The lines with HTML as the markdown it stands for: headings, lists, tables, emphasis and what is struck out. A tag of
 * any name alone on its line (`<PRD>`) only wraps what is inside and is blanked; other unknown tags are text
 * ("Map<Key>").
 */
export function htmlAsMarkdown(lines: readonly NumberedLine[]): NumberedLine[] {
  if (!lines.some(({ text }) => text.includes('<'))) return [...lines];
  const code = fenced(lines);
  const writer = new HtmlWriter();
  lines.forEach((line, index) => {
    if (code[index] === true) writer.line(line.text, line.number);
    else readLine(line, writer);
  });
  return writer.finish();
}

function readLine({ text, number }: NumberedLine, writer: HtmlWriter): void {
  const tags = [...text.matchAll(TAG)].filter((tag) => isKnown(tag) && !insideCode(text, tag.index));
  if (tags.length === 0) return writer.line(LONE_TAG.test(text) ? '' : text, number);
  writer.begin(number);
  let at = 0;
  for (const tag of tags) {
    writer.text(text.slice(at, tag.index));
    writer.tag((tag[2] ?? '').toLowerCase(), tag[1] === '/');
    at = tag.index + tag[0].length;
  }
  writer.text(text.slice(at));
  writer.end();
}

/** `ac:task` and the like are how Confluence stores a page. */
function isKnown(tag: RegExpMatchArray): boolean {
  const name = (tag[2] ?? '').toLowerCase();
  return KNOWN.has(name) || /^(?:ac|ri|o):/u.test(name);
}

function insideCode(text: string, at: number): boolean {
  let ticks = 0;
  for (let index = text.indexOf('`'); index >= 0 && index < at; index = text.indexOf('`', index + 1)) ticks += 1;
  return ticks % 2 === 1 && text.includes('`', at);
}
