import { blake3Hex } from '#blake3';

/**
 * Stamps in text as the Python service writes and reads them (docs/stamping-http.md): `lightweight` is one line before
 * the content, `rich` a block behind it.
 */
export const STAMP_TYPES = ['lightweight', 'rich'] as const;
export type StampType = (typeof STAMP_TYPES)[number];

export interface FoundStamp {
  readonly type: StampType;
  /** As it stands there; empty where it has none. */
  readonly hash: string;
  /** Of the protocol; `null` where the stamp does not say. */
  readonly protocolVersion: string | null;
}

export interface StampFacts {
  readonly uid: string;
  readonly hash: string;
  readonly at: Date;
  readonly author?: string;
  readonly version?: string;
  readonly protocolVersion: string;
  readonly filePath: string | null;
  /** Bytes of the normalised content. */
  readonly fileSize: number;
  readonly contentType?: string;
}

/** What Python takes for white space; JavaScript knows others. */
const SPACE = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const IS_SPACE = new RegExp(`^[${SPACE}]$`);
const LIGHTWEIGHT = /# ONEX:uid=([a-zA-Z0-9_-]+),hash=([a-zA-Z0-9]+),ts=[0-9T:\-+.]+[^\n]*/g;
const START = new RegExp(`<!--[${SPACE}]*ONEX_METADATA_START[${SPACE}]*-->`, 'g');
const END = new RegExp(`<!--[${SPACE}]*ONEX_METADATA_END[${SPACE}]*-->`, 'g');

/** The text that is hashed: without stamps, with at most one empty line in a row, without white space around it. */
export function normalised(content: string): string {
  return trimmed(withoutBlocks(content.replace(LIGHTWEIGHT, '')).replace(/\n{3,}/g, '\n\n'));
}

/** BLAKE3 of the normalised text. */
export function normalisedHash(content: string): string {
  return blake3Hex(normalised(content));
}

/** All stamps in a text, lightweight ones first, as the Python service lists them. */
export function stampsIn(content: string): readonly FoundStamp[] {
  const lines = [...content.matchAll(LIGHTWEIGHT)].map(([, , hash = '']) => ({ hash, protocolVersion: null }));
  return [
    ...lines.map((found) => ({ type: 'lightweight' as const, ...found })),
    ...blocksIn(content).map(({ inner }) => ({ type: 'rich' as const, ...fieldsOf(inner) })),
  ];
}

export function stampText(type: StampType, facts: StampFacts): string {
  return type === 'lightweight' ? lightweight(facts) : rich(facts);
}

/** The content with the stamp in its place. Stamps that it had are replaced: next to a new one they would be wrong. */
export function stamped(type: StampType, content: string, stamp: string): string {
  const bare = hasStamps(content) ? normalised(content) : content;
  return type === 'lightweight' ? `${stamp}\n${bare}` : `${bare}\n\n${stamp}`;
}

function hasStamps(content: string): boolean {
  return content.search(LIGHTWEIGHT) >= 0 || blocksIn(content).length > 0;
}

function lightweight({ uid, hash, at, author, version }: StampFacts): string {
  const optional = [
    ...(author === undefined ? [] : [`author=${author}`]),
    ...(version === undefined ? [] : [`v=${version}`]),
  ];
  return [`# ONEX:uid=${uid}`, `hash=${hash}`, `ts=${pythonInstant(at)}`, ...optional].join(',');
}

function rich({ uid, hash, at, protocolVersion, filePath, fileSize, contentType }: StampFacts): string {
  return [
    '<!-- ONEX_METADATA_START -->',
    '<!-- ONEX Metadata Stamp',
    `  uid: ${uid}`,
    `  hash: ${hash}`,
    `  timestamp: ${pythonInstant(at)}`,
    `  protocol_version: ${protocolVersion}`,
    ...(filePath === null ? [] : [`  file_path: ${filePath}`]),
    `  file_size: ${fileSize}`,
    ...(contentType === undefined ? [] : [`  content_type: ${contentType}`]),
    '  integrity:',
    '    algorithm: BLAKE3',
    `    hash: ${hash}`,
    '-->',
    '<!-- ONEX_METADATA_END -->',
  ].join('\n');
}

/** With microseconds and an offset: a `Z` is not read by those who look for the stamp. */
function pythonInstant(at: Date): string {
  return at.toISOString().replace('Z', '000+00:00');
}

interface Block {
  readonly from: number;
  readonly to: number;
  readonly inner: string;
}

/** In one pass: a beginning without an end has none further on either. */
function blocksIn(content: string): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = 0; ;) {
    const start = matchAt(START, content, at);
    const end = start && matchAt(END, content, start.to);
    if (!start || !end) return blocks;
    blocks.push({ from: start.from, to: end.to, inner: content.slice(start.to, end.from) });
    at = end.to;
  }
}

function matchAt(pattern: RegExp, content: string, at: number): { readonly from: number; readonly to: number } | null {
  pattern.lastIndex = at;
  const match = pattern.exec(content);
  return match && { from: match.index, to: match.index + match[0].length };
}

function withoutBlocks(content: string): string {
  const blocks = blocksIn(content);
  const kept = blocks.map(({ from }, index) => content.slice(blocks[index - 1]?.to ?? 0, from));
  return [...kept, content.slice(blocks.at(-1)?.to ?? 0)].join('');
}

/** Of the lines `key: value` the last with each key: the hash under `integrity` is that. */
function fieldsOf(inner: string): Omit<FoundStamp, 'type'> {
  const fields = new Map<string, string>();
  for (const line of inner.split('\n').map(trimmed)) {
    const colon = line.indexOf(':');
    if (line.startsWith('<!--') || colon < 0) continue;
    const [key, value] = [trimmed(line.slice(0, colon)), trimmed(line.slice(colon + 1))];
    if (key !== '' && value !== '') fields.set(key, value);
  }
  return { hash: fields.get('hash') ?? '', protocolVersion: fields.get('protocol_version') ?? null };
}

function trimmed(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && IS_SPACE.test(text[from] ?? '')) from += 1;
  while (to > from && IS_SPACE.test(text[to - 1] ?? '')) to -= 1;
  return text.slice(from, to);
}
