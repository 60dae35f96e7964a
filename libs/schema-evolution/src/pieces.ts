import { alternativesOf, together, type Alternative } from './alternatives';
import { evaluate, typeOf } from './evaluate';
import { identical } from './identical';
import { decisive, requiredOf, schemaOf, schemasOf, typesOf, TYPES, valuesOf, type JsonType } from './keywords';
import { itemRules, memberRules } from './members';
import { isEmptyRange, rangeOf, sizeOf } from './ranges';
import { viewed, type SchemaNode } from './schema-node';

/** Values of one kind that a writer may write: either a list of them, or all of a type that satisfy `nodes`. */
export type Piece = ListedPiece | TypedPiece;

export interface ListedPiece {
  readonly kind: 'values';
  readonly values: readonly unknown[];
  readonly nodes: readonly SchemaNode[];
}

export interface TypedPiece {
  readonly kind: 'number' | 'string' | 'array' | 'object';
  readonly nodes: readonly SchemaNode[];
  readonly partial: boolean;
  /** The other ways to satisfy what this piece was made from. */
  readonly others: readonly Alternative[];
}

/** How many levels down it is looked for a contradiction; a constant that tells branches apart is one level down. */
const LEVELS = 2;

/** All that can satisfy `nodes`, in pieces; what is certainly impossible is left out. */
export function piecesOf(nodes: readonly SchemaNode[], levels = LEVELS): Piece[] {
  return alternativesOf(nodes).flatMap((one, _at, all) => {
    const others = all.filter((other) => other !== one);
    return split(one, others, levels);
  });
}

/** Whether certainly nothing satisfies all of `nodes`. */
export function isEmpty(nodes: readonly SchemaNode[], levels = LEVELS): boolean {
  return piecesOf(nodes, levels).length === 0;
}

/** The values of a piece that a further schema takes too. */
export function narrowed(piece: TypedPiece, node: SchemaNode): Piece[] {
  const parts = alternativesOf([node]).flatMap((one) => split(together(piece, one), piece.others, LEVELS));
  return ofType(parts, piece.kind);
}

/** Whether one value may satisfy both; `false` is certain. */
export function overlap(one: Alternative, other: Alternative): boolean {
  return split(together(one, other), [], LEVELS).length > 0;
}

function split({ nodes, partial }: Alternative, others: readonly Alternative[], levels: number): Piece[] {
  nodes[0]?.document.budget.spend(nodes.length);
  const listed = nodes
    .map((node) => valuesOf(node, 'const') ?? valuesOf(node, 'enum'))
    .find((list) => list !== undefined);
  const pieces = listed === undefined ? byKind(nodes, partial, others, levels) : listedPiece(listed, nodes);
  // Last, because it costs most.
  return pieces.length > 0 && contradicts(nodes) ? [] : pieces;
}

function byKind(
  nodes: readonly SchemaNode[],
  partial: boolean,
  others: readonly Alternative[],
  levels: number,
): Piece[] {
  const types = typesLeft(nodes);
  const simple = [null, true, false].filter((value) => types.includes(typeOf(value)));
  const typed = (['number', 'string', 'array', 'object'] as const)
    .filter((kind) => types.includes(kind))
    .map((kind): TypedPiece => ({ kind, nodes, partial, others }))
    .filter((piece) => !isImpossible(piece, levels));
  return [...listedPiece(simple, nodes), ...typed];
}

/** The values that all of `nodes` take, as far as is known. */
export function listedPiece(values: readonly unknown[], nodes: readonly SchemaNode[]): ListedPiece[] {
  const possible = values.filter((value) => nodes.every((node) => evaluate(value, node) !== false));
  return possible.length === 0 ? [] : [{ kind: 'values', values: possible, nodes }];
}

/** One node demands what another refuses. */
function contradicts(nodes: readonly SchemaNode[]): boolean {
  const refused = nodes.flatMap(refusals);
  if (refused.length === 0) return false;
  const demands = nodes.filter((node) => decisive(node).join() !== 'not').map((node) => viewed(node, readAs(node)));
  return refused.some((node) => demands.some((other) => identical(other, node)));
}

/** Schemas a node does not allow, one by one. */
function refusals(node: SchemaNode): readonly SchemaNode[] {
  const refused = refusedBy(node);
  if (refused === undefined) return [];
  return decisive(refused).join() === 'anyOf' ? (schemasOf(refused, 'anyOf') ?? []) : [refused];
}

/** What a node does not allow, read as it is written: a writer fills in nothing here. */
export function refusedBy(node: SchemaNode): SchemaNode | undefined {
  const refused = schemaOf(node, 'not');
  return refused === undefined ? undefined : viewed(refused, readAs(refused));
}

function readAs({ view }: SchemaNode): SchemaNode['view'] {
  return view === 'closed' ? 'written' : view;
}

function typesLeft(nodes: readonly SchemaNode[]): readonly JsonType[] {
  const excluded = nodes.flatMap(refusals).flatMap(onlyTypes);
  return TYPES.filter((type) => nodes.every((node) => allows(typesOf(node), type)) && !excluded.includes(type));
}

export function allows(types: readonly string[] | undefined, type: JsonType): boolean {
  return types === undefined || types.includes(type) || (type === 'number' && types.includes('integer'));
}

/** The types of a schema that says nothing else. */
function onlyTypes(node: SchemaNode): readonly string[] {
  return decisive(node).join() === 'type' ? (typesOf(node) ?? []) : [];
}

function isImpossible({ kind, nodes }: TypedPiece, levels: number): boolean {
  switch (kind) {
    case 'number':
      return isEmptyRange(rangeOf(nodes));
    case 'string':
      return isEmptySize(nodes, 'Length');
    case 'array':
      return isEmptySize(nodes, 'Items') || (levels > 0 && lacksItem(nodes, levels - 1));
    case 'object':
      return isEmptySize(nodes, 'Properties') || (levels > 0 && lacksMember(nodes, levels - 1));
  }
}

function isEmptySize(nodes: readonly SchemaNode[], what: Parameters<typeof sizeOf>[1]): boolean {
  const { least, most } = sizeOf(nodes, what);
  return least > most;
}

function lacksMember(nodes: readonly SchemaNode[], levels: number): boolean {
  return nodes.flatMap(requiredOf).some((name) => isEmpty(factsAbout(nodes, name), levels));
}

function factsAbout(nodes: readonly SchemaNode[], name: string): readonly SchemaNode[] {
  return nodes.flatMap((node) => {
    const { declared, additional } = memberRules(node, { name });
    return additional === undefined ? declared : [additional];
  });
}

function lacksItem(nodes: readonly SchemaNode[], levels: number): boolean {
  const { least } = sizeOf(nodes, 'Items');
  const positions = Math.min(least, 1 + Math.max(0, ...nodes.map((node) => itemRules(node).prefix.length)));
  return Array.from({ length: positions }, (_, at) => itemFacts(nodes, at)).some((facts) => isEmpty(facts, levels));
}

/** What all of `nodes` say about the item at a position. */
export function itemFacts(nodes: readonly SchemaNode[], position: number): readonly SchemaNode[] {
  return nodes.flatMap((node) => {
    const { prefix, rest } = itemRules(node);
    return prefix[position] ?? rest ?? [];
  });
}

/** What of the pieces is of one type. */
export function ofType(pieces: readonly Piece[], type: JsonType): Piece[] {
  return pieces.flatMap((piece): Piece[] => {
    if (piece.kind !== 'values') return piece.kind === type ? [piece] : [];
    const values = piece.values.filter((value) => typeOf(value) === type);
    return values.length === 0 ? [] : [{ ...piece, values }];
  });
}
