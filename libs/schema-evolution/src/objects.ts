import { evaluate } from './evaluate';
import { shown, shownList, type Objection } from './findings';
import { undecided, type Judge, type Place } from './judge';
import { at, mapOf, requiredOf, schemaOf, spot } from './keywords';
import { memberRules, type Key } from './members';
import { ofType, piecesOf, type TypedPiece } from './pieces';
import { sizeOf } from './ranges';
import type { SchemaNode } from './schema-node';
import { sizeObjections } from './sizes';
import { factsFor, keysOf } from './writing';

interface Comparison {
  readonly piece: TypedPiece;
  readonly reader: SchemaNode;
  readonly place: Place;
  readonly judge: Judge;
}

/** What a writer's objects have against a reader's rules for objects. */
export function objectObjections(comparison: Comparison): Objection[] {
  const { piece, reader } = comparison;
  const keys = keysOf(piece, reader);
  if (keys === undefined) {
    return [undecided(at(reader, 'patternProperties'), spot(piece.nodes, 'patternProperties'), 'too many patterns')];
  }
  const possible = keys.map((key) => [key, factsFor(piece, key)] as const).filter(isPossible);
  const names = possible.every(([key]) => 'name' in key)
    ? possible.flatMap(([key]) => ('name' in key ? [key.name] : []))
    : undefined;
  return [
    ...requiredObjections(piece.nodes, reader),
    ...possible.flatMap(([key, facts]) => memberObjections(key, facts, comparison)),
    ...nameObjections(names, comparison),
    ...countObjections(names, piece.nodes, reader),
  ];
}

function isPossible<T>(
  entry: readonly [T, readonly SchemaNode[] | undefined],
): entry is readonly [T, readonly SchemaNode[]] {
  return entry[1] !== undefined;
}

function requiredObjections(writer: readonly SchemaNode[], reader: SchemaNode): Objection[] {
  const always = new Set(writer.flatMap(requiredOf));
  return requiredOf(reader)
    .filter((name) => !always.has(name))
    .map((name) => {
      const declared = writer.map((node) => mapOf(node, 'properties').get(name)).find((node) => node !== undefined);
      const here = mapOf(reader, 'properties').get(name);
      return {
        key: declared === undefined ? 'requiredNew' : 'required',
        readerAt: here?.pointer ?? at(reader, 'required'),
        writerAt: declared?.pointer,
        reason: (has) =>
          declared === undefined
            ? `${has.writer} does not know ${shown(name)}; ${has.reader} requires it`
            : `${has.writer} allows data without ${shown(name)}; ${has.reader} requires it`,
      };
    });
}

function memberObjections(key: Key, facts: readonly SchemaNode[], comparison: Comparison): readonly Objection[] {
  const { piece, reader } = comparison;
  const { declared, additional, unsure } = memberRules(reader, key);
  if (unsure) {
    const patterns = at(reader, 'patternProperties');
    return [undecided(patterns, spot(piece.nodes, 'patternProperties'), 'a pattern cannot be tried on a name')];
  }
  return [
    ...declared.flatMap((schema) => declaredObjections(key, facts, schema, comparison)),
    ...(additional === undefined ? [] : additionalObjections(key, facts, additional, comparison)),
  ];
}

function declaredObjections(
  key: Key,
  facts: readonly SchemaNode[],
  schema: SchemaNode,
  { piece, place, judge }: Comparison,
): readonly Objection[] {
  const found = judge.below(facts, schema, place);
  if (found.length === 0 || facts.length > 0) return found;
  const what = 'name' in key ? shown(key.name) : 'members with matching names';
  return [
    {
      key: 'openMember',
      readerAt: schema.pointer,
      writerAt: spot(piece.nodes, 'additionalProperties'),
      reason: (has) => `${has.writer} lets ${what} hold anything, for it does not declare it; ${has.reader} does not`,
    },
  ];
}

function additionalObjections(
  key: Key,
  facts: readonly SchemaNode[],
  schema: SchemaNode,
  { piece, place, judge }: Comparison,
): readonly Objection[] {
  const found = judge.below(facts, schema, place);
  if (found.length === 0 || ('name' in key && schema.schema !== false)) return found;
  if ('name' in key) {
    const declared = piece.nodes
      .map((node) => mapOf(node, 'properties').get(key.name))
      .find((node) => node !== undefined);
    return [
      {
        key: 'closedMember',
        readerAt: undefined,
        writerAt: declared?.pointer ?? facts[0]?.pointer ?? spot(piece.nodes, 'properties'),
        reason: (has) => `${has.writer} has ${shown(key.name)}; ${has.reader} refuses members it does not declare`,
      },
    ];
  }
  return [
    {
      key: 'additional',
      readerAt: schema.pointer,
      writerAt: spot(piece.nodes, 'additionalProperties'),
      reason: (has) => `${has.writer} allows additional members that ${has.reader} refuses`,
    },
  ];
}

function nameObjections(
  names: readonly string[] | undefined,
  { piece, reader, place, judge }: Comparison,
): Objection[] {
  const wanted = schemaOf(reader, 'propertyNames');
  if (wanted === undefined || names?.every((name) => evaluate(name, wanted) === true) === true) return [];
  const rules = piece.nodes.flatMap((node) => schemaOf(node, 'propertyNames') ?? []);
  const allowed = ofType(piecesOf(rules), 'string');
  const found = judge.cover(allowed, wanted, { depth: place.depth + 1, trail: [] });
  if (found.length === 0) return [];
  const refused = names?.filter((name) => evaluate(name, wanted) !== true) ?? [];
  return [
    {
      key: 'propertyNames',
      readerAt: wanted.pointer,
      writerAt: spot(piece.nodes, 'propertyNames'),
      reason: (has) =>
        refused.length > 0
          ? `${has.reader} refuses names of ${has.writer}: ${shownList(refused)}`
          : `${has.writer} allows names of members that ${has.reader} refuses`,
    },
  ];
}

function countObjections(
  names: readonly string[] | undefined,
  writer: readonly SchemaNode[],
  reader: SchemaNode,
): Objection[] {
  const { least, most } = sizeOf(writer, 'Properties');
  const always = new Set(writer.flatMap(requiredOf)).size;
  const size = { least: Math.max(least, always), most: Math.min(most, names?.length ?? Infinity) };
  return sizeObjections(writer, reader, 'Properties', size);
}
