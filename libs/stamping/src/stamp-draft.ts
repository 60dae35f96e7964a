import { refusal, type Refusal, type StampRequest } from '#contracts';
import type { StampDraft } from './stamps';
import { blake3Hex } from '#blake3';
import { isStorable, saidMetadata, unstorable } from './kept-metadata';
import { hasUtf8Bytes } from './utf8';
import { sha256Of } from './signed/statement';

/** As much as fits into one message anyway; a batch item may not be larger than a message of its own. */
export const MAX_CONTENT_BYTES = 1_048_576;

/** Hashes the content, or says why it cannot be stamped. Expects a request that is valid by its schema. */
export function draftOf(
  request: StampRequest,
  maxBytes = MAX_CONTENT_BYTES,
  isSigned = false,
): { draft: StampDraft } | { refusal: Refusal } {
  const { content, namespace, content_type, file_path = null } = request;
  if (!hasUtf8Bytes(content)) return invalid('/content', 'must not contain lone surrogates: they have no UTF-8 bytes');
  if (!isStorable(content_type)) return invalid('/content_type', 'must be plain text');
  if (!isStorable(file_path ?? '')) return invalid('/file_path', 'must be plain text');
  const metadata = saidMetadata(request);
  const problem = metadata === null ? null : unstorable('the metadata', metadata);
  if (problem !== null) return invalid('', problem.message);
  const bytes = Buffer.from(content, 'utf8');
  if (bytes.length > maxBytes) return tooLarge(bytes.length, maxBytes);
  return {
    draft: {
      namespace,
      blake3_hash: blake3Hex(bytes),
      content_type,
      content_length: bytes.length,
      file_path,
      metadata,
      ...(isSigned && { sha256: sha256Of(bytes) }),
    },
  };
}

function invalid(path: string, message: string): { refusal: Refusal } {
  return { refusal: refusal('invalid_payload', `${path.slice(1)} ${message}`.trim(), [{ path, message }]) };
}

function tooLarge(bytes: number, maxBytes: number): { refusal: Refusal } {
  const message = `content has ${bytes} bytes, at most ${maxBytes} are stamped`;
  return { refusal: refusal('content_too_large', message, [{ path: '/content', message }]) };
}
