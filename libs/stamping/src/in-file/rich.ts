import { isSeenUpstream, readLightweight, writeLightweight } from './lightweight';
import { decoded, encoded, stampOf, type FileStamp, type ReadStamp } from './stamp';

/** A comment that ends with its line; what is in a block of such lines cannot be anything else. */
const LINE_COMMENT = /^[ \t]*(\/\/|--|[#;%])/;

/** What of upstream's block says nothing. */
const FRAME = /^(?:|-->|\*|<!--[^>]*)$/;

/** In no language code that does anything, even where the block turns out not to be in a comment. */
const HARMLESS = /^[\w.:/+@%~, -]*$/;

/**
 * The stamp in a block from its START to its END. Nothing else may be in there: both hashes leave the block out.
 * `isMarkup`: whether the block is in comments as it stands.
 */
export function readRich(block: string, isMarkup: boolean): ReadStamp {
  const [first = '', ...rest] = block.replace(/\r?\n$/, '').split(/\r?\n/);
  const prefix = LINE_COMMENT.exec(first)?.[1];
  const isSafe = (value: string) => prefix !== undefined || (isMarkup ? !/-->|--!>/.test(value) : HARMLESS.test(value));
  const fields = new Map<string, string>();
  for (const line of rest.slice(0, -1)) {
    const trimmed = line.trim();
    if (prefix !== undefined && !trimmed.startsWith(prefix))
      return { problem: 'a line of the block is no comment', isMixed: true };
    const text = trimmed.slice(prefix?.length).trim();
    if (FRAME.test(text)) continue;
    const inner = readLightweight(line);
    if (inner !== undefined && 'problem' in inner) return inner;
    const [, name, value] = /^(?:\*[ \t]*)?(\w+):[ \t]*(.*)$/.exec(text) ?? [];
    if (inner === undefined && (name === undefined || value === undefined || !isSafe(value)))
      return { problem: `${JSON.stringify(text)} is no property`, isMixed: true };
    const found = inner === undefined ? new Map([[name ?? '', decoded(value ?? '')]]) : fieldsOf(inner.stamp);
    for (const [key, said] of found) {
      if (said === '') continue;
      if ((fields.get(key) ?? said) !== said) return { problem: `${key} is given twice` };
      fields.set(key, said);
    }
  }
  return stampOf(fields);
}

function fieldsOf({ uid, hash, timestamp, author, version, namespace, exact }: FileStamp): ReadonlyMap<string, string> {
  const fields = { uid, hash, timestamp, author, version, namespace, exact };
  return new Map(Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** Whether upstream finds the stamp and its hash: it reads lines that begin with a name, or a lightweight stamp. */
export function isRichSeenUpstream(block: string): boolean {
  if (isSeenUpstream(block)) return true;
  return /<!--\s*ONEX_METADATA_START\s*-->/.test(block) && /<!--\s*ONEX_METADATA_END\s*-->/.test(block);
}

/** The properties of a stamp as lines of YAML: what stands in a block, and the whole of a sidecar file. */
export function writeProperties(stamp: FileStamp): readonly string[] {
  const { uid, hash, timestamp, author, version, namespace, exact } = stamp;
  return [
    ...written({ uid, hash, timestamp }),
    ...writeDetails(stamp),
    ...written({ author: author && encoded(author), version: version && encoded(version), namespace }),
    'integrity:',
    ...written({ algorithm: 'BLAKE3', hash, exact }).map((line) => `  ${line}`),
  ];
}

function writeDetails({ filePath, fileSize }: FileStamp): readonly string[] {
  return written({ protocol_version: '1.0', file_path: filePath && encoded(filePath), file_size: fileSize });
}

function written(fields: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
}

/** Upstream's block. It stands in a comment that runs over lines, or is comments itself (HTML). */
export function writeBlock(stamp: FileStamp): readonly string[] {
  return [
    '<!-- ONEX_METADATA_START -->',
    '<!-- ONEX Metadata Stamp',
    ...writeProperties(stamp).map((line) => `  ${line}`),
    '-->',
    '<!-- ONEX_METADATA_END -->',
  ];
}

/**
 * The block where comments are lines. Upstream reads no property behind a `#`, and would call the stamp broken if it
 * knew the markers; so they are plain, and the lightweight stamp between them is what it finds.
 */
export function writeCommentLines(stamp: FileStamp): readonly string[] {
  return ['ONEX_METADATA_START', writeLightweight(stamp), ...writeDetails(stamp), 'ONEX_METADATA_END'];
}
