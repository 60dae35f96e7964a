/** What requirement ids usually start with; only these need no colon after them ("REQ-1 The system …"). */
const PREFIXES =
  'FR|NFR|REQ|R|US|UC|AC|BR|SR|TR|F|NF|QR|SEC|PERF|UR|FUNC|STORY|EPIC|RQ|SRS|PRD|CR|IR|DR|SC|GOAL|OBJ|TC|RF|RNF';

const KNOWN = `(?:(?:${PREFIXES})(?:-[A-Z]{1,9})?[-_.]\\d{1,5}|(?:FR|NFR|REQ|RF|RNF|US|AC|UC)\\d{1,5})(?:\\.\\d{1,3}){0,4}`;
const ANY = '[A-Z][A-Z]{0,9}(?:-[A-Z]{1,9})?[-_ ]?\\d{1,5}(?:\\.\\d{1,3}){0,4}';

/** Standards, algorithms and priorities look like ids and are none: "AES-256: …", "P1: …". */
const NO_ID =
  /^(?:(?:AES|SHA|MD|RSA|ECDSA|HMAC|TLS|SSL|HTTP|IPV|UTF|ISO|IEC|IEEE|EN|DIN|RFC|BCP|FIPS|NIST|CVE|CWE|PCI|WCAG|SOC|ES|UTC|GMT|BLAKE|CRC|BASE|OAUTH|USB|LEVEL|PHASE|STEP|SPRINT|VERSION|ASIL|SIL|ARM)[-_ ]?\d|(?:P[0-4]|P9\d|S3|EC2|MP[34]|X86|A[345]|V\d)$)/u;

/** The number of a clause: "3.2.1 The system …". */
const CLAUSE = /^\s{0,3}(\d{1,3}(?:\.\d{1,3}){1,5})[.)]?\s+(?=[\p{Lu}"“])/u;
const SECTION_WORDS = 6;

/** The id a statement starts with, in brackets or emphasis or not, and what separates it from the words. */
const LEADING = new RegExp(
  `^\\s{0,3}(?:\\*\\*|__|\\[|\\(){0,2}(?:(${KNOWN})(?:\\*\\*|__|\\]|\\)){0,2}\\s?[:.–—-]?|(${ANY})(?:\\*\\*|__|\\]|\\)){0,2}\\s?[:–—])(?:\\*\\*|__)?\\s+(?=\\S)`,
  'u',
);

/** A cell that is an id and nothing else. */
const WHOLE = new RegExp(`^(?:${KNOWN}|${ANY})$`, 'u');

export interface Identified {
  id: string | null;
  /** The text without the id. */
  text: string;
}

/** Takes the id off the front of a statement: "FR-001: The system …". */
export function takeIdentifier(text: string): Identified {
  const match = leading(text) ?? clause(text);
  if (match === null) return { id: null, text };
  return { id: match[1] ?? match[2] ?? null, text: text.slice(match[0].length) };
}

/** The id a heading starts with; nothing but an id is one, too. The number of a section is none. */
export function takeHeadingIdentifier(text: string): Identified {
  if (isIdentifier(text)) return { id: text.trim(), text: '' };
  const match = leading(text);
  return match === null
    ? { id: null, text }
    : { id: match[1] ?? match[2] ?? null, text: text.slice(match[0].length).trim() };
}

function leading(text: string): RegExpExecArray | null {
  const match = LEADING.exec(text);
  return match === null || NO_ID.test(match[1] ?? match[2] ?? '') ? null : match;
}

/** A number before a few words that are no sentence is that of a section. */
function clause(text: string): RegExpExecArray | null {
  const sentence = /[.;]\s*$|\b(?:shall|must|should|will|may|can)\b/iu.test(text);
  return sentence || text.split(/\s+/u, SECTION_WORDS + 2).length > SECTION_WORDS + 1 ? CLAUSE.exec(text) : null;
}

/** Whether a line starts with an id, so that it is a statement of its own. */
export function startsWithIdentifier(line: string): boolean {
  return leading(line) !== null || clause(line) !== null;
}

export function isIdentifier(text: string): boolean {
  const trimmed = text.trim();
  return (WHOLE.test(trimmed) && !NO_ID.test(trimmed)) || /^\d{1,3}(?:\.\d{1,3}){1,5}$/u.test(trimmed);
}
