import { sameKeyword } from './identical';
import type { Objection } from './findings';
import { undecided, type Judge, type Place } from './judge';
import { at, schemaOf, schemasOf, spot } from './keywords';
import { narrowed, refusedBy, type TypedPiece } from './pieces';
import { has, noneOf, resolve, type SchemaNode } from './schema-node';
import { admits } from './values';

interface Comparison {
  readonly pieces: readonly TypedPiece[];
  readonly reader: SchemaNode;
  readonly place: Place;
  readonly judge: Judge;
}

/** What a writer has against the schemas a reader applies at the same place. */
export function inPlaceObjections(comparison: Comparison): readonly Objection[] {
  const { pieces, reader, judge, place } = comparison;
  return [
    ...referenceObjections(comparison),
    ...(schemasOf(reader, 'allOf') ?? []).flatMap((branch) => judge.cover(pieces, branch, place)),
    ...pieces.flatMap((piece) => [
      ...anyOfObjections(piece, comparison),
      ...oneOfObjections(piece, comparison),
      ...notObjections(piece, comparison),
      ...conditionalObjections(piece, comparison),
    ]),
  ];
}

function referenceObjections({ pieces, reader, judge, place }: Comparison): readonly Objection[] {
  if (!has(reader, '$ref')) return [];
  const target = resolve(reader);
  if (target !== undefined) return judge.cover(pieces, target, place);
  return [undecided(at(reader, '$ref'), spot(pieces[0]?.nodes ?? [], '$ref'), 'a reference leads out of the schema')];
}

function anyOfObjections(piece: TypedPiece, comparison: Comparison): readonly Objection[] {
  const branches = schemasOf(comparison.reader, 'anyOf');
  if (branches === undefined) return [];
  const { judge, place } = comparison;
  const near = branches.filter((branch) => meets(piece, branch));
  if (near.some((branch) => judge.cover([piece], branch, place).length === 0)) return [];
  return noBranch(piece, near, 'anyOf', comparison);
}

/** The one branch that could have been meant tells most. */
function noBranch(
  piece: TypedPiece,
  near: readonly SchemaNode[],
  name: 'anyOf' | 'oneOf',
  { reader, judge, place }: Comparison,
): readonly Objection[] {
  const [only] = near;
  if (near.length === 1 && only !== undefined) return judge.cover([piece], only, place);
  const typed = schemasOf(reader, name)?.some((branch) => admits(branch, piece.kind));
  return [
    {
      key: typed === true ? 'union' : 'type',
      readerAt: at(reader, name),
      writerAt: spot(piece.nodes, name),
      reason: (has) =>
        typed === true
          ? `no single branch of ${has.reader} takes every ${piece.kind} that ${has.writer} allows`
          : `${has.writer} allows a ${piece.kind}; no branch of ${has.reader} does`,
    },
  ];
}

/** A branch that takes all the piece can be is enough only if no other takes any of it. */
function oneOfObjections(piece: TypedPiece, comparison: Comparison): readonly Objection[] {
  const { reader, judge, place } = comparison;
  const branches = schemasOf(reader, 'oneOf');
  if (branches === undefined || piece.nodes.some((node) => sameKeyword(node, reader, 'oneOf'))) return [];
  const near = branches.filter((branch) => meets(piece, branch));
  const taking = near.length > 1 && near.some((branch) => judge.cover([piece], branch, place).length === 0);
  if (!taking) return noBranch(piece, near, 'oneOf', comparison);
  return [
    {
      key: 'ambiguous',
      readerAt: at(reader, 'oneOf'),
      writerAt: spot(piece.nodes, 'oneOf'),
      reason: (has) => `data of ${has.writer} may satisfy several branches of ${has.reader}, and exactly one must hold`,
    },
  ];
}

/** Whether a value of the piece may satisfy a further schema; `false` is certain. */
function meets(piece: TypedPiece, node: SchemaNode): boolean {
  return narrowed(piece, node).length > 0;
}

function notObjections(piece: TypedPiece, { reader, judge, place }: Comparison): readonly Objection[] {
  const refused = refusedBy(reader);
  if (refused === undefined || !meets(piece, refused)) return [];
  const already = piece.nodes.map(refusedBy).filter((node) => node !== undefined);
  if (already.some((node) => judge.here([refused], node, place).length === 0)) return [];
  return [
    {
      key: 'not',
      readerAt: at(reader, 'not'),
      writerAt: spot(piece.nodes, 'not'),
      reason: (has) => `${has.writer} allows values that ${has.reader} excludes by "not"`,
    },
  ];
}

function conditionalObjections(piece: TypedPiece, { reader, judge, place }: Comparison): readonly Objection[] {
  const condition = schemaOf(reader, 'if');
  if (condition === undefined) return [];
  const [yes, no] = [schemaOf(reader, 'then'), schemaOf(reader, 'else')];
  const otherwise = noneOf([condition]) ?? condition;
  return [
    ...(yes === undefined ? [] : judge.cover(narrowed(piece, condition), yes, place)),
    ...(no === undefined || judge.cover([piece], condition, place).length === 0
      ? []
      : judge.cover(narrowed(piece, otherwise), no, place)),
  ];
}
