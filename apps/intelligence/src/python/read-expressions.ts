import type { Item, OperationItem } from '../code/items';
import { base, field, type Reader, type ReadNode } from '../code/reader';
import type { SyntaxNode } from '../code/syntax-tree';
import { argumentsOf, contents, pathOf, unwrapped, valueOf } from './expressions';
import { annotation } from './read-definitions';

/** Expressions that mean something to a rule or a metric. */
export const EXPRESSIONS: readonly (readonly [string, ReadNode])[] = [
  ['expression_statement', (reader, node, parent) => expression(reader, node, parent)],
  ['assignment', (reader, node, parent) => assignment(reader, node, parent)],
  ['augmented_assignment', (reader, node, parent) => augmented(reader, node, parent)],
  ['named_expression', (reader, node, parent) => named(reader, node, parent)],
  ['call', (reader, node, parent) => call(reader, node, parent)],
  ['attribute', (reader, node, parent) => attribute(reader, node, parent)],
  ['await', (reader, node, parent) => awaiting(reader, node, parent)],
  ['string', (reader, node, parent) => string(reader, node, parent)],
  ['concatenated_string', (reader, node, parent) => string(reader, node, parent)],
  ['boolean_operator', (reader, node, parent) => boolean(reader, node, parent)],
  ['not_operator', (reader, node, parent) => operation(reader, node, parent)],
  ['unary_operator', (reader, node, parent) => operation(reader, node, parent)],
  ['binary_operator', (reader, node, parent) => operation(reader, node, parent)],
  ['comparison_operator', (reader, node, parent) => operation(reader, node, parent)],
  ['list_comprehension', (reader, node, parent) => comprehension(reader, node, parent)],
  ['set_comprehension', (reader, node, parent) => comprehension(reader, node, parent)],
  ['dictionary_comprehension', (reader, node, parent) => comprehension(reader, node, parent)],
  ['generator_expression', (reader, node, parent) => comprehension(reader, node, parent)],
  ['keyword_argument', (reader, node, parent) => reader.read(field(node, 'value') ?? node, parent)],
  ['type', () => undefined],
];

const PATTERNS: ReadonlySet<string> = new Set(['pattern_list', 'tuple_pattern', 'list_pattern', 'list_splat_pattern']);

function expression(reader: Reader, node: SyntaxNode, parent: Item): void {
  reader.alone = node.children[0];
  reader.inside(node, parent);
}

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
  if (node.type === 'binary_operator') addOperation(reader, node, parent);
  for (const child of node.children) unions(reader, child, parent);
}

function augmented(reader: Reader, node: SyntaxNode, parent: Item): void {
  const left = field(node, 'left');
  const right = field(node, 'right');
  if (left === undefined || right === undefined) return;
  const item = reader.add({
    kind: 'assign',
    ...base(node, parent),
    targets: paths(reader, left),
    operator: between(reader, left, right),
    value: valueOf(reader, right),
  });
  readTarget(reader, left, item);
  reader.read(right, item);
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
  else if (target.type === 'attribute') readReceiver(reader, field(target, 'object'), parent);
}

function readIndex(reader: Reader, node: SyntaxNode, parent: Item): void {
  if (node.field === 'value') readTarget(reader, node, parent);
  else reader.read(node, parent);
}

function call(reader: Reader, node: SyntaxNode, parent: Item): void {
  const callee = field(node, 'function');
  const list = field(node, 'arguments');
  if (callee === undefined) return reader.inside(node, parent);
  const awaited = reader.awaited === node;
  const item = reader.add({
    kind: 'call',
    ...base(node, parent),
    callee: pathOf(reader, callee),
    arguments: argumentsOf(reader, list),
    awaited,
  });
  readReceiver(reader, callee, item);
  if (list?.type === 'generator_expression') reader.read(list, item);
  else if (list !== undefined) reader.inside(list, item);
}

/** What stands before the last dot of a callee, or is called or subscripted itself; a plain name is nothing to read. */
function readReceiver(reader: Reader, node: SyntaxNode | undefined, parent: Item): void {
  let at = node;
  while (at?.type === 'attribute' || at?.type === 'parenthesized_expression') {
    at = at.type === 'attribute' ? field(at, 'object') : at.children[0];
  }
  if (at !== undefined && at.type !== 'identifier') reader.read(at, parent);
}

function attribute(reader: Reader, node: SyntaxNode, parent: Item): void {
  const item = reader.add({ kind: 'member', ...base(node, parent), path: pathOf(reader, node) });
  readReceiver(reader, node, item);
}

function awaiting(reader: Reader, node: SyntaxNode, parent: Item): void {
  const item = reader.add({ kind: 'await', ...base(node, parent) });
  reader.awaited = unwrapped(node);
  reader.inside(node, item);
}

function string(reader: Reader, node: SyntaxNode, parent: Item): void {
  const read = contents(reader, node);
  const docstring = node === reader.docstring && !read.interpolated;
  reader.add({ kind: 'string', ...base(node, parent), ...read, docstring, alone: node === reader.alone });
  const parts = node.type === 'concatenated_string' ? node.children : [node];
  for (const part of parts)
    for (const child of part.children) if (child.type === 'interpolation') reader.inside(child, parent);
}

function boolean(reader: Reader, node: SyntaxNode, parent: Item): void {
  const operator = operatorOf(reader, node);
  const operands: SyntaxNode[] = [];
  const flatten = (at: SyntaxNode): void => {
    if (at.type !== 'boolean_operator' || operatorOf(reader, at) !== operator) operands.push(at);
    else for (const child of at.children) flatten(child);
  };
  flatten(node);
  const item = reader.add({
    kind: 'boolean',
    ...base(node, parent),
    operator,
    operands: operands.length,
    names: operands.map((operand) => operandName(reader, operand)),
  });
  for (const operand of operands) reader.read(operand, item);
}

function operatorOf(reader: Reader, node: SyntaxNode): 'and' | 'or' {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  return left !== undefined && right !== undefined && between(reader, left, right) === 'or' ? 'or' : 'and';
}

/** The operator between two operands: what is left when comments, line ends and blanks are taken away. */
function between(reader: Reader, left: SyntaxNode, right: SyntaxNode): string {
  return reader.source
    .slice(left.end, right.start)
    .replace(/#[^\r\n]*/g, '')
    .replace(/[\s\\]+/g, ' ')
    .trim();
}

function operation(reader: Reader, node: SyntaxNode, parent: Item): void {
  reader.inside(node, addOperation(reader, node, parent));
}

function addOperation(reader: Reader, node: SyntaxNode, parent: Item): OperationItem {
  const [first, ...others] = node.children;
  const operators = others.map((right, n) => between(reader, node.children[n] ?? right, right));
  return reader.add({
    kind: 'operation',
    ...base(node, parent),
    operators: operators.length > 0 ? operators : [reader.source.slice(node.start, first?.start).trim()],
    operands: node.children.map((operand) => operandName(reader, operand)),
  });
}

/** Names and constants are told apart by their text, attributes by their own name, everything else by its place. */
function operandName(reader: Reader, node: SyntaxNode): string {
  if (node.type === 'attribute') return reader.text(field(node, 'attribute') ?? node);
  const atom = node.children.length === 0 || node.type === 'string';
  return atom ? reader.text(node) : `#${node.start}`;
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
