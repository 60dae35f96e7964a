import type { CommentSyntax } from './comment-syntax';
import { beginning, lineAt, type Line } from './lines';

/** Comments that have to come first to be obeyed, or that people and their linters want first. */
const KEEP_BLOCK =
  /^\/\*!|licen[cs]e|copyright|spdx-|@(?:jest|flow|format|prettier|generated|preserve|file|module|package|ts-)/i;
const LICENSE = /licen[cs]e|copyright|spdx-|all rights reserved/i;

/** Lines that editors read near the beginning. */
const MODE_LINE = /-\*-.*-\*-|\b(?:vim?|ex):\s*(?:set?\s|\w+=)/;

/** In which of the first lines Python, Ruby and Emacs look for an encoding. */
const ENCODING_LINES = 2;

/** Where a stamp goes in a text that has none, in UTF-16 units; `undefined` where it cannot take a comment. */
export function placeIn(text: string, syntax: CommentSyntax): number | undefined {
  const from = behindShebang(text, beginning(text));
  if (syntax.needs?.test(text.slice(from)) === false) return undefined;
  const at = behindOpening(text, from, syntax);
  return syntax.apart === true ? at : behindFirstComments(text, at, syntax);
}

interface PlaceOfStamp {
  readonly start: number;
  readonly end: number;
  /** Other things stand between start and end too. */
  readonly isMixed: boolean;
}

/** Which of these stand in the head of a text: alone or among comments, in front of the first statement. */
export function stampsInHead<Stamp extends PlaceOfStamp>(
  text: string,
  syntax: CommentSyntax | undefined,
  stamps: readonly Stamp[],
): ReadonlySet<Stamp> {
  const byStart = new Map(stamps.map((stamp) => [stamp.start, stamp]));
  // A stamp in the last line begins with the line break in front of it.
  const stampAt = (at: number) => byStart.get(at) ?? byStart.get(at - 1) ?? byStart.get(at - 2);
  const found = new Set<Stamp>();
  for (let [at, next] = [beginning(text), -1]; at < text.length; at = next) {
    const stamp = stampAt(at);
    if (stamp !== undefined) found.add(stamp);
    next = stamp === undefined || stamp.isMixed ? behindNoStatement(text, at, syntax) : stamp.end;
    if (next <= at) break;
  }
  return found;
}

function behindNoStatement(text: string, at: number, syntax: CommentSyntax | undefined): number {
  const line = lineAt(text, at);
  if (line.text.trim() === '') return line.end;
  const behind = behindShebang(text, at);
  if (behind > at || syntax === undefined) return behind;
  if (isCommentLine(line, syntax)) return line.end;
  const opened = behindOpening(text, at, syntax);
  return opened > at ? opened : (blockAt(text, at, syntax)?.end ?? at);
}

/** `#!` begins an attribute in Rust when `[` follows. */
function behindShebang(text: string, at: number): number {
  return text.startsWith('#!', at) && text[at + 2] !== '[' ? lineAt(text, at).end : at;
}

function behindOpening(text: string, at: number, { frontMatter, opening }: CommentSyntax): number {
  const from = frontMatter === true ? behindFrontMatter(text, at) : at;
  return from + (opening?.exec(text.slice(from))?.[0].length ?? 0);
}

/** A `---` that is never closed is a rule or text. */
function behindFrontMatter(text: string, at: number): number {
  const fence = /^(?:---|\+\+\+)/.exec(text.slice(at, at + 3))?.[0];
  if (fence === undefined) return at;
  for (let line = lineAt(text, lineAt(text, at).end); line.start < text.length; line = lineAt(text, line.end)) {
    const trimmed = line.text.trimEnd();
    if (trimmed === fence || (fence === '---' && trimmed === '...')) return line.end;
  }
  return at;
}

/** Behind the last of the first comments that has to stay first. */
function behindFirstComments(text: string, from: number, syntax: CommentSyntax): number {
  let [kept, isLicense] = [from, false];
  for (const { line, number } of commentLines(text, from, syntax)) {
    const isBlank = line.text.trim() === '';
    isLicense = !isBlank && (isLicense || LICENSE.test(line.text));
    if (isLicense || isKept(line.text, number, syntax)) kept = line.end;
  }
  const start = kept + (/^\s*/.exec(text.slice(kept))?.[0].length ?? 0);
  const block = blockAt(text, start, syntax);
  return block !== undefined && KEEP_BLOCK.test(text.slice(start, block.end)) ? block.end : kept;
}

function isKept(line: string, number: number, { keep }: CommentSyntax): boolean {
  if (MODE_LINE.test(line)) return true;
  return keep?.test(line) === true && (number <= ENCODING_LINES || !/coding/i.test(keep.source));
}

function* commentLines(
  text: string,
  from: number,
  syntax: CommentSyntax,
): Generator<{ readonly line: Line; readonly number: number }> {
  let number = text.slice(0, from).split('\n').length;
  for (let line = lineAt(text, from); line.start < text.length; line = lineAt(text, line.end)) {
    if (line.text.trim() !== '' && !isCommentLine(line, syntax)) return;
    yield { line, number };
    number += 1;
  }
}

/** Where a `\` at the end may continue a comment, the next line is no place for another. */
function isCommentLine({ text }: Line, { line: opener }: CommentSyntax): boolean {
  return opener !== undefined && text.trimStart().startsWith(opener) && !text.endsWith('\\');
}

/** The block comment that begins here, with the rest of its last line, where that is empty. */
function blockAt(text: string, at: number, { block }: CommentSyntax): { readonly end: number } | undefined {
  if (block === undefined || !text.startsWith(block[0], at)) return undefined;
  const close = text.indexOf(block[1], at + block[0].length);
  if (close < 0) return undefined;
  const rest = lineAt(text, close + block[1].length);
  return rest.text.trim() === '' ? { end: rest.end } : undefined;
}
