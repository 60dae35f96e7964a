/** Beyond this a message tells groups apart no better. */
const MAX_CHARACTERS = 2_000;
const MAX_NORMALISED = 300;

type Replacement = readonly [RegExp, string];

/** Values that libraries quote in their messages, which are the sender's data. */
const QUOTED_DATA: readonly Replacement[] = [
  // Pydantic: the input, and a link that has its version in it.
  [/\binput_value=.*?(?=, input_type=|\]|$)/g, 'input_value=<value>'],
  [/\s*For further information visit \S+/g, ''],
  // PostgreSQL: Key (id)=(42) already exists.
  [/\)=\([^)]*\)/g, ')=(<value>)'],
  // Jackson: at [Source: (byte[])"{…}"; line: 1, column: 5]
  [/\[Source: [^\]]*\]/g, '[Source]'],
  // V8: Unexpected token 'x', "{xyz" is not valid JSON
  [
    /(?<=\btoken )(?:'[^']*'|\S+)(?=, )|"[^"]*"?(?:\.\.\.)?"[^"]*"(?= is not valid JSON)|(?<=, )(?:\.\.\.)?".*"(?:\.\.\.)?(?= is not valid JSON)/g,
    '<text>',
  ],
];

const HOST = String.raw`(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*`;
const ZONES =
  'com|org|net|io|dev|edu|gov|local|localdomain|internal|intranet|lan|corp|cluster|svc|home|test|invalid|example|cloud|app|ai';

/** What differs from one failure to the next although its cause is the same. In this order: the longest first. */
const VARIABLE: readonly Replacement[] = [
  [/\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"<>]*[^\s"<>'.,;:)\]]/gi, '<url>'],
  [/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g, '<email>'],
  [/\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})\b)?)?/g, '<time>'],
  [
    /\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? )?(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{1,2}(?:,? \d{4})?(?: \d{2}:\d{2}:\d{2})?(?: (?:GMT|UTC|Z))?(?: ?[+-]\d{4})?(?: \d{4})?/g,
    '<time>',
  ],
  [/\b\d{1,2}:\d{2}:\d{2}(?:[.,]\d+)?\b/g, '<time>'],
  [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '<id>'],
  [/(?<![\w.:])(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{1,4}|\d{1,3}(?:\.\d{1,3}){3})?(?:%\w+)?(?![\w:])/gi, '<host>'],
  [/\[<host>\](?::\d{1,5})?/g, '<host>'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?:[:/]\d{1,5})?\b/g, '<host>'],
  [/(?<![\w.])[A-Za-z]:\\[^\s"'<>|:*?]+(?::\d+){0,2}/g, '<path>'],
  [/\\\\[\w.-]+(?:\\[^\s"'<>|:*?\\]+)+/g, '<path>'],
  [
    /(?<![\w/<])(?:~|\.{1,2})?(?:\/[\w.@+~-]+){2,}\/?(?:\(\d+\)|(?::\d+){1,2})?(?![\w.@+~/-])(?! (?:must|should|is required|does not|needs)\b)/g,
    '<path>',
  ],
  [/(?<![\w/])(?:[\w@+-]+\/)+[\w@+-]+\.[a-z]{1,5}\b(?:(?::\d+){1,2})?/g, '<path>'],
  [new RegExp(String.raw`\b${HOST}:\d{2,5}\b`, 'gi'), '<host>'],
  [new RegExp(String.raw`\b(?:[a-z0-9-]+\.)+(?:${ZONES})\b\.?`, 'gi'), '<host>'],
  [
    new RegExp(
      String.raw`(?<=\b(?:ENOTFOUND|EAI_AGAIN|host(?:name)?|resolve|broker|node|server|instance|pod)[ =]+["']?)(?=[a-z0-9.-]*[\d.-])${HOST}`,
      'gi',
    ),
    '<host>',
  ],
  [/\b0x[0-9a-f]+\b/gi, '<id>'],
];

/** Names that have digits in them and are no ids. */
const NAMES_WITH_DIGITS =
  /^(?:v\d{1,2}|utf-?\d{1,2}|iso-?8859-?\d{1,2}|latin1|base(?:16|32|58|64)(?:url)?|sha-?\d{1,3}(?:-\d{3})?|md5|blake[23][bs]?|x509|http[123]?|u?int\d{1,3}|float\d{1,2}|ipv[46]|s3|oauth2|web3|log4j|h2|p\d{2}|e2e|k8s|i18n|psycopg\d|py\d{1,3}|python[23]|ES\d{1,4}|node1[0-9]|amd64|x86|arm64|ed25519|p256|aes-?\d{3})$/i;

/** Numbers that name a cause: a status of HTTP, a code of SQL or of an operating system. */
const CODE_BEFORE = /(?:\bHTTP(?:\/[\d.]+)?|\bstatus(?: ?code)?|\bSQLSTATE|\berrno|\bexit code|\berror code)[ :=[(]*$/i;

const TOKEN = /[A-Za-z0-9_-]*\d[A-Za-z0-9_-]*(?:[.,]\d+)*(?:e[+-]?\d+)?%?/g;

/**
 * The message without what differs from one failure to the next: ids, numbers, times, hosts, paths, links, addresses of
 * people and quoted data. At most 300 characters.
 */
export function normaliseMessage(message: string): string {
  let text = message.slice(0, MAX_CHARACTERS).replace(/\s+/g, ' ').trim();
  for (const [pattern, name] of QUOTED_DATA) text = text.replace(pattern, name);
  for (const [pattern, name] of VARIABLE) text = text.replace(pattern, name);
  text = text.replace(TOKEN, (token, at: number) => tokenName(token, text.slice(Math.max(0, at - 20), at)));
  return text.slice(0, MAX_NORMALISED);
}

function tokenName(token: string, before: string): string {
  if (NAMES_WITH_DIGITS.test(token)) return token;
  if (/^-?[\d.,_]+(?:e[+-]?\d+)?%?$/i.test(token)) {
    return /^(?:\d{3}|\d{5}|\d{1,3})$/.test(token) && CODE_BEFORE.test(before) ? token : '<number>';
  }
  // A number with its unit is a number; -, because a flag such as -5 s is one as well.
  if (/^-?\d+(?:[.,]\d+)?(?:ns|us|ms|s|sec|secs|m|min|h|d|k|kb|kib|mb|mib|gb|gib|b|bytes|x)$/i.test(token))
    return '<number>';
  if (CODE_BEFORE.test(before) && /^[0-9A-Z]{5}$/.test(token)) return token;
  return '<id>';
}
