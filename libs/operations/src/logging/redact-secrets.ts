/** What stands in place of a secret. */
export const REDACTED = '[redacted]';

/** Names whose values are secrets, as a part of a longer name too (`KAFKA_SASL_PASSWORD`, `x-api-key`). */
const SECRET_NAME =
  'password|passwd|passphrase|pwd|secret|credential|api[_.-]?key|access[_.-]?key|private[_.-]?key|' +
  '(?:access|auth|refresh|session|id|bot)[_.-]?token';

const SECRET_KEY = new RegExp(`${SECRET_NAME}|^token$|^authorization$|^(?:set-)?cookie$`, 'i');

/** Every repetition is bounded, so that no text costs more than linear time. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/([a-z][a-z\d+.-]{0,20}:\/\/)[^\s"'<>@/]{0,256}:[^\s"'<>]{0,512}@/gi, `$1${REDACTED}@`],
  [/([a-z][a-z\d+.-]{0,20}:\/\/)[^\s"'<>@/]{1,512}@/gi, `$1${REDACTED}@`],
  [/\b((?:proxy-)?authorization["']?\s{0,4}[:=]\s{0,4})[^"'\r\n,;]{1,2048}/gi, `$1${REDACTED}`],
  [/\b(bearer\s{1,4})[\w.~+/=-]{16,4096}/gi, `$1${REDACTED}`],
  [
    new RegExp(
      `((?:${SECRET_NAME}|\\btoken(?=\\s{0,4}=))[\\w.-]{0,32}[\\\\"']{0,8}\\s{0,4}[:=]\\s{0,4})` +
        `(?:\\\\{0,4}"[^"]{0,2048}"?|'[^']{0,2048}'?|[^\\s"',;&]{1,2048})`,
      'gi',
    ),
    `$1${REDACTED}`,
  ],
  [/\beyJ[\w-]{8,2048}\.[\w-]{8,2048}\.[\w-]{0,1024}/g, REDACTED],
  [/\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, REDACTED],
  [/\b(?:gh[pousr]_|github_pat_|glpat-|npm_|hf_|xox[abeprs]-|sk-|sk_live_|rk_live_|AIza)[\w-]{16,512}/g, REDACTED],
  [/-----BEGIN [A-Z ]{0,32}PRIVATE KEY-----.*/gs, REDACTED],
];

/**
 * Replaces secrets that are recognisable by their form: credentials in URLs, `password=…` and its relatives,
 * bearer tokens, JSON web tokens, private keys and well-known key prefixes. A net, not a proof: secrets
 * without a form are kept out of logs by not logging payloads.
 */
export function redactSecrets(text: string): string {
  return PATTERNS.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);
}

/** True when a field of this name holds a secret whatever its value looks like. */
export function isSecretName(name: string): boolean {
  return SECRET_KEY.test(name);
}
