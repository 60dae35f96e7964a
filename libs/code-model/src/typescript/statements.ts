import type { Statement } from '../code/items';
import { field } from '../code/reader';
import { kindsOf } from '../code/reading/syntax';
import type { SyntaxNode } from '../code/syntax-tree';

const STATEMENTS = kindsOf({
  assign: 'lexical_declaration variable_declaration public_field_definition',
  class: 'class_declaration abstract_class_declaration',
  function: 'function_declaration generator_function_declaration method_definition',
  if: 'if_statement',
  import: 'import_statement',
  jump: 'break_statement continue_statement',
  loop: 'for_statement for_in_statement while_statement do_statement',
  match: 'switch_statement',
  raise: 'throw_statement',
  return: 'return_statement',
  try: 'try_statement',
});

const BLOCKS: ReadonlySet<string> = new Set([
  'program',
  'statement_block',
  'class_body',
  'switch_case',
  'switch_default',
]);

/** The kinds of the statements of a block, or of the one statement that stands for one. */
export function statementsOf(block: SyntaxNode | undefined): Statement[] {
  if (block === undefined) return [];
  if (!BLOCKS.has(block.type)) return [statement(block)];
  return block.children
    .filter((node) => node.type !== 'empty_statement' && node.type !== 'decorator' && node.field !== 'value')
    .map(statement);
}

function statement(node: SyntaxNode): Statement {
  if (node.type === 'export_statement') return statement(field(node, 'declaration') ?? node.children[0] ?? node);
  if (node.type !== 'expression_statement') return STATEMENTS.get(node.type) ?? 'other';
  const [inner] = node.children;
  const assigns = inner?.type === 'assignment_expression' || inner?.type === 'augmented_assignment_expression';
  return assigns ? 'assign' : 'expression';
}
