import { refusal, type Refusal, type StampRequest } from '#contracts';
import type { StampDraft } from './stamps';
import { textHashAside } from '#blake3';
import { isStorable, saidMetadata, unstorable } from './kept-metadata';
import { hasUtf8Bytes } from './utf8';
import { sha256Of } from './signed/statement';

/** As much as fits into one message anyway; a batch item may not be larger than a message of its own. */
export const MAX_CONTENT_BYTES = 1_048_576;

/** What is to be stored of a content, and the document's own id; or why it cannot be stamped. */
export type Drafted =
  { readonly draft: StampDraft; readonly document_id?: string | undefined } | { readonly refusal: Refusal };

/**
 * Hashes the content, a large one in a thread, or says why it cannot be stamped. Expects a request that is valid by its
 * schema.
 */
export async function draftOf(request: StampRequest, maxBytes = MAX_CONTENT_BYTES, isSigned = false): Promise<Drafted> {
  const { content, namespace, content_type, file_path = null, document_id } = request;
  if (!hasUtf8Bytes(content)) return invalid('/content', 'must not contain lone surrogates: they have no UTF-8 bytes');
  if (!isStorable(content_type)) return invalid('/content_type', 'must be plain text');
  if (!isStorable(file_path ?? '')) return invalid('/file_path', 'must be plain text');
  const metadata = saidMetadata(request);
  const problem = metadata === null ? null : unstorable('the metadata', metadata);
  if (problem !== null) return invalid('', problem.message);
  // A character has at least one byte, so that nothing is hashed in vain but what has many longer ones.
  if (content.length > maxBytes) return tooLarge(Buffer.byteLength(content), maxBytes);
  const { hash, bytes } = await textHashAside(content);
  if (bytes > maxBytes) return tooLarge(bytes, maxBytes);
  const draft = { namespace, blake3_hash: hash, content_type, content_length: bytes, file_path, metadata };
  if (isSigned) return { draft: { ...draft, sha256: sha256Of(Buffer.from(content)) }, document_id };
  return { draft, document_id };
}

function invalid(path: string, message: string): { refusal: Refusal } {
  return { refusal: refusal('invalid_payload', `${path.slice(1)} ${message}`.trim(), [{ path, message }]) };
}

function tooLarge(bytes: number, maxBytes: number): { refusal: Refusal } {
  const message = `content has ${bytes} bytes, at most ${maxBytes} are stamped`;
  return { refusal: refusal('content_too_large', message, [{ path: '/content', message }]) };
}
