import type { Item, OperationItem } from '../items';
import { base, field, type Reader, type ReadNode } from '../reader';
import type { SyntaxNode } from '../syntax-tree';
import { calleeOf, contents, ownName, partsOf, pathOf, unwrapped, valueOf } from './expressions';

/** An expression that is a statement. */
export function expression(reader: Reader, node: SyntaxNode, parent: Item): void {
  reader.alone = node.children[0];
  reader.inside(node, parent);
}

/** `left = right`, `left += right`: `pathsOf` says what that binds, `readTarget` reads what is read of the left side. */
export function assignment(
  reader: Reader,
  node: SyntaxNode,
  parent: Item,
  pathsOf: (reader: Reader, target: SyntaxNode) => string[],
  readTarget: ReadNode,
): void {
  const left = field(node, 'left');
  const right = field(node, 'right');
  if (left === undefined || right === undefined) return;
  const item = reader.add({
    kind: 'assign',
    ...base(node, parent),
    targets: pathsOf(reader, left),
    operator: reader.syntax.between(reader, left, right),
    value: valueOf(reader, right),
  });
  readTarget(reader, left, item);
  reader.read(right, item);
}

/** A comprehension may stand where the list of arguments does: it is the only one. */
export function call(reader: Reader, node: SyntaxNode, parent: Item): void {
  const callee = calleeOf(reader, node);
  const list = field(node, 'arguments');
  if (callee === undefined) return reader.inside(node, parent);
  const item = reader.add({
    kind: 'call',
    ...base(node, parent),
    callee: pathOf(reader, callee),
    arguments: reader.syntax.argumentsOf(reader, list),
    awaited: reader.awaited === node,
  });
  receiver(reader, callee, item);
  if (list === undefined) return;
  if (reader.syntax.values.get(list.type) === 'comprehension') reader.read(list, item);
  else reader.inside(list, item);
}

export function member(reader: Reader, node: SyntaxNode, parent: Item): void {
  const item = reader.add({ kind: 'member', ...base(node, parent), path: pathOf(reader, node) });
  receiver(reader, node, item);
}

/** What stands before the last dot, or is called or subscripted itself; a plain name is nothing to read. */
export function receiver(reader: Reader, node: SyntaxNode | undefined, parent: Item): void {
  const { syntax } = reader;
  let at = node;
  while (at !== undefined) {
    if (at.type === syntax.member) at = field(at, 'object');
    else if (syntax.parentheses.has(at.type)) at = at.children[0];
    else return reader.read(at, parent);
  }
}

export function awaiting(reader: Reader, node: SyntaxNode, parent: Item): void {
  const item = reader.add({ kind: 'await', ...base(node, parent) });
  reader.awaited = unwrapped(reader, node);
  reader.inside(node, item);
}

export function string(reader: Reader, node: SyntaxNode, parent: Item): void {
  const read = contents(reader, node);
  const docstring = node === reader.docstring && !read.interpolated;
  reader.add({ kind: 'string', ...base(node, parent), ...read, docstring, alone: node === reader.alone });
  for (const part of partsOf(node)) if (part.type === reader.syntax.interpolation) reader.inside(part, parent);
}

/** A boolean expression with all operands of its operator; any other is an operation. */
export function binary(reader: Reader, node: SyntaxNode, parent: Item): void {
  const operator = reader.syntax.logicalOf(reader, node);
  if (operator === undefined) return operation(reader, node, parent);
  const operands: SyntaxNode[] = [];
  const flatten = (at: SyntaxNode): void => {
    if (reader.syntax.logicalOf(reader, at) !== operator) operands.push(at);
    else for (const child of at.children) flatten(child);
  };
  flatten(node);
  const names = operands.map((operand) => operandName(reader, operand));
  const item = reader.add({ kind: 'boolean', ...base(node, parent), operator, operands: operands.length, names });
  for (const operand of operands) reader.read(operand, item);
}

export function operation(reader: Reader, node: SyntaxNode, parent: Item): void {
  const item = addOperation(reader, node, parent);
  if (item !== undefined) reader.inside(node, item);
}

/** Without what is inside its operands. */
export function addOperation(reader: Reader, node: SyntaxNode, parent: Item): OperationItem | undefined {
  const [first, ...others] = node.children;
  if (first === undefined) return undefined;
  const operators = others.map((right, n) => reader.syntax.between(reader, node.children[n] ?? first, right));
  return reader.add({
    kind: 'operation',
    ...base(node, parent),
    operators: operators.length > 0 ? operators : [around(reader, node, first)],
    operands: node.children.map((operand) => operandName(reader, operand)),
  });
}

/** What stands before or after the only operand. */
function around({ source }: Reader, node: SyntaxNode, operand: SyntaxNode): string {
  return (source.slice(node.start, operand.start) + source.slice(operand.end, node.end)).trim();
}

/** Names and constants are told apart by their text, members by their own name, everything else by its place. */
function operandName(reader: Reader, node: SyntaxNode): string {
  if (node.type === reader.syntax.member) return ownName(reader, node);
  return node.children.length === 0 || node.type === 'string' ? reader.text(node) : `#${node.start}`;
}
