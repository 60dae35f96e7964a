import type { Statement } from '../code/items';
import { field } from '../code/reader';
import type { SyntaxNode } from '../code/syntax-tree';

const STATEMENTS: ReadonlyMap<string, Statement> = new Map([
  ['abstract_class_declaration', 'class'],
  ['break_statement', 'jump'],
  ['class_declaration', 'class'],
  ['continue_statement', 'jump'],
  ['do_statement', 'loop'],
  ['for_in_statement', 'loop'],
  ['for_statement', 'loop'],
  ['function_declaration', 'function'],
  ['generator_function_declaration', 'function'],
  ['if_statement', 'if'],
  ['import_statement', 'import'],
  ['lexical_declaration', 'assign'],
  ['method_definition', 'function'],
  ['public_field_definition', 'assign'],
  ['return_statement', 'return'],
  ['switch_statement', 'match'],
  ['throw_statement', 'raise'],
  ['try_statement', 'try'],
  ['variable_declaration', 'assign'],
  ['while_statement', 'loop'],
]);

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
