import type { Argument, Parameter } from '../code/items';
import { field, type Reader } from '../code/reader';
import { contents, valueOf } from '../code/reading/expressions';
import type { SyntaxNode } from '../code/syntax-tree';

/**
 * The arguments of a call by position, and after them the members of the objects among them by name: objects are what
 * keywords are elsewhere.
 */
export function argumentsOf(reader: Reader, list: SyntaxNode | undefined): Argument[] {
  if (list?.type !== 'arguments') return [];
  const positional = list.children.map((node) => argument(reader, node));
  return [...positional, ...list.children.flatMap((node) => (node.type === 'object' ? membersOf(reader, node) : []))];
}

function argument(reader: Reader, node: SyntaxNode): Argument {
  const spread = node.type === 'spread_element';
  const [inner] = node.children;
  return { name: '', value: valueOf(reader, spread && inner !== undefined ? inner : node), spread };
}

function membersOf(reader: Reader, object: SyntaxNode): Argument[] {
  return object.children.flatMap((node) => {
    if (node.type === 'spread_element') return [argument(reader, node)];
    const [key, value] = [field(node, 'key'), field(node, 'value')];
    if (node.type === 'shorthand_property_identifier') return [named(reader, node, node)];
    return key === undefined || value === undefined ? [] : [named(reader, key, value)];
  });
}

function named(reader: Reader, key: SyntaxNode, value: SyntaxNode): Argument {
  const name = key.type === 'string' ? contents(reader, key).text : reader.text(key);
  return { name, value: valueOf(reader, value), spread: false };
}

/** The annotation's text, without its colon. */
export function typeText(reader: Reader, annotation: SyntaxNode): string {
  return reader.text(annotation).replace(/^:\s*/, '');
}

export function parametersOf(reader: Reader, list: SyntaxNode | undefined): Parameter[] {
  if (list === undefined) return [];
  if (list.type === 'identifier') return [{ start: list.start, end: list.end, name: reader.text(list) }];
  return list.children.flatMap((node) => parameter(reader, node) ?? []);
}

function parameter(reader: Reader, node: SyntaxNode): Parameter | undefined {
  const pattern = field(node, 'pattern');
  if (pattern === undefined || pattern.type === 'this') return undefined;
  const rest = pattern.type === 'rest_pattern';
  const name = rest ? (pattern.children[0] ?? pattern) : pattern;
  const annotation = field(node, 'type');
  const value = field(node, 'value');
  return {
    start: node.start,
    end: node.end,
    name: reader.text(name),
    ...(annotation && { annotation: typeText(reader, annotation) }),
    ...(value && { default: valueOf(reader, value) }),
    ...(rest && { spread: 'list' as const }),
  };
}
