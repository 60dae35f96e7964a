import type { FileLanguage } from '#contracts';
import { COMMENT_SYNTAX, type CommentSyntax } from './comment-syntax';
import { stampsInHead } from './head';
import { isComment } from './is-comment';
import { isSeenUpstream, readLightweight } from './lightweight';
import { beginning, lineAt, type Line } from './lines';
import { isRichSeenUpstream, readRich } from './rich';
import { stampOf, type ReadStamp } from './stamp';

export interface FoundStamp {
  readonly form: 'lightweight' | 'rich' | 'documented';
  readonly read: ReadStamp;
  /** What goes with the stamp: whole lines with their line breaks, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
  readonly seenUpstream: boolean;
  readonly isMixed: boolean;
}

export interface StampsOfText {
  /** In the head of the file, at its end, or in a comment: what stamping again replaces. */
  readonly placed: readonly FoundStamp[];
  /** In such a place, but with other things in it: not ours to take away. */
  readonly broken: readonly FoundStamp[];
  /** Elsewhere, perhaps in a string: never touched. */
  readonly strays: readonly FoundStamp[];
}

const OPENER = '[ \\t]*(?:(?://|/\\*|\\{/\\*|--|[;%#])[ \\t]*)?(?:<!--[ \\t]*)?';
const START = new RegExp(`^${OPENER}ONEX_METADATA_START(?:[ \\t]*-->)?[ \\t]*$`);
const END = new RegExp(`^${OPENER}ONEX_METADATA_END(?:[ \\t]*-->)?(?:[ \\t]*\\*/\\}?)?[ \\t]*$`);
const DOCUMENTED = /^[ \t]*(?:#[ \t]*)?<!--[ \t]*METADATA_STAMP:(\w+):(\w+):(\w+)[ \t]*-->[ \t]*$/;
const HINT = /ONEX:|ONEX_METADATA_START|METADATA_STAMP:/;

/** Whether a line is a comment takes a look at all that is above it. */
const MOST_ELSEWHERE = 100;

/** The stamps of a text, in their order. `language`: that of its comments, where it has any. */
export function readStamps(text: string, language?: FileLanguage): StampsOfText {
  if (!HINT.test(text)) return { placed: [], broken: [], strays: [] };
  const syntax = language && COMMENT_SYNTAX[language];
  const found = scan(text, syntax);
  const inHead = stampsInHead(text, syntax, found);
  const tail = tailStart(text, found);
  const isInPlace = (stamp: FoundStamp) => inHead.has(stamp) || stamp.start >= tail;
  const isElsewhere = ({ start }: FoundStamp) =>
    syntax !== undefined && found.length <= MOST_ELSEWHERE && isComment(text, start, syntax);
  const placed = found.filter((stamp) => !stamp.isMixed && (isInPlace(stamp) || isElsewhere(stamp)));
  const broken = found.filter((stamp) => stamp.isMixed && isInPlace(stamp));
  const known = new Set([...placed, ...broken]);
  return {
    placed: placed.map((stamp) => (stamp.start >= tail ? withSpaceBefore(text, stamp) : stamp)),
    broken,
    strays: found.filter((stamp) => !known.has(stamp)),
  };
}

/** The text without the stamps that are to be replaced, and those; one may come to the end when another has gone. */
export function unstamped(
  text: string,
  language?: FileLanguage,
): { readonly body: string; readonly removed: readonly FoundStamp[] } {
  const { placed } = readStamps(text, language);
  if (placed.length === 0) return { body: text, removed: [] };
  const { body, removed } = unstamped(without(text, placed), language);
  return { body, removed: [...placed, ...removed] };
}

/** The text without these stamps. */
export function without(text: string, stamps: readonly FoundStamp[]): string {
  const kept: string[] = [];
  let at = 0;
  for (const { start, end } of stamps) {
    kept.push(text.slice(at, Math.max(at, start)));
    at = Math.max(at, end);
  }
  return [...kept, text.slice(at)].join('');
}

type ScannedStamp = Omit<FoundStamp, 'isMixed'>;

function scan(text: string, syntax: CommentSyntax | undefined): readonly FoundStamp[] {
  const found: FoundStamp[] = [];
  const hint = new RegExp(HINT, 'g');
  let [number, counted, at] = [1, 0, beginning(text)];
  for (hint.lastIndex = at; hint.test(text); hint.lastIndex = at) {
    const line = lineAt(text, Math.max(at, text.lastIndexOf('\n', hint.lastIndex - 1) + 1));
    number += text.slice(counted, line.start).split('\n').length - 1;
    counted = line.start;
    const stamp = stampAt(text, line, number, syntax);
    if (stamp !== undefined) found.push({ ...stamp, isMixed: 'isMixed' in stamp.read });
    at = Math.max(stamp?.end ?? 0, line.end);
  }
  return found;
}

function stampAt(
  text: string,
  line: Line,
  number: number,
  syntax: CommentSyntax | undefined,
): ScannedStamp | undefined {
  const { start, end } = line;
  const light = readLightweight(line.text);
  if (light !== undefined) {
    const gap = isOwn(light) && syntax?.apart === true ? blankLineEnd(text, end) : end;
    return {
      form: 'lightweight',
      read: light,
      ...span(text, light, start, gap),
      line: number,
      seenUpstream: isSeenUpstream(line.text),
    };
  }
  if (START.test(line.text)) return richAt(text, line, number, syntax);
  const [, , algorithm, hash = ''] = DOCUMENTED.exec(line.text) ?? [];
  if (algorithm === undefined) return undefined;
  return {
    form: 'documented',
    read: documented(algorithm, hash),
    start,
    end,
    line: number,
    seenUpstream: false,
  };
}

/** The documented variant has no id and no time. */
function documented(algorithm: string, hash: string): ReadStamp {
  if (algorithm.toLowerCase() !== 'blake3') return { problem: `${algorithm} is no algorithm of stamps` };
  return stampOf(
    new Map([
      ['uid', 'none'],
      ['hash', hash],
      ['ts', '1970-01-01T00:00:00Z'],
    ]),
  );
}

function richAt(text: string, line: Line, number: number, syntax: CommentSyntax | undefined): ScannedStamp {
  const next = text.indexOf('ONEX_METADATA_START', line.end);
  const marker = text.slice(0, next < 0 ? text.length : next).indexOf('ONEX_METADATA_END', line.start);
  const common = { form: 'rich', line: number } as const;
  if (marker < 0) {
    const read = { problem: 'ONEX_METADATA_START has no ONEX_METADATA_END', isMixed: true } as const;
    return { ...common, read, start: line.start, end: line.end, seenUpstream: false };
  }
  const lineStart = text.lastIndexOf('\n', marker) + 1;
  const last = lineAt(text, lineStart);
  const block = text.slice(line.start, last.end);
  const isMarkup = syntax === undefined || syntax.block?.[0] === '<!--';
  const read = END.test(last.text)
    ? readRich(block, isMarkup)
    : { problem: 'ONEX_METADATA_END is not alone on its line', isMixed: true as const };
  const end = isOwn(read) && syntax?.apart === true ? blankLineEnd(text, last.end) : last.end;
  return { ...common, read, ...span(text, read, line.start, end), seenUpstream: isRichSeenUpstream(block) };
}

function blankLineEnd(text: string, at: number): number {
  const line = lineAt(text, at);
  return line.text === '' ? line.end : at;
}

/** In the last line, which has no line break, ours came with the one in front of it. */
function span(
  text: string,
  read: ReadStamp,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } {
  if (!isOwn(read) || end < text.length || text.endsWith('\n') || start <= beginning(text)) return { start, end };
  return { start: start - (text.startsWith('\r\n', start - 2) ? 2 : 1), end };
}

/** Where the stamps at the end begin: upstream puts rich ones there. */
function tailStart(text: string, found: readonly FoundStamp[]): number {
  let tail = text.length;
  for (const { form, start, end } of found.toReversed()) {
    if (form === 'lightweight' || text.slice(end, tail).trim() !== '') break;
    tail = start;
  }
  return tail;
}

/** With the two line breaks that upstream puts in front of a stamp at the end. */
function withSpaceBefore(text: string, stamp: FoundStamp): FoundStamp {
  if (stamp.form !== 'rich' || isOwn(stamp.read) || !text.startsWith('<!--', stamp.start)) return stamp;
  const space = /(?<!\r)\n\n?$/.exec(text.slice(Math.max(0, stamp.start - 3), stamp.start))?.[0] ?? '';
  return { ...stamp, start: stamp.start - space.length };
}

/** Whether we wrote it: upstream knows no exact hash. */
export function isOwn(read: ReadStamp): boolean {
  return 'stamp' in read && read.stamp.exact !== undefined;
}
