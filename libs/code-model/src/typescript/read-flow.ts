import type { IfItem, Item } from '../code/items';
import { around } from '../code/code';
import { base, field, type Reader, type ReadNode } from '../code/reader';
import { calleeOf, pathOf, unwrapped } from '../code/reading/expressions';
import { block, jump, loop, plain, returned } from '../code/reading/read-flow';
import type { SyntaxNode } from '../code/syntax-tree';
import { argumentsOf } from './expressions';
import { statementsOf } from './statements';

/** Statements and expressions that decide what runs next. */
export const FLOW: readonly (readonly [string, ReadNode])[] = [
  ['if_statement', (reader, node, parent) => conditional(reader, node, parent, 'if')],
  ['for_statement', (reader, node, parent) => loop(reader, node, parent, 'for', isAsync(reader, node))],
  ['for_in_statement', (reader, node, parent) => loop(reader, node, parent, 'for', isAsync(reader, node))],
  ['while_statement', (reader, node, parent) => loop(reader, node, parent, 'while', false)],
  ['do_statement', (reader, node, parent) => loop(reader, node, parent, 'while', false)],
  ['try_statement', (reader, node, parent) => block(reader, node, parent, 'try', field(node, 'body'))],
  ['catch_clause', handler],
  ['finally_clause', (reader, node, parent) => plain(reader, node, parent, 'finally')],
  ['switch_statement', (reader, node, parent) => block(reader, node, parent, 'match', undefined)],
  ['switch_case', (reader, node, parent) => caseOf(reader, node, parent, false)],
  ['switch_default', (reader, node, parent) => caseOf(reader, node, parent, true)],
  ['throw_statement', raise],
  ['return_statement', returned],
  ['break_statement', (reader, node, parent) => jump(reader, node, parent, 'break')],
  ['continue_statement', (reader, node, parent) => jump(reader, node, parent, 'continue')],
  ['ternary_expression', (reader, node, parent) => plain(reader, node, parent, 'ternary')],
  ['yield_expression', (reader, node, parent) => plain(reader, node, parent, 'yield')],
];

/** `else if` is an `elif`: a child of the first `if`, as deep as it. */
function conditional(reader: Reader, node: SyntaxNode, parent: Item, kind: 'if' | 'elif'): void {
  const condition = field(node, 'condition');
  const consequence = field(node, 'consequence');
  const item = reader.add({
    kind,
    ...base(node, parent),
    condition: condition === undefined ? '' : reader.text(condition).replace(/^\(|\)$/g, ''),
    statements: statementsOf(consequence),
  });
  if (condition !== undefined) reader.read(condition, item);
  if (consequence !== undefined) reader.read(consequence, item);
  const otherwise = field(node, 'alternative');
  if (otherwise !== undefined) alternative(reader, otherwise, kind === 'if' ? item : parent);
}

function alternative(reader: Reader, node: SyntaxNode, first: IfItem | Item): void {
  const [body] = node.children;
  if (body?.type === 'if_statement') return conditional(reader, body, first, 'elif');
  const item = { kind: 'else' as const, ...base(node, first), condition: '', statements: statementsOf(body) };
  reader.inside(node, reader.add(item));
}

function isAsync({ source }: Reader, { start }: SyntaxNode): boolean {
  return /^for\s+await\b/.test(source.slice(start, start + 20));
}

/** A `catch` catches whatever is thrown, as `except Exception` does; a bare one merely does not look at it. */
function handler(reader: Reader, node: SyntaxNode, parent: Item): void {
  const parameter = field(node, 'parameter');
  const body = field(node, 'body');
  const item = reader.add({
    kind: 'handler',
    ...base(node, parent),
    types: ['Exception'],
    ...(parameter?.type === 'identifier' && { name: reader.text(parameter) }),
    statements: statementsOf(body),
  });
  if (body !== undefined) reader.inside(body, item);
}

function caseOf(reader: Reader, node: SyntaxNode, parent: Item, otherwise: boolean): void {
  const statements = statementsOf(node);
  reader.inside(node, reader.add({ kind: 'case', ...base(node, parent), statements, otherwise }));
}

const CAUSE = /\bcause\b/;

/** Throwing what was caught is throwing it again. */
function raise(reader: Reader, node: SyntaxNode, parent: Item): void {
  const at = node.children[0] === undefined ? undefined : unwrapped(reader, node.children[0]);
  const made = at?.type === 'new_expression' || at?.type === 'call_expression';
  const callee = made ? calleeOf(reader, at) : at;
  const list = made ? field(at, 'arguments') : undefined;
  const path = callee === undefined ? undefined : pathOf(reader, callee);
  const holder = { kind: 'raise' as const, ...base(node, parent) };
  const again = path !== undefined && path === around({ ...holder, cause: false, arguments: [] }, 'handler')?.name;
  const item = reader.add({
    ...holder,
    ...(path !== undefined && !again && { type: path }),
    cause: list !== undefined && CAUSE.test(reader.text(list)),
    arguments: argumentsOf(reader, list),
  });
  reader.inside(node, item);
}
