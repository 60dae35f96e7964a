import type { Alternative } from './alternatives';
import { mapOf, requiredOf } from './keywords';
import { memberRules, type Key, type MemberRules } from './members';
import { isEmpty, overlap, type TypedPiece } from './pieces';
import { anyOfLists, has, keyword, type SchemaNode } from './schema-node';

/** What holds for the members a key stands for; `undefined` when the writer never writes one. */
export function factsFor(piece: TypedPiece, key: Key): readonly SchemaNode[] | undefined {
  const rules = piece.nodes.map((node) => memberRules(node, key));
  const facts = rules.flatMap(stated);
  const silent = closes(piece) && !declares(piece.nodes.filter(isClosed), key);
  const all = silent ? fromOthers(piece, key, facts) : facts;
  return all === undefined || isEmpty(all) ? undefined : all;
}

function stated({ declared, additional }: MemberRules): readonly SchemaNode[] {
  return additional === undefined ? declared : [...declared, additional];
}

function isClosed({ view }: SchemaNode): boolean {
  return view === 'closed';
}

/**
 * Whether a writer keeps to the members declared. An object that declares none is free-form, and one that says what
 * additional members hold means to have them.
 */
function closes({ nodes, partial }: Pick<Alternative, 'nodes' | 'partial'>): boolean {
  const closed = nodes.filter(isClosed);
  if (partial || closed.some(allowsMore)) return false;
  return closed.some((node) => mapOf(node, 'properties').size + mapOf(node, 'patternProperties').size > 0);
}

function allowsMore(node: SchemaNode): boolean {
  return has(node, 'additionalProperties') && keyword(node, 'additionalProperties') !== false;
}

function declares(nodes: readonly SchemaNode[], key: Key): boolean {
  return nodes.some((node) => {
    const { declared, unsure } = memberRules(node, key);
    return declared.length > 0 || unsure || ('name' in key && requiredOf(node).includes(key.name));
  });
}

/**
 * A value may satisfy several branches of a union, and then have the members of all of them. Branches that do not close
 * are judged as what they are: open.
 */
function fromOthers(piece: TypedPiece, key: Key, facts: readonly SchemaNode[]): readonly SchemaNode[] | undefined {
  const lists = piece.others
    .filter((other) => closes(other) && declares(other.nodes.filter(isClosed), key))
    .filter((other) => overlap(piece, other))
    .map(({ nodes }) => nodes.filter(isClosed).flatMap((node) => stated(memberRules(node, key))));
  if (lists.length === 0) return undefined;
  const some = lists.some((list) => list.length === 0) ? undefined : anyOfLists(lists);
  return some === undefined ? facts : [...facts, some];
}

/** More patterns than this in one object are not told apart. */
const MAX_PATTERNS = 5;

/**
 * Every kind of member there can be: each name spoken of, and for all other names each set of patterns one could match.
 * `undefined` when there are too many.
 */
export function keysOf(piece: TypedPiece, reader: SchemaNode): readonly Key[] | undefined {
  const nodes = [...piece.nodes, ...piece.others.flatMap((other) => other.nodes), reader];
  const patterns = new Set(nodes.flatMap((node) => [...mapOf(node, 'patternProperties').keys()]));
  if (patterns.size > MAX_PATTERNS) return undefined;
  const names = new Set(nodes.flatMap((node) => [...mapOf(node, 'properties').keys(), ...requiredOf(node)]));
  return [
    ...[...names].map((name) => ({ name })),
    ...subsets([...patterns]).map((list) => ({ patterns: new Set(list) })),
  ];
}

function subsets(items: readonly string[]): readonly (readonly string[])[] {
  return items.reduce<readonly (readonly string[])[]>(
    (sets, item) => [...sets, ...sets.map((set) => [...set, item])],
    [[]],
  );
}
