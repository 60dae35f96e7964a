import { isUtf8 } from 'node:buffer';
import { decodeHeaders, personalFieldsOf, unframe, type PersonalFields, type PersonalMark } from '#contracts';
import { emailsIn } from './emails';
import { mentions } from './mentions';
import { fits, longestPart, type PersonalPattern } from './personal-pattern';
import { scalarsIn } from './scalars';
import { normalSubject } from './subject';

/** A record, or what is kept of one. */
export interface Searched {
  readonly topic: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** As `encodeHeaders` writes them. */
  readonly headers: Buffer | null;
}

/** Text in text in text; what our dead letters of dead letters need. */
const MAX_NESTING = 4;

/** Names of what our dead letters hold in base64. */
const BASE64 = '_b64';

/** As JSON may write any letter. */
const ESCAPE = String.raw`\u`;

/**
 * Whom a record is about: ids that the catalog or one of the patterns marks and e-mail addresses, wherever they are. A
 * marked property that is no id stands for itself where there is nobody else. Answers at once, in most cases, for a record that is about nobody.
 */
export function findSubjects(
  { topic, key, value, headers }: Searched,
  patterns: readonly PersonalPattern[] = [],
  known: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  const finder = new Finder(personalFieldsOf(topic), patterns, [...known]);
  if (value !== null) finder.bytes(value, 0);
  if (key !== null) finder.text(textOf(key));
  if (headers !== null) finder.headers(headers, 0);
  return finder.subjects.size > 0 ? finder.subjects : finder.personal;
}

/** Values of one property of a record, where it has several: ids of one kind, so they are of different people. */
export function findPeople({ topic, value }: Searched, patterns: readonly PersonalPattern[] = []): ReadonlySet<string> {
  const finder = new Finder(personalFieldsOf(topic), patterns, []);
  if (value !== null) finder.bytes(value, 0);
  return [...finder.ids.values()].find(({ size }) => size > 1) ?? new Set();
}

class Finder {
  readonly subjects = new Set<string>();
  /** By the name of the property. */
  readonly ids = new Map<string, Set<string>>();
  readonly personal = new Set<string>();

  constructor(
    private readonly fields: PersonalFields,
    private readonly patterns: readonly PersonalPattern[],
    /** They are named wherever a text mentions them. */
    private readonly known: readonly string[],
  ) {}

  bytes(bytes: Buffer, nesting: number): void {
    const isNamed = this.known.length > 0 || this.#mayName(bytes);
    if (!isNamed && !bytes.includes('@')) return;
    const text = textOf(unframe(bytes)?.body ?? bytes);
    this.text(text);
    if (isNamed) this.#json(text, nesting);
  }

  /** Any text, whatever it says. */
  text(text: string): void {
    for (const email of emailsIn(text)) this.subjects.add(normalSubject(email));
    for (const subject of this.known) if (mentions(text, [subject])) this.subjects.add(subject);
  }

  headers(bytes: Buffer, nesting: number): void {
    if (!this.#mayName(bytes) && !bytes.includes('@')) return;
    try {
      for (const [name, value] of decodeHeaders(bytes)) {
        if (value !== null) this.#named(name.toString(), value.toString(), nesting);
      }
    } catch {
      this.bytes(bytes, nesting);
    }
  }

  #mayName(bytes: Buffer): boolean {
    for (const name of this.fields.keys()) if (bytes.includes(name)) return true;
    if (this.patterns.some((pattern) => bytes.includes(longestPart(pattern)))) return true;
    return bytes.includes(ESCAPE) || bytes.includes(BASE64);
  }

  #json(text: string, nesting: number): void {
    for (const [name, scalar] of scalarsIn(text)) this.#named(name, scalar, nesting);
  }

  #named(name: string, text: string, nesting: number): void {
    if (text === '') return;
    const mark = this.#markOf(name);
    if (mark === 'subject') this.#id(name, normalSubject(text));
    if (mark === 'personal') this.personal.add(normalSubject(text));
    this.text(text);
    if (nesting < MAX_NESTING) this.#nested(name, text, nesting + 1);
  }

  #id(name: string, subject: string): void {
    this.subjects.add(subject);
    this.ids.set(name, (this.ids.get(name) ?? new Set()).add(subject));
  }

  #markOf(name: string): PersonalMark | undefined {
    return this.fields.get(name) ?? this.patterns.find((pattern) => fits(name, pattern))?.mark;
  }

  #nested(name: string, text: string, nesting: number): void {
    if (text.startsWith('{') || text.startsWith('[')) this.#json(text, nesting);
    if (!name.endsWith(BASE64)) return;
    const bytes = Buffer.from(text, 'base64');
    if (name.includes('headers')) this.headers(bytes, nesting);
    else this.bytes(bytes, nesting);
  }
}

/** Bytes that are no text keep what is ASCII in them. */
function textOf(bytes: Buffer): string {
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1');
}
