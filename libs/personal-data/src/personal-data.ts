import type { Database, Query } from '#storage';
import { emptyEnvelope, keyIdsOf, openParts, sealParts, type Parts, type SubjectKey } from './envelope';
import {
  boxContext,
  boxesOf,
  isInPieces,
  joinBoxes,
  openBoxes,
  orderHead,
  orderOf,
  type Remains,
} from './envelope-in-pieces';
import { eraseSubject, type Erasure } from './erase';
import { findPeople, findSubjects, type Searched } from './find-subjects';
import type { MasterKeys } from './key-file';
import type { PersonalPattern } from './personal-pattern';
import { piecesOf, type Piece } from './pieces';
import {
  addSubjectKeys,
  findSubjectKeys,
  openSubjectKeys,
  rewrapSubjectKeys,
  type KnownSubject,
  type NewSubject,
} from './subject-keys';
import { subjectHash } from './subject';

/** A record that names more is not kept readable: its keys would outgrow it. */
export const MAX_SUBJECTS = 1_000;

/** What is to be sealed. */
export interface Personal {
  /** Whom it is about. */
  readonly subjects: ReadonlySet<string>;
  /** When it was said; what is older than an erasure was erased by it. */
  readonly at: Date;
  readonly parts: Parts;
  /** Of the second part: each is lost with those whom it is about. */
  readonly pieces?: readonly Piece[];
  /** What it belongs to; elsewhere it does not open. */
  readonly context: Buffer;
}

/** As it is stored. */
export interface Sealed {
  readonly envelope: Buffer;
  /** Ids of the keys; of those that were destroyed, too. */
  readonly keyIds: readonly bigint[];
}

/** What was sealed, and what it belongs to. */
export interface Envelope {
  readonly envelope: Buffer;
  readonly context: Buffer;
}

/** `erased`: a key was destroyed. `locked`: there is no master key here, or what is stored was altered. */
export type Opened = Parts | 'erased' | 'locked';

/**
 * Seals what is about people under a key of each, and opens it as long as all the keys are there. Keys are read each
 * time: a key that is destroyed is of no more use to any program from then on.
 */
export class PersonalData {
  constructor(
    private readonly database: Database,
    /** `undefined`: nothing is sealed. */
    readonly masters: MasterKeys | undefined,
    private readonly patterns: readonly PersonalPattern[] = [],
  ) {}

  /** The same in a transaction that is open: keys are made in it as well. */
  within(query: Query): PersonalData {
    const database: Database = { query, transaction: (work) => work(query), close: () => Promise.resolve() };
    return new PersonalData(database, this.masters, this.patterns);
  }

  /** Whom something is about. */
  subjectsOf(searched: Searched): ReadonlySet<string> {
    return findSubjects(searched, this.patterns);
  }

  async seal(all: readonly Personal[]): Promise<readonly Sealed[]> {
    const { masters } = this;
    if (masters === undefined) throw new TypeError('nothing is sealed without a master key');
    const named = all.map(({ subjects }) => hashesOf(masters, subjects));
    const known = await this.#known(masters, all, named);
    return all.map((personal, index) => {
      const ofAll = namesOf(named[index]!, known);
      if (personal.pieces === undefined) return seal(personal, ofAll);
      const ofOne = (owner: string) => known.get(subjectHash(masters.indexKey, owner).toString('hex')) ?? {};
      return sealInPieces(personal, personal.pieces, ofAll, ofOne);
    });
  }

  /** The value of a record about several people, cut where it is about one of them alone; `undefined` where it is not. */
  piecesOf(record: Searched, subjects: ReadonlySet<string>): readonly Piece[] | undefined {
    const named = { all: subjects, people: subjects.size < 2 ? subjects : findPeople(record, this.patterns) };
    const pieces = piecesOf(record, named, (text, known) => findSubjects(text, this.patterns, known));
    return pieces.length === 0 ? undefined : pieces;
  }

  /** In their order. */
  async open(all: readonly Envelope[]): Promise<readonly Opened[]> {
    return (await this.openPartly(all)).map((opened) => ('remains' in Object(opened) ? 'erased' : (opened as Opened)));
  }

  /** The same; of what was sealed in pieces also what is left. */
  async openPartly(all: readonly Envelope[]): Promise<readonly (Opened | Remains)[]> {
    const { masters } = this;
    const ids = all.map(({ envelope }) => idsIn(envelope));
    const wanted = [...new Set(ids.flatMap((some) => some ?? []))];
    const keys = masters === undefined ? undefined : await openSubjectKeys(this.database.query, masters, wanted);
    return all.map(({ envelope, context }, index) => {
      const needed = ids[index];
      if (needed === undefined || keys === undefined) return 'locked';
      if (isInPieces(envelope)) return openBoxes(envelope, keys, context);
      const there = needed.flatMap((id) => keys.get(id) ?? []);
      if (needed.length === 0 || there.length < needed.length) return 'erased';
      return openParts(envelope, there, context) ?? 'locked';
    });
  }

  /** As it was done elsewhere; doing it again changes nothing. */
  async erase(erasure: Erasure, at: Date): Promise<void> {
    await this.database.transaction((query) => eraseSubject(query, erasure, at));
  }

  /** Wraps every key with the master key in use; answers how many it were. */
  rewrap(masters: MasterKeys): Promise<number> {
    return rewrapSubjectKeys(this.database.query, masters);
  }

  /** Also gives keys to those who have none and were not erased since. */
  async #known(
    masters: MasterKeys,
    all: readonly Personal[],
    named: readonly ReadonlyMap<string, Buffer>[],
  ): Promise<ReadonlyMap<string, KnownSubject>> {
    const { database } = this;
    const hashes = new Map(named.flatMap((some) => [...some]));
    const known = await findSubjectKeys(database.query, masters, [...hashes.values()]);
    const fresh = new Map<string, NewSubject>();
    for (const [index, { at }] of all.entries()) {
      for (const [name, hash] of named[index]!) {
        if (isNew(known.get(name), at)) fresh.set(name, { hash, at: later(at, fresh.get(name)?.at) });
      }
    }
    if (fresh.size === 0) return known;
    await addSubjectKeys(database, masters, [...fresh.values()]);
    const added = [...fresh.values()].map(({ hash }) => hash);
    return new Map([...known, ...(await findSubjectKeys(database.query, masters, added))]);
  }
}

function later(one: Date, other: Date = one): Date {
  return one > other ? one : other;
}

function hashesOf({ indexKey }: MasterKeys, subjects: ReadonlySet<string>): ReadonlyMap<string, Buffer> {
  if (subjects.size > MAX_SUBJECTS) return new Map();
  const hashes = [...subjects].map((subject) => subjectHash(indexKey, subject));
  return new Map(hashes.map((hash) => [hash.toString('hex'), hash]));
}

function isNew(known: KnownSubject | undefined, at: Date): boolean {
  return known?.key === undefined && !isErased(known, at);
}

function isErased(known: KnownSubject | undefined, at: Date): boolean {
  return known?.erased !== undefined && at <= known.erased.at;
}

function namesOf(named: ReadonlyMap<string, Buffer>, known: ReadonlyMap<string, KnownSubject>): KnownSubject[] {
  return [...named.keys()].map((name) => known.get(name) ?? {});
}

function seal({ at, parts, context }: Personal, subjects: readonly KnownSubject[]): Sealed {
  const isLost = subjects.length === 0 || subjects.some((one) => isErased(one, at) || one.key === undefined);
  if (!isLost) {
    const keys = subjects.flatMap(({ key }) => key ?? []).sort(byId);
    return { envelope: sealParts(parts, keys, context), keyIds: keys.map(({ id }) => id) };
  }
  const keyIds = idsAt(at, subjects);
  return { envelope: emptyEnvelope(keyIds), keyIds };
}

function sealInPieces(
  { at, parts, context }: Personal,
  pieces: readonly Piece[],
  ofAll: readonly KnownSubject[],
  ofOne: (owner: string) => KnownSubject,
): Sealed {
  const boxes = boxesOf(parts, pieces);
  const keyIds = idsAt(at, ofAll);
  const head = orderHead(keyIds, orderOf(pieces, boxes));
  const sealed = boxes.map(({ owner, parts: inside }, index) => {
    const box = { subjects: new Set<string>(), at, parts: inside, context: boxContext(head, index, context) };
    return seal(box, owner === null ? ofAll : [ofOne(owner)]).envelope;
  });
  return { envelope: joinBoxes(head, sealed), keyIds };
}

/** Ids of their keys, as they were at that time. */
function idsAt(at: Date, subjects: readonly KnownSubject[]): bigint[] {
  return subjects.flatMap(({ key, erased }) => (isErased({ erased }, at) ? erased!.id : (key?.id ?? [])));
}

function byId(a: SubjectKey, b: SubjectKey): number {
  return a.id < b.id ? -1 : 1;
}

function idsIn(envelope: Buffer): readonly bigint[] | undefined {
  try {
    return keyIdsOf(envelope);
  } catch {
    return undefined;
  }
}
