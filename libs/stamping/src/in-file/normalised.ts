import { blake3Hex } from '#blake3';

/** What Python's `str.strip` takes away; not the byte order mark, which JavaScript's `trim` takes too. */
const SPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const IS_SPACE = new RegExp(`[${SPACE}]`);

/** A lightweight stamp, with its hash, as upstream finds it: with the rest of its line. */
export const LIGHTWEIGHT = /# ONEX:uid=[a-zA-Z0-9_-]+,hash=([a-zA-Z0-9]+),ts=[0-9T:\-+.]+[^\n]*/g;

const MARKER = new RegExp(`<!--[${SPACE}]*ONEX_METADATA_(START|END)[${SPACE}]*-->`, 'g');

/**
 * The normalised hash: BLAKE3 of the text as the stamping service of omninode_bridge 0.1.0 hashes it. All stamps that
 * it sees go (of a lightweight one with the rest of its line), runs of three and more line breaks become two, white
 * space at both ends goes. So it does not tell apart texts that differ in such space only; the exact hash does.
 */
export function normalisedHash(text: string): string {
  return blake3Hex(normalised(text));
}

export function normalised(text: string): string {
  return stripped(withoutBlocks(text.replace(LIGHTWEIGHT, '')).replace(/\n{3,}/g, '\n\n'));
}

/** A rich stamp as upstream finds it, from a START to the next END; places are in UTF-16 units. */
export interface Block {
  readonly start: number;
  readonly end: number;
  /** Between the markers. */
  readonly inner: string;
}

export function blocksIn(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let opened: { readonly start: number; readonly from: number } | undefined;
  for (const { 0: marker, 1: kind, index } of text.matchAll(MARKER)) {
    const end = index + marker.length;
    if (kind === 'START') opened ??= { start: index, from: end };
    else if (opened !== undefined) {
      blocks.push({ start: opened.start, end, inner: text.slice(opened.from, index) });
      opened = undefined;
    }
  }
  return blocks;
}

function withoutBlocks(text: string): string {
  let from = 0;
  const kept = blocksIn(text).map(({ start, end }) => {
    const before = text.slice(from, start);
    from = end;
    return before;
  });
  return kept.length === 0 ? text : [...kept, text.slice(from)].join('');
}

/** As Python's `str.strip` does it. */
export function stripped(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && IS_SPACE.test(text.charAt(from))) from += 1;
  while (to > from && IS_SPACE.test(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}
