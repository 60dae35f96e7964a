import type { IfItem, Item } from '../code/items';
import { base, field, type Reader, type ReadNode } from '../code/reader';
import { pathOf, unwrapped } from '../code/reading/expressions';
import { block, jump, loop, plain, returned } from '../code/reading/read-flow';
import type { SyntaxNode } from '../code/syntax-tree';
import { argumentsOf } from './expressions';
import { statementsOf } from './statements';

/** Statements and expressions that decide what runs next. */
export const FLOW: readonly (readonly [string, ReadNode])[] = [
  ['if_statement', (reader, node, parent) => conditional(reader, node, parent, 'if')],
  ['elif_clause', (reader, node, parent) => conditional(reader, node, parent, 'elif')],
  ['for_statement', (reader, node, parent) => loop(reader, node, parent, 'for', isAsync(reader, node))],
  ['while_statement', (reader, node, parent) => loop(reader, node, parent, 'while', false)],
  ['else_clause', otherwise],
  ['try_statement', (reader, node, parent) => block(reader, node, parent, 'try', field(node, 'body'))],
  ['except_clause', handler],
  ['finally_clause', (reader, node, parent) => plain(reader, node, parent, 'finally')],
  ['with_statement', withStatement],
  ['match_statement', (reader, node, parent) => block(reader, node, parent, 'match', field(node, 'body'))],
  ['case_clause', caseOf],
  ['raise_statement', raise],
  ['return_statement', returned],
  ['break_statement', (reader, node, parent) => jump(reader, node, parent, 'break')],
  ['continue_statement', (reader, node, parent) => jump(reader, node, parent, 'continue')],
  ['conditional_expression', (reader, node, parent) => plain(reader, node, parent, 'ternary')],
  ['assert_statement', (reader, node, parent) => plain(reader, node, parent, 'assert')],
  ['yield', (reader, node, parent) => plain(reader, node, parent, 'yield')],
  ['lambda', (reader, node, parent) => plain(reader, node, parent, 'lambda')],
];

/** `case _:` and `case name:` without a guard. */
const OTHERWISE = /^case\s+[\p{L}_][\p{L}\p{N}_]*\s*:/u;

function caseOf(reader: Reader, node: SyntaxNode, parent: Item): void {
  const statements = statementsOf(field(node, 'consequence'));
  const otherwise = OTHERWISE.test(reader.text(node));
  reader.inside(node, reader.add({ kind: 'case', ...base(node, parent), statements, otherwise }));
}

const TYPE_CHECKING = /^(?:typing\.|t\.)?TYPE_CHECKING$/;

function conditional(reader: Reader, node: SyntaxNode, parent: Item, kind: IfItem['kind']): void {
  const condition = field(node, 'condition');
  const written = condition === undefined ? '' : reader.text(condition);
  const statements = statementsOf(field(node, 'consequence'));
  const item = reader.add({ kind, ...base(node, parent), condition: written, statements });
  for (const child of node.children) {
    const outside = reader.typeOnly;
    reader.typeOnly ||= child.field === 'consequence' && TYPE_CHECKING.test(written);
    reader.read(child, item);
    reader.typeOnly = outside;
  }
}

function otherwise(reader: Reader, node: SyntaxNode, parent: Item): void {
  if (parent.kind === 'loop') return plain(reader, node, parent, 'loop-else');
  if (parent.kind === 'try') return plain(reader, node, parent, 'try-else');
  const statements = statementsOf(field(node, 'body'));
  reader.inside(node, reader.add({ kind: 'else', ...base(node, parent), condition: '', statements }));
}

function handler(reader: Reader, node: SyntaxNode, parent: Item): void {
  const written = field(node, 'value');
  const alias = written?.type === 'as_pattern' ? field(written, 'alias') : undefined;
  const caught = written?.type === 'as_pattern' ? written.children[0] : written;
  const types = caught === undefined ? [] : caught.type === 'tuple' ? caught.children : [caught];
  const body = node.children.find(({ type }) => type === 'block');
  const item = reader.add({
    kind: 'handler',
    ...base(node, parent),
    types: types.map((type) => pathOf(reader, type)),
    ...(alias && { name: reader.text(alias) }),
    statements: statementsOf(body),
  });
  if (body !== undefined) reader.inside(body, item);
}

function isAsync({ source }: Reader, { start }: SyntaxNode): boolean {
  return source.startsWith('async', start);
}

function withStatement(reader: Reader, node: SyntaxNode, parent: Item): void {
  const item = reader.add({
    kind: 'with',
    ...base(node, parent),
    async: isAsync(reader, node),
    statements: statementsOf(field(node, 'body')),
  });
  reader.inside(node, item);
}

function raise(reader: Reader, node: SyntaxNode, parent: Item): void {
  const raised = node.children.find((child) => child.field !== 'cause');
  const at = raised === undefined ? undefined : unwrapped(reader, raised);
  const callee = at?.type === 'call' ? field(at, 'function') : at;
  const item = reader.add({
    kind: 'raise',
    ...base(node, parent),
    ...(callee && { type: pathOf(reader, callee) }),
    cause: field(node, 'cause') !== undefined,
    arguments: at?.type === 'call' ? argumentsOf(reader, field(at, 'arguments')) : [],
  });
  reader.inside(node, item);
}
