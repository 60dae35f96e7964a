import type { Objection } from './findings';
import type { Piece } from './pieces';
import type { SchemaNode } from './schema-node';

/** Where in a value the comparison stands. */
export interface Place {
  /** Levels below the root of the value. */
  readonly depth: number;
  /** The reader's schemas on the way to here within this level. */
  readonly trail: readonly unknown[];
}

/** The comparison, as its parts see it. An empty list means: proved. */
export interface Judge {
  /** What speaks against the reader for values that satisfy all of `writer`, one level below. */
  below(writer: readonly SchemaNode[], reader: SchemaNode, place: Place): readonly Objection[];
  /** The same at this level. */
  here(writer: readonly SchemaNode[], reader: SchemaNode, place: Place): readonly Objection[];
  /** The same for pieces at this level. */
  cover(pieces: readonly Piece[], reader: SchemaNode, place: Place): readonly Objection[];
}

export function undecided(readerAt: string | undefined, writerAt: string | undefined, why: string): Objection {
  return { key: 'undecided', readerAt, writerAt, reason: () => why };
}
