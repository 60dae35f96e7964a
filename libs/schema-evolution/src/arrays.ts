import type { Objection } from './findings';
import { undecided, type Judge, type Place } from './judge';
import { at, isTrue, numberOf, schemaOf, spot } from './keywords';
import { sameKeyword } from './identical';
import { itemRules } from './members';
import { isEmpty, itemFacts, type TypedPiece } from './pieces';
import { sizeOf, type Size } from './ranges';
import { keyword, type SchemaNode } from './schema-node';
import { sizeObjections } from './sizes';

interface Comparison {
  readonly piece: TypedPiece;
  readonly reader: SchemaNode;
  readonly place: Place;
  readonly judge: Judge;
}

/** What a writer's lists have against a reader's rules for lists. */
export function arrayObjections(comparison: Comparison): readonly Objection[] {
  const { nodes } = comparison.piece;
  const size = listSize(nodes, comparison.reader);
  return [
    ...sizeObjections(nodes, comparison.reader, 'Items', size),
    ...itemObjections(size, comparison),
    ...uniqueObjections(size, comparison),
    ...containsObjections(size, comparison),
  ];
}

/** Positions that are spoken of one by one, and one for all after them. */
function positions(nodes: readonly SchemaNode[]): number {
  return 1 + Math.max(0, ...nodes.map((node) => itemRules(node).prefix.length));
}

/** A list ends where no item can be. */
function listSize(writer: readonly SchemaNode[], reader: SchemaNode): Size {
  const { least, most } = sizeOf(writer, 'Items');
  const all = Array.from({ length: positions([...writer, reader]) }, (_, position) => position);
  const end = all.find((position) => isEmpty(itemFacts(writer, position))) ?? Infinity;
  return { least, most: Math.min(most, end) };
}

function itemObjections({ most }: Size, { piece, reader, place, judge }: Comparison): readonly Objection[] {
  const { prefix, rest } = itemRules(reader);
  const length = Math.min(most, positions([...piece.nodes, reader]));
  return Array.from({ length }, (_, position) => position).flatMap((position) => {
    const wanted = prefix[position] ?? rest;
    return wanted === undefined ? [] : judge.below(itemFacts(piece.nodes, position), wanted, place);
  });
}

function uniqueObjections({ most }: Size, { piece, reader }: Comparison): Objection[] {
  if (!isTrue(reader, 'uniqueItems') || most <= 1) return [];
  if (piece.nodes.some((node) => isTrue(node, 'uniqueItems'))) return [];
  return [
    {
      key: 'uniqueItems',
      readerAt: at(reader, 'uniqueItems'),
      writerAt: spot(piece.nodes, 'uniqueItems'),
      reason: (has) => `${has.writer} allows an item twice; ${has.reader} does not`,
    },
  ];
}

function containsObjections({ least }: Size, { piece, reader, place, judge }: Comparison): readonly Objection[] {
  const wanted = schemaOf(reader, 'contains');
  if (wanted === undefined || piece.nodes.some((node) => sameContains(node, reader))) return [];
  const fewest = numberOf(reader, 'minContains') ?? 1;
  if (numberOf(reader, 'maxContains') === undefined) {
    const every = fewest === 0 ? [] : allItems(piece.nodes).flatMap((facts) => judge.below(facts, wanted, place));
    if (least >= fewest && every.length === 0) return [];
    if (fewest === 0) return [];
  }
  const writerAt = spot(piece.nodes, 'contains');
  if (piece.nodes.some((node) => schemaOf(node, 'contains') !== undefined)) {
    return [
      undecided(wanted.pointer, writerAt, 'both schemas have "contains", and whether one implies the other is unclear'),
    ];
  }
  return [
    {
      key: 'contains',
      readerAt: wanted.pointer,
      writerAt,
      reason: (has) => `${has.writer} does not say what a list must contain; ${has.reader} does`,
    },
  ];
}

function allItems(nodes: readonly SchemaNode[]): readonly (readonly SchemaNode[])[] {
  return Array.from({ length: positions(nodes) }, (_, position) => itemFacts(nodes, position));
}

function sameContains(writer: SchemaNode, reader: SchemaNode): boolean {
  const bounds = ['minContains', 'maxContains'];
  return (
    sameKeyword(writer, reader, 'contains') && bounds.every((name) => keyword(writer, name) === keyword(reader, name))
  );
}
