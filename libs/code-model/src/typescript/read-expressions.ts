import type { Item } from '../code/items';
import { base, field, type Reader, type ReadNode } from '../code/reader';
import * as read from '../code/reading/read-expressions';
import type { SyntaxNode } from '../code/syntax-tree';
import { paths } from './read-definitions';
import { addImport, loadedBy } from './read-imports';

/** Expressions that mean something to a rule or a metric. */
export const EXPRESSIONS: readonly (readonly [string, ReadNode])[] = [
  ['expression_statement', read.expression],
  ['assignment_expression', assignment],
  ['augmented_assignment_expression', assignment],
  ['call_expression', loadOrCall],
  ['new_expression', read.call],
  ['member_expression', read.member],
  ['await_expression', read.awaiting],
  ['string', read.string],
  ['template_string', read.string],
  ['binary_expression', read.binary],
  ['unary_expression', read.operation],
  ['update_expression', read.operation],
  ['pair', (reader, node, parent) => reader.read(field(node, 'value') ?? node, parent)],
  ['arrow_function', lambda],
  ['function_expression', lambda],
];

function assignment(reader: Reader, node: SyntaxNode, parent: Item): void {
  read.assignment(reader, node, parent, paths, read.receiver);
}

/** A call that loads a module is an import too. */
function loadOrCall(reader: Reader, node: SyntaxNode, parent: Item): void {
  const loaded = loadedBy(reader, node);
  if (loaded !== undefined && !isBound(node, parent)) addImport(reader, node, parent, loaded, {});
  read.call(reader, node, parent);
}

/** The declaration around it has given the import its name already: its first child, but for an annotation. */
function isBound({ start }: SyntaxNode, parent: Item): boolean {
  const holder = parent.kind === 'await' || parent.kind === 'member' ? parent.parent : parent;
  if (holder?.kind !== 'assign') return false;
  return holder.children.slice(0, 2).some((item) => item.kind === 'import' && item.start === start);
}

function lambda(reader: Reader, node: SyntaxNode, parent: Item): void {
  const item = reader.add({ kind: 'lambda', ...base(node, parent) });
  const body = field(node, 'body');
  if (body !== undefined) reader.read(body, item);
}
