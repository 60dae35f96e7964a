import { isObject } from '#contracts';
import { arrayObjections } from './arrays';
import { BudgetSpent } from './budget';
import { hasType, typeOf } from './evaluate';
import { distinct, type Objection } from './findings';
import { identical, sameKeyword } from './identical';
import { undecided, type Judge, type Place } from './judge';
import { at, beyond, malformed, spot, typesOf, valuesOf } from './keywords';
import { numberObjections } from './numbers';
import { objectObjections } from './objects';
import { allows, listedPiece, piecesOf, type ListedPiece, type Piece, type TypedPiece } from './pieces';
import { rangeOf } from './ranges';
import { idOf, type SchemaNode } from './schema-node';
import { stringObjections } from './strings';
import { inPlaceObjections } from './unions';
import { valueObjections } from './values';

/** Deeper than any schema: recursion comes back to a pair already seen long before. */
const MAX_LEVELS = 200;

/** As many whole numbers are tried one by one against a list of values. */
const MAX_COUNTED = 64;

/**
 * Proves that a reader takes whatever a writer writes, as set inclusion, by induction on the depth of values: a pair of
 * schemas met again further down is taken as proved, met again at the same level it is not. No objection means proved;
 * an objection means disproved or not proved.
 */
export class Inclusion implements Judge {
  readonly #open = new Map<string, number>();
  readonly #known = new Map<string, readonly Objection[]>();
  #assumptions = 0;

  below(writer: readonly SchemaNode[], reader: SchemaNode, { depth }: Place): readonly Objection[] {
    return this.here(writer, reader, { depth: depth + 1, trail: [] });
  }

  here(writer: readonly SchemaNode[], reader: SchemaNode, place: Place): readonly Objection[] {
    if (place.depth > MAX_LEVELS) throw new BudgetSpent('the schemas recurse too deep to compare');
    const key = `${[...new Set(writer.map(idOf))].sort().join('&')}>${idOf(reader)}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const opened = this.#open.get(key);
    if (opened !== undefined) {
      this.#assumptions += 1;
      return opened < place.depth ? [] : [endless(reader)];
    }
    return this.#prove(key, writer, reader, place);
  }

  #prove(key: string, writer: readonly SchemaNode[], reader: SchemaNode, place: Place): readonly Objection[] {
    const assumed = this.#assumptions;
    this.#open.set(key, place.depth);
    const found = distinct(this.cover(piecesOf(writer), reader, place));
    this.#open.delete(key);
    // What rests on an assumption holds only while that is being proved.
    if (assumed === this.#assumptions && place.trail.length === 0) this.#known.set(key, found);
    return found;
  }

  cover(pieces: readonly Piece[], reader: SchemaNode, place: Place): readonly Objection[] {
    reader.document.budget.spend();
    const left = pieces.filter(({ nodes }) => !nodes.some((node) => identical(node, reader)));
    const [first] = left;
    if (first === undefined || reader.schema === true) return [];
    if (reader.schema === false) return [forbidden(first, reader)];
    if (!isObject(reader.schema)) return [undecided(reader.pointer, first.nodes[0]?.pointer, 'this is not a schema')];
    if (place.trail.includes(reader.schema)) return [endless(reader)];
    const { fitting, objections } = byType(left, reader);
    const typed = fitting.filter((piece): piece is TypedPiece => piece.kind !== 'values');
    return [
      ...objections,
      ...fitting.flatMap((piece) => (piece.kind === 'values' ? valueObjections(piece, reader) : [])),
      ...(typed.length === 0 ? [] : this.#typed(typed, reader, place)),
    ];
  }

  #typed(pieces: readonly TypedPiece[], reader: SchemaNode, { depth, trail }: Place): readonly Objection[] {
    const place = { depth, trail: [...trail, reader.schema] };
    return [
      ...pieces.flatMap((piece) => listObjections(piece, reader)),
      ...pieces.flatMap((piece) => this.#kind(piece, reader, place)),
      ...inPlaceObjections({ pieces, reader, place, judge: this }),
      ...unclear(pieces, reader),
    ];
  }

  #kind(piece: TypedPiece, reader: SchemaNode, place: Place): readonly Objection[] {
    switch (piece.kind) {
      case 'number':
        return numberObjections(piece.nodes, reader);
      case 'string':
        return stringObjections(piece.nodes, reader);
      case 'array':
        return arrayObjections({ piece, reader, place, judge: this });
      case 'object':
        return objectObjections({ piece, reader, place, judge: this });
    }
  }
}

function endless(reader: SchemaNode): Objection {
  return undecided(reader.pointer, undefined, 'a schema refers to itself without end');
}

function forbidden(piece: Piece, reader: SchemaNode): Objection {
  return {
    key: 'forbidden',
    readerAt: reader.pointer,
    writerAt: piece.nodes[0]?.pointer,
    reason: (has) => `${has.writer} allows a value here; ${has.reader} allows none`,
  };
}

/** Splits off what the reader's `type` does not take. */
function byType(
  pieces: readonly Piece[],
  reader: SchemaNode,
): { fitting: readonly Piece[]; objections: readonly Objection[] } {
  const types = typesOf(reader);
  if (types === undefined) return { fitting: pieces, objections: [] };
  const fitting = pieces.flatMap((piece): Piece[] => {
    if (piece.kind !== 'values') return fits(piece, types) ? [piece] : [];
    const values = piece.values.filter((value) => hasType(value, types));
    return values.length === 0 ? [] : [{ ...piece, values }];
  });
  const refused = new Set(pieces.flatMap((piece) => typeNames(piece, types)));
  if (refused.size === 0) return { fitting, objections: [] };
  const writer = pieces.flatMap(({ nodes }) => nodes);
  const objection: Objection = {
    key: 'type',
    readerAt: at(reader, 'type'),
    writerAt: spot(writer, 'type'),
    reason: (has) => `${has.writer} allows ${[...refused].join(', ')}; ${has.reader} takes only ${types.join(', ')}`,
  };
  return { fitting, objections: [objection] };
}

function fits(piece: TypedPiece, types: readonly string[]): boolean {
  if (piece.kind !== 'number' || types.includes('number')) return allows(types, piece.kind);
  return types.includes('integer') && rangeOf(piece.nodes).whole;
}

/** The types in a piece that are not among those taken. */
function typeNames(piece: Piece, types: readonly string[]): string[] {
  if (piece.kind === 'values') return piece.values.filter((value) => !hasType(value, types)).map(typeOf);
  if (fits(piece, types)) return [];
  return [piece.kind === 'number' && rangeOf(piece.nodes).whole ? 'integer' : piece.kind];
}

/** A reader that lists its values takes an unlisted kind only where that can be counted. */
function listObjections(piece: TypedPiece, reader: SchemaNode): Objection[] {
  const name = valuesOf(reader, 'enum') === undefined ? 'const' : 'enum';
  if (valuesOf(reader, name) === undefined) return [];
  const counted = piece.kind === 'number' ? countedOut(piece) : undefined;
  if (counted !== undefined) return counted.flatMap((values) => valueObjections(values, reader));
  return [
    {
      key: 'enumList',
      readerAt: at(reader, name),
      writerAt: spot(piece.nodes, name),
      reason: (has) => `${has.writer} does not limit the ${piece.kind} to a list; ${has.reader} does`,
    },
  ];
}

function countedOut({ nodes }: TypedPiece): ListedPiece[] | undefined {
  const { low, high, whole } = rangeOf(nodes);
  if (!whole || !(high - low < MAX_COUNTED)) return undefined;
  return listedPiece(
    Array.from({ length: high - low + 1 }, (_, at) => low + at),
    nodes,
  );
}

/** Keywords not looked into, unless the writer has the same. */
function unclear(pieces: readonly TypedPiece[], reader: SchemaNode): Objection[] {
  const kept = (name: string) =>
    name.startsWith('depend') && pieces.every(({ nodes }) => nodes.some((node) => sameKeyword(node, reader, name)));
  return [
    ...malformed(reader).map((name) => [name, `the value of "${name}" is not what JSON Schema asks for`] as const),
    ...beyond(reader)
      .filter((name) => !kept(name))
      .map((name) => [name, `"${name}" is not looked into`] as const),
  ].map(([name, why]) => undecided(at(reader, name), spot(pieces[0]?.nodes ?? [], name), why));
}
