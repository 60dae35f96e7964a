/** What requirement ids usually start with; only these need no colon after them ("REQ-1 The system …"). */
const PREFIXES =
  'FR|NFR|REQ|R|US|UC|AC|BR|SR|TR|F|NF|QR|SEC|PERF|UR|FUNC|STORY|EPIC|RQ|SRS|PRD|CR|IR|DR|SC|GOAL|OBJ|TC';

const KNOWN = `(?:${PREFIXES})(?:-[A-Z]{1,9})?[-_.]\\d{1,5}(?:\\.\\d{1,3}){0,4}`;
const ANY = '[A-Z][A-Z]{0,9}(?:-[A-Z]{1,9})?[-_ ]?\\d{1,5}(?:\\.\\d{1,3}){0,4}';

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
  const match = LEADING.exec(text);
  if (match === null) return { id: null, text };
  return { id: match[1] ?? match[2] ?? null, text: text.slice(match[0].length) };
}

/** Whether a line starts with an id, so that it is a statement of its own. */
export function startsWithIdentifier(line: string): boolean {
  return LEADING.test(line);
}

export function isIdentifier(text: string): boolean {
  return WHOLE.test(text.trim());
}
