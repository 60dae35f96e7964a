import { toUSVString } from 'node:util';
import { refusal, type Refusal, type StampRequest } from '#contracts';
import type { StampDraft } from './stamps';
import { textHashAside } from '#blake3';

/** As much as fits into one message anyway; a batch item may not be larger than a message of its own. */
export const MAX_CONTENT_BYTES = 1_048_576;

/** What is to be stored of a content, or why it cannot be stamped. */
export type Drafted = { readonly draft: StampDraft } | { readonly refusal: Refusal };

/**
 * Hashes the content, a large one in a thread, or says why it cannot be stamped. Expects a request that is valid by its
 * schema.
 */
export async function draftOf(request: StampRequest, maxBytes = MAX_CONTENT_BYTES): Promise<Drafted> {
  const { content, namespace, content_type, file_path = null } = request;
  if (!hasUtf8Bytes(content)) return invalid('/content', 'must not contain lone surrogates: they have no UTF-8 bytes');
  if (!isStorable(content_type)) return invalid('/content_type', 'must be plain text');
  if (!isStorable(file_path ?? '')) return invalid('/file_path', 'must be plain text');
  // A character has at least one byte, so that nothing is hashed in vain but what has many longer ones.
  if (content.length > maxBytes) return tooLarge(Buffer.byteLength(content), maxBytes);
  const { hash, bytes } = await textHashAside(content);
  if (bytes > maxBytes) return tooLarge(bytes, maxBytes);
  return { draft: { namespace, blake3_hash: hash, content_type, content_length: bytes, file_path } };
}

/** Whether the text can be written as UTF-8: JSON escapes such as `\ud800` make text that cannot. */
export function hasUtf8Bytes(text: string): boolean {
  return toUSVString(text) === text;
}

/** PostgreSQL keeps no NUL in text. */
function isStorable(text: string): boolean {
  return hasUtf8Bytes(text) && !text.includes('\u0000');
}

function invalid(path: string, message: string): { refusal: Refusal } {
  return { refusal: refusal('invalid_payload', `${path.slice(1)} ${message}`, [{ path, message }]) };
}

function tooLarge(bytes: number, maxBytes: number): { refusal: Refusal } {
  const message = `content has ${bytes} bytes, at most ${maxBytes} are stamped`;
  return { refusal: refusal('content_too_large', message, [{ path: '/content', message }]) };
}
