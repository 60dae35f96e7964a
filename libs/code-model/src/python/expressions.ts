import type { Argument, Parameter } from '../code/items';
import { field, type Reader } from '../code/reader';
import { valueOf } from '../code/reading/expressions';
import { kindsOf } from '../code/reading/syntax';
import type { SyntaxNode } from '../code/syntax-tree';

/** The arguments of a call; a lone generator expression is its only one. */
export function argumentsOf(reader: Reader, list: SyntaxNode | undefined): Argument[] {
  if (list === undefined) return [];
  if (list.type !== 'argument_list') return [{ name: '', value: valueOf(reader, list), spread: false }];
  return list.children.map((node) => argument(reader, node));
}

function argument(reader: Reader, node: SyntaxNode): Argument {
  const value = field(node, 'value');
  if (node.type === 'keyword_argument' && value !== undefined) {
    return { name: reader.text(field(node, 'name') ?? node), value: valueOf(reader, value), spread: false };
  }
  const [inner] = node.children;
  const spread = node.type === 'list_splat' || node.type === 'dictionary_splat';
  return { name: '', value: valueOf(reader, spread && inner !== undefined ? inner : node), spread };
}

const SPREADS = kindsOf({ list: 'list_splat_pattern', keywords: 'dictionary_splat_pattern' });

export function parametersOf(reader: Reader, list: SyntaxNode | undefined): Parameter[] {
  return (list?.children ?? []).flatMap((node) => parameter(reader, node) ?? []);
}

function parameter(reader: Reader, node: SyntaxNode): Parameter | undefined {
  const named = field(node, 'name') ?? (node.type === 'typed_parameter' ? node.children[0] : node) ?? node;
  const spread = SPREADS.get(named.type);
  const name = spread === undefined ? named : named.children[0];
  if (name?.type !== 'identifier') return undefined;
  const annotation = field(node, 'type');
  const value = field(node, 'value');
  return {
    start: node.start,
    end: node.end,
    name: reader.text(name),
    ...(annotation && { annotation: reader.text(annotation) }),
    ...(value && { default: valueOf(reader, value) }),
    ...(spread && { spread }),
  };
}
