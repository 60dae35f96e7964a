import { field, type Reader } from '../code/reader';
import { kindsOf, type Syntax } from '../code/reading/syntax';
import type { SyntaxNode } from '../code/syntax-tree';
import { argumentsOf } from './expressions';
import { statementsOf } from './statements';

const PARENTHESES = ['parenthesized_expression', 'non_null_expression'];

export const TYPESCRIPT: Syntax = {
  values: kindsOf({
    boolean: 'true false',
    call: 'call_expression new_expression',
    dict: 'object',
    lambda: 'arrow_function function_expression',
    list: 'array',
    name: 'identifier shorthand_property_identifier this member_expression subscript_expression',
    none: 'null undefined',
    number: 'number',
    string: 'string template_string',
  }),
  parentheses: new Set(PARENTHESES),
  wrappers: new Set([...PARENTHESES, 'await_expression', 'as_expression', 'satisfies_expression']),
  links: new Map([
    ['member_expression', { after: 'object' }],
    ['call_expression', { after: 'function', as: '()' }],
    ['new_expression', { after: 'constructor', as: '()' }],
    ['subscript_expression', { after: 'object', as: '[]' }],
    ['generic_type', { after: 'name', as: '' }],
  ]),
  member: 'member_expression',
  property: 'property',
  literals: new Set(['string_fragment', 'escape_sequence', 'html_character_reference']),
  interpolation: 'template_substitution',
  rootOf,
  argumentsOf,
  statementsOf,
  logicalOf,
  between,
};

/** `this` is `self`, as in every language. */
function rootOf(reader: Reader, node: SyntaxNode): string {
  switch (node.type) {
    case 'identifier':
    case 'type_identifier':
    case 'property_identifier':
    case 'private_property_identifier':
    case 'shorthand_property_identifier':
    case 'shorthand_property_identifier_pattern':
    case 'super':
    case 'import':
      return reader.text(node);
    case 'nested_type_identifier':
    case 'nested_identifier':
    case 'meta_property':
      return reader.text(node).replace(/\s/g, '');
    case 'this':
      return 'self';
    case 'string':
    case 'template_string':
      return '""';
    default:
      return '?';
  }
}

const LOGICAL = kindsOf({ and: '&&', or: '|| ??' });

function logicalOf(reader: Reader, node: SyntaxNode): 'and' | 'or' | undefined {
  if (node.type !== 'binary_expression') return undefined;
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  return left === undefined || right === undefined ? undefined : LOGICAL.get(between(reader, left, right));
}

function between({ source }: Reader, left: SyntaxNode, right: SyntaxNode): string {
  return source
    .slice(left.end, right.start)
    .replace(/\/\*[^]*?\*\/|\/\/[^\r\n]*/g, '')
    .trim();
}
