import { redactSecrets } from './redact-secrets';

/** Strings in log lines and health answers are cut here, in UTF-16 units. */
const TEXT_LIMIT = 512;

/** Redaction sees more than is kept, so that a secret across the cut is still recognised. */
const REDACTED_LENGTH = 8192;

/** Control characters, line separators, lone surrogates, and the bidirectional marks that disguise a text. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/**
 * The text as one line without control characters and known secrets, at most `limit` UTF-16 units long.
 * Bounded work for any input.
 */
export function safeText(text: string, limit: number = TEXT_LIMIT): string {
  const clean = redactSecrets(text.slice(0, REDACTED_LENGTH).replace(UNSAFE, ' ')).trim();
  return clean.length <= limit ? clean : `${clean.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
