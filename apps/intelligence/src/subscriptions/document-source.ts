import { open, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { MAX_MESSAGE_BYTES } from '#contracts';
import { intelligenceConfig, type IntelligenceConfig } from '../config';

/** A document that somebody speaks of and does not send. */
export interface NamedDocument {
  readonly document_id: string;
  readonly collection?: string;
  /** Where it is, by its own word; its id often is its path. */
  readonly path: string;
}

type TextOf = (document: NamedDocument) => Promise<string | undefined>;

const TIMEOUT_MS = 10_000;

const NOWHERE: TextOf = () => Promise.resolve(undefined);

/**
 * Where the text of documents is: a folder that their paths begin in, or an http(s) address in which `{document_id}` and
 * `{collection}` stand for theirs.
 */
@Injectable()
export class DocumentSource {
  /** Resolves to `undefined` where there is none to be had, rejects where there may be one the next time. */
  readonly textOf: TextOf;

  constructor(@Inject(intelligenceConfig.KEY) { documents: { source } }: Pick<IntelligenceConfig, 'documents'>) {
    if (source === undefined) this.textOf = NOWHERE;
    else this.textOf = /^https?:\/\//i.test(source) ? servedAt(source) : inFolder(source);
  }
}

/** Only what is really in the folder, whatever an id or a link in there says. */
function inFolder(folder: string): TextOf {
  return async ({ path: named }) => {
    // No system has such a path, and Node throws another error for it than for a file that is not there.
    if (named.includes('\0')) return undefined;
    try {
      const [root, path] = await Promise.all([realpath(folder), realpath(join(folder, named))]);
      const inside = relative(root, path);
      if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return undefined;
      return decoded(await start(path));
    } catch (error) {
      if (NO_FILE.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
      throw error;
    }
  };
}

const NO_FILE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'ENAMETOOLONG', 'ELOOP']);

/** As much of a file as a message may have, and one byte more. A device or a pipe has none. */
async function start(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    if (!(await file.stat()).isFile()) return Buffer.alloc(0);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_MESSAGE_BYTES + 1), 0, MAX_MESSAGE_BYTES + 1, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** A redirection is not followed: it could lead to where nobody outside may ask. */
function servedAt(template: string): TextOf {
  return async ({ document_id, collection = '' }) => {
    if (isDots(document_id) || isDots(collection)) return undefined;
    const url = template
      .replaceAll('{document_id}', () => encodeURIComponent(document_id.toWellFormed()))
      .replaceAll('{collection}', () => encodeURIComponent(collection.toWellFormed()));
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (response.ok) return decoded(await startOf(response.body));
    await response.body?.cancel();
    if (MAY_PASS.has(response.status) || response.status > 499) {
      throw new Error(`the source of documents answers HTTP ${response.status}`);
    }
    return undefined;
  };
}

/** A segment of an address that means another place, however it is escaped. */
function isDots(text: string): boolean {
  return text === '.' || text === '..';
}

/** Besides faults of the server itself. */
const MAY_PASS: ReadonlySet<number> = new Set([408, 425, 429]);

async function startOf(body: Response['body']): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MAX_MESSAGE_BYTES) break;
  }
  return Buffer.concat(chunks);
}

/** What is empty, no UTF-8 or larger than a request may be is no code. */
function decoded(bytes: Buffer): string | undefined {
  if (bytes.length === 0 || bytes.length > MAX_MESSAGE_BYTES) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
