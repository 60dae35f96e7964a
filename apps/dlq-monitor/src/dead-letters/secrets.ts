export const REDACTED = '[REDACTED]';

const SECRET_WORDS = [
  'pass(?:word|wd|phrase)',
  'pwd',
  'secret',
  '(?:api|access|account|private|signing|encryption)[_-]?key',
  '(?:access|auth|refresh|session|api|bot|bearer|csrf)[_-]?token',
  '(?<![a-z])id[_-]?token',
  'credential',
  'authorization',
  'connection[_-]?string',
].join('|');

/** `token` alone is a word of every parser's error messages, so it must look like a member or a parameter. */
const BARE_TOKEN = String.raw`(?<![a-z])token(?=\\{0,8}["']?\s{0,8}=|\\{0,8}["']\s{0,8}:)`;

const ESCAPED_STRING = String.raw`(?<escape>\\{1,8})(?<quote>["'])[\s\S]*?(?:(?<!\\)\k<escape>\k<quote>|$)`;
const STRING = String.raw`"(?:[^"\\]|\\[\s\S])*"?|'(?:[^'\\]|\\[\s\S])*'?`;
const WORD = String.raw`(?:(?:bearer|basic|digest|token|negotiate)\s{1,8})?[^\s,;&"'}]+`;

const NAMED_VALUE = new RegExp(
  String.raw`(?<head>(?:${SECRET_WORDS}|${BARE_TOKEN})[\w-]{0,32}\\{0,8}["'\]]{0,2}\s{0,8}(?:=>|:=|[:=])\s{0,8})(?:${ESCAPED_STRING}|${STRING}|${WORD})`,
  'gi',
);

/** Where a token may begin: not inside a word, but right after an escape (`\n`) or a percent code. */
const START = String.raw`(?:(?<![A-Za-z0-9])|(?<=\\[nrtbf])|(?<=%[0-9A-Fa-f]{2}))`;

/**
 * Tokens known by their own form. Every pattern is linear: a prefix that either leads to a match that is consumed or
 * fails within a bounded number of characters. Only the JWT can fail late, so it may start only where a run starts.
 */
const TOKEN_FORMS = [
  String.raw`[sr]k[-_][\w-]{16,}`,
  String.raw`gh[pousr]_[A-Za-z0-9]{20,}`,
  String.raw`github_pat_\w{20,}`,
  String.raw`(?:gl(?:pat|dt|rt|rtr|ptt|cbt|ft|soat|imt|agent|ffct|oas)|glsa)[-_][\w.-]{16,}`,
  String.raw`xox[a-z](?:\.xox[a-z])?-[\w-]{10,}`,
  String.raw`xapp-[\w-]{10,}`,
  String.raw`AIza[\w-]{30,}`,
  String.raw`ya29\.[\w-]{16,}`,
  String.raw`GOCSPX-[\w-]{16,}`,
  String.raw`(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}`,
  String.raw`(?:npm|hf)_[A-Za-z0-9]{30,}`,
  String.raw`pypi-[\w-]{30,}`,
].join('|');

const REPLACEMENTS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}-----|$)/g, REDACTED],
  [/(:\/\/)[^\s/:@"'<>]{0,256}:[^\s"'<>]{1,256}@/g, `$1${REDACTED}@`],
  [/(:\/\/)[^\s/:?#@"'<>]{1,256}@/g, `$1${REDACTED}@`],
  [/(?<=hooks\.slack\.com\/)[\w/-]{8,}/g, REDACTED],
  [/((?:set-)?cookie\s{0,8}[:=]\s{0,8})[^\n"']+/gi, `$1${REDACTED}`],
  [NAMED_VALUE, `$<head>${REDACTED}`],
  [/\b(bearer\s{1,8})[\w.~+/=-]{6,}/gi, `$1${REDACTED}`],
  [/(?:(?<![\w-])|(?<=\\[nrtbf])|(?<=%[0-9A-Fa-f]{2}))eyJ[\w-]{5,}\.[\w-]{2,}(?:\.[\w-]*)?/g, REDACTED],
  [new RegExp(`${START}(?:${TOKEN_FORMS})`, 'g'), REDACTED],
];

/** Every secret known by its form or by the name before it gives way to `[REDACTED]`; the rest stays as it is. */
export function redact(value: string): string {
  return REPLACEMENTS.reduce((redacted, [pattern, replacement]) => redacted.replace(pattern, replacement), value);
}

const SECRET_NAME =
  /pass(?:word|wd|phrase)|pwd|secret|(?:api|access|account|private|signing|encryption)key|(?:access|auth|refresh|session|api|bot|bearer|csrf)token|^(?:id)?token$|^auth$|credential|authorization|cookie|connectionstring/;

/** Whether a member or header of this name holds a secret, however the name is cased or separated. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(
    name
      .slice(0, 256)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, ''),
  );
}
