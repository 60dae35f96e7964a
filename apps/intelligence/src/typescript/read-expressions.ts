import type { Item } from '../code/items';
import { base, field, type Reader, type ReadNode } from '../code/reader';
import type { SyntaxNode } from '../code/syntax-tree';
import { argumentsOf, calleeOf, contents, pathOf, unwrapped, valueOf } from './expressions';
import { paths } from './read-definitions';
import { addImport, loadedBy } from './read-imports';

/** Expressions that mean something to a rule or a metric. */
export const EXPRESSIONS: readonly (readonly [string, ReadNode])[] = [
  ['expression_statement', (reader, node, parent) => expression(reader, node, parent)],
  ['assignment_expression', (reader, node, parent) => assignment(reader, node, parent)],
  ['augmented_assignment_expression', (reader, node, parent) => assignment(reader, node, parent)],
  ['call_expression', (reader, node, parent) => call(reader, node, parent)],
  ['new_expression', (reader, node, parent) => call(reader, node, parent)],
  ['member_expression', (reader, node, parent) => member(reader, node, parent)],
  ['await_expression', (reader, node, parent) => awaiting(reader, node, parent)],
  ['string', (reader, node, parent) => string(reader, node, parent)],
  ['template_string', (reader, node, parent) => string(reader, node, parent)],
  ['binary_expression', (reader, node, parent) => binary(reader, node, parent)],
  ['unary_expression', (reader, node, parent) => operation(reader, node, parent)],
  ['update_expression', (reader, node, parent) => operation(reader, node, parent)],
  ['pair', (reader, node, parent) => reader.read(field(node, 'value') ?? node, parent)],
  ['arrow_function', (reader, node, parent) => lambda(reader, node, parent)],
  ['function_expression', (reader, node, parent) => lambda(reader, node, parent)],
];

function expression(reader: Reader, node: SyntaxNode, parent: Item): void {
  reader.alone = node.children[0];
  reader.inside(node, parent);
}

function assignment(reader: Reader, node: SyntaxNode, parent: Item): void {
  const left = field(node, 'left');
  const right = field(node, 'right');
  if (left === undefined || right === undefined) return;
  const item = reader.add({
    kind: 'assign',
    ...base(node, parent),
    targets: paths(reader, left),
    operator: operatorOf(reader, left, right),
    value: valueOf(reader, right),
  });
  readReceiver(reader, left, item);
  reader.read(right, item);
}

function call(reader: Reader, node: SyntaxNode, parent: Item): void {
  const callee = calleeOf(node);
  const list = field(node, 'arguments');
  if (callee === undefined) return reader.inside(node, parent);
  const path = pathOf(reader, callee);
  const loaded = loadedBy(reader, node);
  if (loaded !== undefined && !isBound(node, parent)) addImport(reader, node, parent, loaded, {});
  const item = reader.add({
    kind: 'call',
    ...base(node, parent),
    callee: path,
    arguments: argumentsOf(reader, list),
    awaited: reader.awaited === node,
  });
  readReceiver(reader, callee, item);
  if (list !== undefined) reader.inside(list, item);
}

/** The declaration around it has given the import its name already: its first child, but for an annotation. */
function isBound({ start }: SyntaxNode, parent: Item): boolean {
  const holder = parent.kind === 'await' || parent.kind === 'member' ? parent.parent : parent;
  if (holder?.kind !== 'assign') return false;
  return holder.children.slice(0, 2).some((item) => item.kind === 'import' && item.start === start);
}

const NAMES: ReadonlySet<string> = new Set(['identifier', 'this', 'super', 'import', 'property_identifier']);

/** What stands before the last dot, or is called or subscripted itself; a plain name is nothing to read. */
function readReceiver(reader: Reader, node: SyntaxNode | undefined, parent: Item): void {
  let at = node;
  while (
    at?.type === 'member_expression' ||
    at?.type === 'parenthesized_expression' ||
    at?.type === 'non_null_expression'
  ) {
    at = at.type === 'member_expression' ? field(at, 'object') : at.children[0];
  }
  if (at !== undefined && !NAMES.has(at.type)) reader.read(at, parent);
}

function member(reader: Reader, node: SyntaxNode, parent: Item): void {
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
  reader.add({ kind: 'string', ...base(node, parent), ...read, docstring: false, alone: node === reader.alone });
  for (const child of node.children) if (child.type === 'template_substitution') reader.inside(child, parent);
}

const LOGICAL: ReadonlyMap<string, 'and' | 'or'> = new Map([
  ['&&', 'and'],
  ['||', 'or'],
  ['??', 'or'],
]);

function binary(reader: Reader, node: SyntaxNode, parent: Item): void {
  const operator = LOGICAL.get(binaryOperator(reader, node));
  if (operator === undefined) return operation(reader, node, parent);
  const operands: SyntaxNode[] = [];
  const flatten = (at: SyntaxNode): void => {
    const same = at.type === 'binary_expression' && LOGICAL.get(binaryOperator(reader, at)) === operator;
    if (same) for (const child of at.children) flatten(child);
    else operands.push(at);
  };
  flatten(node);
  const names = operands.map((operand) => operandName(reader, operand));
  const item = reader.add({ kind: 'boolean', ...base(node, parent), operator, operands: operands.length, names });
  for (const operand of operands) reader.read(operand, item);
}

function binaryOperator(reader: Reader, node: SyntaxNode): string {
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  return left === undefined || right === undefined ? '' : operatorOf(reader, left, right);
}

/** What stands between two operands, without comments and blanks. */
function operatorOf(reader: Reader, left: SyntaxNode, right: SyntaxNode): string {
  return reader.source
    .slice(left.end, right.start)
    .replace(/\/\*[^]*?\*\/|\/\/[^\r\n]*/g, '')
    .trim();
}

function operation(reader: Reader, node: SyntaxNode, parent: Item): void {
  const [first, second] = node.children;
  if (first === undefined) return;
  const around = reader.source.slice(node.start, first.start) + reader.source.slice(first.end, node.end);
  const item = reader.add({
    kind: 'operation',
    ...base(node, parent),
    operators: [second === undefined ? around.trim() : operatorOf(reader, first, second)],
    operands: node.children.map((operand) => operandName(reader, operand)),
  });
  reader.inside(node, item);
}

/** Names and constants are told apart by their text, members by their own name, everything else by its place. */
function operandName(reader: Reader, node: SyntaxNode): string {
  if (node.type === 'member_expression') return reader.text(field(node, 'property') ?? node);
  return node.children.length === 0 || node.type === 'string' ? reader.text(node) : `#${node.start}`;
}

function lambda(reader: Reader, node: SyntaxNode, parent: Item): void {
  const item = reader.add({ kind: 'lambda', ...base(node, parent) });
  const body = field(node, 'body');
  if (body !== undefined) reader.read(body, item);
}
