import { blocksIn, LIGHTWEIGHT, normalised, stripped } from './in-file/normalised';

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

/** All stamps in a text, lightweight ones first, as the Python service lists them. */
export function stampsIn(content: string): readonly FoundStamp[] {
  const lines = [...content.matchAll(LIGHTWEIGHT)].map(([, hash = '']) => ({ hash, protocolVersion: null }));
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

/** Of the lines `key: value` the last with each key: the hash under `integrity` is that. */
function fieldsOf(inner: string): Omit<FoundStamp, 'type'> {
  const fields = new Map<string, string>();
  for (const line of inner.split('\n').map(stripped)) {
    const colon = line.indexOf(':');
    if (line.startsWith('<!--') || colon < 0) continue;
    const [key, value] = [stripped(line.slice(0, colon)), stripped(line.slice(colon + 1))];
    if (key !== '' && value !== '') fields.set(key, value);
  }
  return { hash: fields.get('hash') ?? '', protocolVersion: fields.get('protocol_version') ?? null };
}
