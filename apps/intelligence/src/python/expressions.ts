import type { Argument, Parameter, Value } from '../code/items';
import { field, type Reader } from '../code/reader';
import type { SyntaxNode } from '../code/syntax-tree';

/** Longer chains are cut; nobody recognises a path by its seventeenth link. */
const MAX_LINKS = 16;

const VALUE_KINDS: ReadonlyMap<string, Value['kind']> = new Map([
  ['string', 'string'],
  ['concatenated_string', 'string'],
  ['integer', 'number'],
  ['float', 'number'],
  ['true', 'boolean'],
  ['false', 'boolean'],
  ['none', 'none'],
  ['list', 'list'],
  ['dictionary', 'dict'],
  ['set', 'set'],
  ['tuple', 'tuple'],
  ['expression_list', 'tuple'],
  ['call', 'call'],
  ['identifier', 'name'],
  ['attribute', 'name'],
  ['subscript', 'name'],
  ['list_comprehension', 'comprehension'],
  ['set_comprehension', 'comprehension'],
  ['dictionary_comprehension', 'comprehension'],
  ['generator_expression', 'comprehension'],
  ['lambda', 'lambda'],
]);

/** `node` without the parentheses and awaits around it. */
export function unwrapped(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.type === 'parenthesized_expression' || at.type === 'await') {
    const [inner] = at.children;
    if (inner === undefined) return at;
    at = inner;
  }
  return at;
}

/** As `Value.path`; `?` stands for what is neither a name nor a call, subscript or attribute of one. */
export function pathOf(reader: Reader, node: SyntaxNode, links = 0): string {
  const at = unwrapped(node);
  if (links > MAX_LINKS) return '?';
  const of = (name: string, end: string): string => {
    const inner = field(at, name);
    return inner === undefined ? '?' : pathOf(reader, inner, links + 1) + end;
  };
  switch (at.type) {
    case 'identifier':
    case 'dotted_name':
      return reader.text(at);
    case 'attribute':
      return of('object', `.${reader.text(field(at, 'attribute') ?? at)}`);
    case 'call':
      return of('function', '()');
    case 'subscript':
      return of('value', '[]');
    case 'string':
    case 'concatenated_string':
      return '""';
    default:
      return '?';
  }
}

export function valueOf(reader: Reader, node: SyntaxNode): Value {
  const at = unwrapped(node);
  const kind = VALUE_KINDS.get(at.type) ?? 'other';
  const path = kind === 'call' ? pathOf(reader, field(at, 'function') ?? at) : pathOf(reader, at);
  const value = { start: at.start, end: at.end, kind, path };
  if (kind !== 'string') return value;
  const { text, interpolated } = contents(reader, at);
  return interpolated ? value : { ...value, text };
}

/** Contents of a string or of adjacent ones; `{}` stands for each interpolated expression. */
export function contents(reader: Reader, node: SyntaxNode): { readonly text: string; readonly interpolated: boolean } {
  const parts = node.type === 'concatenated_string' ? node.children : [node];
  let text = '';
  let interpolated = false;
  for (const part of parts) {
    for (const { type, start, end } of part.children) {
      if (type === 'string_content') text += reader.source.slice(start, end);
      else if (type === 'interpolation') {
        text += '{}';
        interpolated = true;
      }
    }
  }
  return { text, interpolated };
}

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

const SPREADS: ReadonlyMap<string, 'list' | 'keywords'> = new Map([
  ['list_splat_pattern', 'list'],
  ['dictionary_splat_pattern', 'keywords'],
]);

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
