import { isUtf8 } from 'node:buffer';
import type { Searched } from './find-subjects';

/** Consecutive bytes of a value; `owner`: the one person they are about, `null`: all of them. */
export interface Piece {
  readonly bytes: Buffer;
  readonly owner: string | null;
  /** JSON pointer of the object that it is; empty where it is everyone's. */
  readonly path: string;
}

/** What is larger, deeper or about more people is looked at as a whole: looking takes their product. */
const MAX_BYTES = 262_144;
const MAX_DEPTH = 6;
const MAX_OWNERS = 16;
const MAX_OBJECTS = 10_000;

/** A JSON object in a text, with the next ones in it. */
interface Place {
  readonly start: number;
  end: number;
  readonly path: string;
  readonly children: Place[];
}

/** Whom a text names of those who are known, and whom besides. */
export type Naming = (text: Searched, known: ReadonlySet<string>) => ReadonlySet<string>;

/** Whom a record is about: `all` by whatever says so; `people`: ids of one kind, so they are of different people. */
export interface Named {
  readonly all: ReadonlySet<string>;
  readonly people: ReadonlySet<string>;
}

/**
 * A JSON object as its pieces, in order: the outermost objects in it that name one of the people and nobody else are
 * that person's, everything else is everyone's; so is what has an e-mail address, because nothing tells whose it is.
 * Without pieces where nothing in it is one person's.
 */
export function piecesOf(record: Searched, { all, people }: Named, naming: Naming): readonly Piece[] {
  const { topic, value } = record;
  if (value === null || value.length > MAX_BYTES || people.size < 2 || all.size > MAX_OWNERS) return [];
  const text = objectText(value);
  const root = text === undefined ? undefined : placesIn(text);
  if (text === undefined || root === undefined) return [];
  const ownerOf = ({ start, end }: Place): ReadonlySet<string> =>
    naming({ topic, key: null, value: Buffer.from(text.slice(start, end)), headers: null }, all);
  const owned = [...ownedIn(root, ownerOf, 0)].filter(({ owner }) => people.has(owner));
  return owned.length === 0 ? [] : [...cut(text, owned)];
}

interface Owned {
  readonly place: Place;
  readonly owner: string;
}

function* ownedIn(place: Place, ownerOf: (place: Place) => ReadonlySet<string>, depth: number): Generator<Owned> {
  const [owner, ...others] = ownerOf(place);
  if (owner === undefined || depth > MAX_DEPTH) return;
  if (others.length === 0) yield { place, owner };
  else for (const child of place.children) yield* ownedIn(child, ownerOf, depth + 1);
}

function* cut(text: string, owned: readonly Owned[]): Generator<Piece> {
  let at = 0;
  for (const { place, owner } of owned) {
    yield { bytes: Buffer.from(text.slice(at, place.start)), owner: null, path: '' };
    yield { bytes: Buffer.from(text.slice(place.start, place.end)), owner, path: place.path };
    at = place.end;
  }
  yield { bytes: Buffer.from(text.slice(at)), owner: null, path: '' };
}

function objectText(value: Buffer): string | undefined {
  if (!isUtf8(value)) return undefined;
  const text = value.toString();
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  // A mark at the beginning is lost when the text is read.
  return Buffer.byteLength(text) === value.length ? text : undefined;
}

const TOKEN = /"[^"\\]*(?:\\[^][^"\\]*)*"|[{}[\],:]/g;

interface Frame {
  readonly place: Place;
  readonly isArray: boolean;
  step: string | number;
}

/** The objects in a text that is JSON; `undefined` where it is none itself, or has too many. */
function placesIn(text: string): Place | undefined {
  const frames: Frame[] = [];
  let [last, count] = ['""', 0];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const frame = frames.at(-1);
    if (token === '{' || token === '[') {
      if ((count += 1) > MAX_OBJECTS) return undefined;
      const path = frame === undefined ? '' : `${frame.place.path}/${escaped(frame.step)}`;
      frames.push({ place: { start: index, end: index, path, children: [] }, isArray: token === '[', step: 0 });
    } else if (token === ':') frame!.step = JSON.parse(last) as string;
    else if (token === ',') frame!.step = frame!.isArray ? Number(frame!.step) + 1 : '';
    else if (token === '}' || token === ']') {
      const { place, isArray } = frames.pop()!;
      place.end = index + 1;
      const outer = frames.at(-1);
      if (outer === undefined) return isArray ? undefined : place;
      outer.place.children.push(...(isArray ? place.children : [place]));
    } else last = token;
  }
  return undefined;
}

/** As RFC 6901 writes it. */
function escaped(step: string | number): string {
  return String(step).replaceAll('~', '~0').replaceAll('/', '~1');
}
