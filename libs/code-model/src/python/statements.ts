import type { Statement } from '../code/items';
import type { Reader } from '../code/reader';
import { contents } from '../code/reading/expressions';
import { kindsOf } from '../code/reading/syntax';
import type { SyntaxNode } from '../code/syntax-tree';

const STATEMENTS = kindsOf({
  class: 'class_definition',
  function: 'function_definition',
  if: 'if_statement',
  import: 'import_statement import_from_statement future_import_statement',
  jump: 'break_statement continue_statement',
  loop: 'for_statement while_statement',
  match: 'match_statement',
  pass: 'pass_statement',
  raise: 'raise_statement',
  return: 'return_statement',
  try: 'try_statement',
  with: 'with_statement',
});

const STRINGS: ReadonlySet<string> = new Set(['string', 'concatenated_string']);

/** The string node that documents a block, if its first statement is one. */
export function docstringNode(block: SyntaxNode | undefined): SyntaxNode | undefined {
  const first = block?.children[0];
  const [only, ...others] = first?.type === 'expression_statement' ? first.children : [];
  return only !== undefined && others.length === 0 && STRINGS.has(only.type) ? only : undefined;
}

/** The docstring of a block, without the quotes; an interpolated string documents nothing. */
export function docstringOf(reader: Reader, block: SyntaxNode | undefined): { readonly docstring?: string } {
  const node = docstringNode(block);
  if (node === undefined) return {};
  const { text, interpolated } = contents(reader, node);
  return interpolated ? {} : { docstring: text };
}

/** The kinds of the statements of a block; its docstring is none. */
export function statementsOf(block: SyntaxNode | undefined): Statement[] {
  const docstring = docstringNode(block);
  return (block?.children ?? []).flatMap((node) => {
    if (docstring !== undefined && node.children[0] === docstring) return [];
    return [statement(node)];
  });
}

function statement(node: SyntaxNode): Statement {
  if (node.type === 'decorated_definition') return statement(node.children.at(-1) ?? node);
  if (node.type !== 'expression_statement') return STATEMENTS.get(node.type) ?? 'other';
  const [inner] = node.children;
  if (inner?.type === 'ellipsis') return 'ellipsis';
  return inner?.type === 'assignment' || inner?.type === 'augmented_assignment' ? 'assign' : 'expression';
}
