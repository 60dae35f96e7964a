import { StampRequest, DEFAULT_CONTENT_TYPE } from '#contracts';
import { hasUtf8Bytes } from '#stamping';
import type { StampBody } from './bodies';
import { MAX_CONTENT_BYTES } from './limits';
import { notValid, refused } from './refusals';

/** How many bytes a text has; throws the refusal where it has none, or too many. */
export function requireBytes(field: string, text: string): number {
  if (!hasUtf8Bytes(text)) throw notValid(field, `${field} must not contain lone surrogates: they have no UTF-8 bytes`);
  const bytes = Buffer.byteLength(text);
  if (bytes <= MAX_CONTENT_BYTES) return bytes;
  const message = `Content too large. Maximum size: 100MB (${MAX_CONTENT_BYTES} bytes), here ${bytes}`;
  throw refused(413, 'CONTENT_TOO_LARGE', message, field);
}

export function toRequest(
  content: string,
  { namespace, file_path, document_id }: Pick<StampBody, 'namespace' | 'file_path' | 'document_id'>,
): StampRequest {
  const request = new StampRequest();
  request.content = content;
  request.namespace = namespace ?? request.namespace;
  request.content_type = DEFAULT_CONTENT_TYPE;
  if (file_path !== null) request.file_path = file_path;
  if (document_id !== null) request.document_id = document_id;
  return request;
}
