import { field, type Reader } from '../code/reader';
import { kindsOf, type Syntax } from '../code/reading/syntax';
import type { SyntaxNode } from '../code/syntax-tree';
import { argumentsOf } from './expressions';
import { statementsOf } from './statements';

export const PYTHON: Syntax = {
  values: kindsOf({
    boolean: 'true false',
    call: 'call',
    comprehension: 'list_comprehension set_comprehension dictionary_comprehension generator_expression',
    dict: 'dictionary',
    lambda: 'lambda',
    list: 'list',
    name: 'identifier attribute subscript',
    none: 'none',
    number: 'integer float',
    set: 'set',
    string: 'string concatenated_string',
    tuple: 'tuple expression_list',
  }),
  parentheses: new Set(['parenthesized_expression']),
  wrappers: new Set(['parenthesized_expression', 'await']),
  links: new Map([
    ['attribute', { after: 'object' }],
    ['call', { after: 'function', as: '()' }],
    ['subscript', { after: 'value', as: '[]' }],
  ]),
  member: 'attribute',
  property: 'attribute',
  literals: new Set(['string_content']),
  interpolation: 'interpolation',
  rootOf,
  argumentsOf,
  statementsOf,
  logicalOf,
  between,
};

function rootOf(reader: Reader, node: SyntaxNode): string {
  switch (node.type) {
    case 'identifier':
    case 'dotted_name':
      return reader.text(node);
    case 'string':
    case 'concatenated_string':
      return '""';
    default:
      return '?';
  }
}

function logicalOf(reader: Reader, node: SyntaxNode): 'and' | 'or' | undefined {
  if (node.type !== 'boolean_operator') return undefined;
  const [left, right] = [field(node, 'left'), field(node, 'right')];
  return left !== undefined && right !== undefined && between(reader, left, right) === 'or' ? 'or' : 'and';
}

function between({ source }: Reader, left: SyntaxNode, right: SyntaxNode): string {
  return source
    .slice(left.end, right.start)
    .replace(/#[^\r\n]*/g, '')
    .replace(/[\s\\]+/g, ' ')
    .trim();
}
