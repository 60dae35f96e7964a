import type { Item } from '../code/items';
import { base, field, type Reader, type ReadNode } from '../code/reader';
import { pathOf, valueOf } from '../code/reading/expressions';
import * as read from '../code/reading/read-expressions';
import type { SyntaxNode } from '../code/syntax-tree';
import { annotation } from './read-definitions';

/** Expressions that mean something to a rule or a metric. */
export const EXPRESSIONS: readonly (readonly [string, ReadNode])[] = [
  ['expression_statement', read.expression],
  ['assignment', assignment],
  ['augmented_assignment', (reader, node, parent) => read.assignment(reader, node, parent, paths, readTarget)],
  ['named_expression', named],
  ['call', read.call],
  ['attribute', read.member],
  ['await', read.awaiting],
  ['string', read.string],
  ['concatenated_string', read.string],
  ['boolean_operator', read.binary],
  ['not_operator', read.operation],
  ['unary_operator', read.operation],
  ['binary_operator', read.operation],
  ['comparison_operator', read.operation],
  ['list_comprehension', comprehension],
  ['set_comprehension', comprehension],
  ['dictionary_comprehension', comprehension],
  ['generator_expression', comprehension],
  ['keyword_argument', (reader, node, parent) => reader.read(field(node, 'value') ?? node, parent)],
  ['type', () => undefined],
];

const PATTERNS: ReadonlySet<string> = new Set(['pattern_list', 'tuple_pattern', 'list_pattern', 'list_splat_pattern']);

function assignment(reader: Reader, node: SyntaxNode, parent: Item): void {
  const targets: SyntaxNode[] = [];
  let type: SyntaxNode | undefined;
  let right: SyntaxNode | undefined = node;
  while (right?.type === 'assignment') {
    const left = field(right, 'left');
    if (left !== undefined) targets.push(left);
    type ??= field(right, 'type');
    right = field(right, 'right');
  }
  const item = reader.add({
    kind: 'assign',
    ...base(node, parent),
    targets: targets.flatMap((target) => paths(reader, target)),
    operator: right === undefined ? '' : '=',
    ...(type && { annotation: reader.text(type) }),
    ...(right && { value: valueOf(reader, right) }),
  });
  for (const target of targets) readTarget(reader, target, item);
  if (type !== undefined) {
    annotation(reader, type, item, 'variable');
    unions(reader, type, item);
  }
  if (right !== undefined) reader.read(right, item);
}

/** `int | None` is an operation to Halstead; nothing else of a type is of interest. */
function unions(reader: Reader, node: SyntaxNode, parent: Item): void {
  if (node.type === 'binary_operator') read.addOperation(reader, node, parent);
  for (const child of node.children) unions(reader, child, parent);
}

function named(reader: Reader, node: SyntaxNode, parent: Item): void {
  const name = field(node, 'name');
  const value = field(node, 'value');
  if (name === undefined || value === undefined) return;
  const targets = [reader.text(name)];
  const item = reader.add({
    kind: 'assign',
    ...base(node, parent),
    targets,
    operator: ':=',
    value: valueOf(reader, value),
  });
  reader.read(value, item);
}

function paths(reader: Reader, target: SyntaxNode): string[] {
  return PATTERNS.has(target.type)
    ? target.children.flatMap((child) => paths(reader, child))
    : [pathOf(reader, target)];
}

/** Calls and attributes inside a target are reads (`self.rows[self.key()] = …`); the target itself is none. */
function readTarget(reader: Reader, target: SyntaxNode, parent: Item): void {
  if (PATTERNS.has(target.type)) for (const child of target.children) readTarget(reader, child, parent);
  else if (target.type === 'subscript') for (const child of target.children) readIndex(reader, child, parent);
  else if (target.type === 'attribute') read.receiver(reader, field(target, 'object'), parent);
}

function readIndex(reader: Reader, node: SyntaxNode, parent: Item): void {
  if (node.field === 'value') readTarget(reader, node, parent);
  else reader.read(node, parent);
}

function comprehension(reader: Reader, node: SyntaxNode, parent: Item): void {
  const count = (type: string): number => node.children.filter((child) => child.type === type).length;
  const item = reader.add({
    kind: 'comprehension',
    ...base(node, parent),
    loops: count('for_in_clause'),
    conditions: count('if_clause'),
  });
  reader.inside(node, item);
}
