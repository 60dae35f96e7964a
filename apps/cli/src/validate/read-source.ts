import { createReadStream } from 'node:fs';
import { MAX_MESSAGE_BYTES } from '#contracts';
import { unreadable } from './find-files';
import { unchecked, type UncheckedFile } from './file-report';
import { languageOf } from './languages';

export interface Source {
  readonly kind: 'source';
  readonly path: string;
  /** Without a byte order mark. */
  readonly text: string;
  readonly language: string;
  /** Missing for text of which nobody said where it belongs. */
  readonly filePath?: string;
}

/** The text of a file of at most 1 MiB of UTF-8, or why there is none. */
export async function readSource(path: string): Promise<Source | UncheckedFile> {
  const text = await textOf(createReadStream(path, { end: MAX_MESSAGE_BYTES }), path);
  return typeof text === 'string' ? inFile(path, text) : text;
}

/** The same from standard input, as if it were the file `filePath`; without one it is Python. */
export async function readInput(
  input: AsyncIterable<Buffer>,
  filePath: string | undefined,
): Promise<Source | UncheckedFile> {
  const path = filePath ?? '<stdin>';
  const text = await textOf(input, path);
  if (typeof text !== 'string') return text;
  return filePath === undefined ? { kind: 'source', path, text, language: 'python' } : inFile(filePath, text);
}

function inFile(path: string, text: string): Source {
  return { kind: 'source', path, text, language: languageOf(path, text), filePath: path };
}

/** The stream is read no further than it takes to refuse it. */
async function textOf(stream: AsyncIterable<Buffer>, path: string): Promise<string | UncheckedFile> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > MAX_MESSAGE_BYTES) break;
    }
  } catch (error) {
    return unreadable(path, error);
  }
  if (length > MAX_MESSAGE_BYTES) {
    return unchecked(path, 'code_too_large', `it has more than ${MAX_MESSAGE_BYTES} bytes`);
  }
  return decoded(Buffer.concat(chunks), path);
}

function decoded(bytes: Buffer, path: string): string | UncheckedFile {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return unchecked(path, 'invalid_utf8', 'it is not UTF-8');
  }
}
