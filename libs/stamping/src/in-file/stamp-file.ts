import { blake3Hex } from '#blake3';
import { COMMENT_SYNTAX, type CommentSyntax } from './comment-syntax';
import { placeIn } from './head';
import { writeLightweight } from './lightweight';
import { lineBreakOf, beginning } from './lines';
import { normalisedHash } from './normalised';
import { readStamps, unstamped, type FoundStamp } from './read-stamps';
import { writeBlock, writeCommentLines } from './rich';
import { hashesOf, readSidecar, writeSidecar } from './sidecar';
import type { FileStamp } from './stamp';
import { textFileOf, type TextFile } from './text-file';
import { verifyFile, type FileToVerify } from './verify-file';

export interface StampOptions {
  readonly rich?: boolean;
  /** Of the stamp from now on; without one it keeps what it had. */
  readonly namespace?: string;
  readonly author?: string;
  readonly now: () => Date;
  readonly newUid: () => string;
}

export interface StampedFile {
  /** What the file is to be; the very bytes it had where nothing changes. */
  readonly bytes: Uint8Array;
  /** What its sidecar is to be; `null`: it is to have none. */
  readonly sidecar: string | null;
  readonly stamp: FileStamp;
  /** How many stamps elsewhere in the text stay: they may be part of it. */
  readonly strays: number;
}

/**
 * Stamps a file in the comment syntax of its language, or in a sidecar where there is none. Old stamps are replaced.
 * Content that was stamped already keeps uid and time, so stamping again changes nothing; content that has changed
 * keeps the uid.
 */
export function stampFile(file: Omit<FileToVerify, 'namespace'>, options: StampOptions): StampedFile {
  const text = textFileOf(file.path, file.bytes);
  const { body, removed } = text === undefined ? NONE : unstamped(text.text, text.language);
  const left = readStamps(body, text?.language);
  const strays = left.strays.length + left.broken.length;
  const draft = draftOf(file, removed, options);
  const within = text && stampWithin(text, body, draft, removed, options);
  if (within !== undefined) return { ...within, sidecar: null, strays };
  const bytes = removed.length === 0 ? file.bytes : Buffer.from(body, 'utf8');
  const stamp = { ...draft, ...hashesOf(bytes, text && body), fileSize: String(bytes.length) };
  return { bytes, sidecar: writeSidecar(stamp), stamp, strays };
}

const NONE = { body: '', removed: [] } as const;

/** Without hashes; those are of what the file becomes. */
type Draft = Omit<FileStamp, 'hash' | 'exact'>;

function draftOf(
  file: Omit<FileToVerify, 'namespace'>,
  oldStamps: readonly FoundStamp[],
  { author, namespace, now, newUid }: StampOptions,
): Draft {
  const sidecar = file.sidecar === undefined ? [] : [readSidecar(file.sidecar)];
  const reads = [...oldStamps.filter(({ form }) => form !== 'documented').map(({ read }) => read), ...sidecar];
  const old = reads.flatMap((read) => ('stamp' in read ? [read.stamp] : []))[0];
  const isSame = old !== undefined && verifyFile(file).verdict === 'valid';
  return {
    ...(isSame && { filePath: file.path, ...old }),
    ...(!isSame && { filePath: file.path }),
    // Two hyphens would end or break a comment of markup.
    uid: old === undefined || old.uid.includes('--') ? newUid() : old.uid,
    timestamp: isSame ? old.timestamp : `${now().toISOString().slice(0, 19)}+00:00`,
    ...optional('author', author ?? old?.author),
    ...optional('version', old?.version),
    ...optional('namespace', namespace ?? old?.namespace),
  };
}

function optional<Name extends string>(name: Name, value: string | undefined): { readonly [N in Name]?: string } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [N in Name]?: string };
}

function stampWithin(
  { language, hasPlainLines }: TextFile,
  body: string,
  draft: Draft,
  oldStamps: readonly FoundStamp[],
  { rich }: StampOptions,
): { readonly bytes: Uint8Array; readonly stamp: FileStamp } | undefined {
  const syntax = language && COMMENT_SYNTAX[language];
  const at = syntax === undefined || !hasPlainLines ? undefined : placeIn(body, syntax);
  if (syntax === undefined || at === undefined) return undefined;
  const isRich = rich ?? oldStamps.some(({ form }) => form === 'rich');
  const exactBytes = Buffer.from(body, 'utf8');
  const unhashed = { ...draft, exact: blake3Hex(exactBytes), fileSize: String(exactBytes.length) };
  const withHash = (hash: string) => inserted(body, at, linesOf({ ...unhashed, hash }, syntax, isRich), syntax);
  // Upstream hashes what is left when the stamps are gone, so no hash in a stamp changes the hash.
  const hash = normalisedHash(withHash(NO_HASH));
  const stamped = withHash(hash);
  return { bytes: Buffer.from(stamped, 'utf8'), stamp: { ...unhashed, hash } };
}

const NO_HASH = '0'.repeat(64);

function linesOf(stamp: FileStamp, { line, block }: CommentSyntax, isRich: boolean): readonly string[] {
  if (isRich && block !== undefined) {
    const lines = writeBlock(stamp);
    const isMarkup = block[0] === '<!--';
    return isMarkup ? lines : [`${block[0]} ${lines[0]}`, ...lines.slice(1, -1), `${lines.at(-1)} ${block[1]}`];
  }
  if (line === undefined) return [block === undefined ? '' : `${block[0]} ${writeLightweight(stamp)} ${block[1]}`];
  return (isRich ? writeCommentLines(stamp) : [writeLightweight(stamp)]).map((text) => commented(text, line));
}

function commented(text: string, line: string): string {
  return line === '#' && text.startsWith('#') ? text : `${line} ${text}`;
}

function inserted(body: string, at: number, lines: readonly string[], { apart }: CommentSyntax): string {
  const end = lineBreakOf(body);
  const text = lines.join(end);
  const isBehindUnendedLine = at > beginning(body) && body[at - 1] !== '\n';
  const stamp = isBehindUnendedLine ? `${end}${text}` : `${text}${end}${apart === true ? end : ''}`;
  return body.slice(0, at) + stamp + body.slice(at);
}
