import { SECRET_WORDS } from './secret-names';
import { TOKEN_FORMS } from './token-forms';
import { URL_RUN, withoutCredentials } from './url-credentials';

/** What stands in place of a secret, in logs as on pages. */
export const REDACTED = '[REDACTED]';

/** `token` alone is a word of every parser's error messages, so such words must look like a field or a parameter. */
const BARE_WORDS = String.raw`(?<![a-z])(?:token|auth|cookie)(?=\\{0,8}["']?\s{0,8}=|\\{0,8}["']\s{0,8}:)`;

const ESCAPED_STRING = String.raw`(?<escape>\\{1,8})(?<quote>["'])[\s\S]*?(?:(?<!\\)\k<escape>\k<quote>|$)`;
const STRING = String.raw`"(?:[^"\\]|\\[\s\S])*"?|'(?:[^'\\]|\\[\s\S])*'?`;
const WORD = String.raw`(?:(?:bearer|basic|digest|token|negotiate|[\w.-]{1,64}[:=])\s{1,8})?[^\s,;&"']+(?:(?<=bearer)\s{1,8}[^\s,;&"']+)?`;

const NAMED_VALUE = new RegExp(
  String.raw`(?<head>(?:${SECRET_WORDS}|${BARE_WORDS})[\w.-]{0,32}[\\"'\]]{0,10}\s{0,8}(?:=>|:=|[:=]{1,3}|%3[ad])\s{0,8})(?:${ESCAPED_STRING}|${STRING}|${WORD})`,
  'gi',
);

/** The value of a header that is not quoted reaches to the end of what one header can say, quoted parameters included. */
const AUTHORIZATION =
  /(authorization["']?\s{0,8}(?:=>|:=|[:=]{1,3})(?!>?\s{0,8}\\{0,8}["'])\s{0,8})(?:=\\{0,8}"[^"\r\n]{0,2048}"|,\s{0,8}[\w-]{1,64}(?==\\{0,8}")|[^"'\r\n,;])+/gi;

/** Where a token may begin: not inside a word, but right after an escape (`\n`) or a percent code. */
const START = String.raw`(?:(?<![A-Za-z0-9])|(?<=\\[nrtbf])|(?<=%[0-9A-Fa-f]{2}))`;

/** A run that may be or hold a JSON web token, taken whole: looking for one at every character would be quadratic. */
const DOTTED_RUN = /(?:\\[nrtbf]|%[0-9A-Fa-f]{2}|(?<![\w-]))[\w-]{8,}\.[\w-]{2,}[\w.-]*/g;
const JWT_HEADER = /(?<=^(?:\\[nrtbf]|%[0-9A-Fa-f]{2})|(?<!\w))eyJ[\w-]{5,}/;

function withoutJwt(run: string): string {
  let at = 0;
  for (const part of run.split('.').slice(0, -1)) {
    const found = part.search(JWT_HEADER);
    if (found !== -1) return `${run.slice(0, at + found)}${REDACTED}`;
    at += part.length + 1;
  }
  return run;
}

type Replacement = readonly [RegExp, string | ((found: string) => string)];

const REPLACEMENTS: readonly Replacement[] = [
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,40}-----|$)/g, REDACTED],
  [URL_RUN, (run) => withoutCredentials(run, REDACTED)],
  [/(:(?:\\{0,2}\/){2})[^\s/:?#@"'<>]{1,512}@/g, `$1${REDACTED}@`],
  [/(?<=hooks\.slack\.com\/|\/api\/webhooks\/)[\w/-]{8,}/g, REDACTED],
  [/((?:set-)?cookie\s{0,8}[:=]\s{0,8})[^\n"']+/gi, `$1${REDACTED}`],
  [AUTHORIZATION, `$1${REDACTED}`],
  [NAMED_VALUE, `$<head>${REDACTED}`],
  [new RegExp(String.raw`(<[\w:.-]{0,64}(?:${SECRET_WORDS})[\w.-]{0,32}>)[^<]+`, 'gi'), `$1${REDACTED}`],
  [/\b((?:bearer\s{1,8}){1,4})[\w.~+/=-]{6,}/gi, `$1${REDACTED}`],
  [DOTTED_RUN, withoutJwt],
  [new RegExp(`${START}(?:${TOKEN_FORMS})`, 'g'), REDACTED],
];

/**
 * The text with every secret that is known by its form or by the name before it replaced: credentials in URLs,
 * `password=…` and its relatives, authorization and cookie headers, bearer tokens, JSON web tokens, private keys, the
 * tokens of well-known issuers. Linear in time whatever the text. A net, not a proof: what has neither form nor name is
 * kept out of logs and pages by not showing payloads.
 */
export function redactSecrets(text: string): string {
  return REPLACEMENTS.reduce(
    // `replace` has an overload for each kind of replacement and none for both.
    (clean, [pattern, by]) => (typeof by === 'string' ? clean.replace(pattern, by) : clean.replace(pattern, by)),
    text,
  );
}
