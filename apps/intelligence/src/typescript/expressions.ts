import type { Argument, Parameter, Value } from '../code/items';
import { field, type Reader } from '../code/reader';
import type { SyntaxNode } from '../code/syntax-tree';

/** Longer chains are cut; nobody recognises a path by its seventeenth link. */
const MAX_LINKS = 16;

const VALUE_KINDS: ReadonlyMap<string, Value['kind']> = new Map([
  ['string', 'string'],
  ['template_string', 'string'],
  ['number', 'number'],
  ['true', 'boolean'],
  ['false', 'boolean'],
  ['null', 'none'],
  ['undefined', 'none'],
  ['array', 'list'],
  ['object', 'dict'],
  ['call_expression', 'call'],
  ['new_expression', 'call'],
  ['identifier', 'name'],
  ['shorthand_property_identifier', 'name'],
  ['this', 'name'],
  ['member_expression', 'name'],
  ['subscript_expression', 'name'],
  ['arrow_function', 'lambda'],
  ['function_expression', 'lambda'],
]);

/** What stands around an expression and changes nothing of it but its type. */
const WRAPPERS: ReadonlySet<string> = new Set([
  'parenthesized_expression',
  'await_expression',
  'non_null_expression',
  'as_expression',
  'satisfies_expression',
]);

export function unwrapped(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (WRAPPERS.has(at.type)) {
    const [inner] = at.children;
    if (inner === undefined) return at;
    at = inner;
  }
  return at;
}

/** As `Value.path`; `this` is `self`, as in every language, and `?` what is no name, call, member or subscript. */
export function pathOf(reader: Reader, node: SyntaxNode, links = 0): string {
  const at = unwrapped(node);
  if (links > MAX_LINKS) return '?';
  const of = (name: string, end: string): string => {
    const inner = field(at, name);
    return inner === undefined ? '?' : pathOf(reader, inner, links + 1) + end;
  };
  switch (at.type) {
    case 'identifier':
    case 'type_identifier':
    case 'property_identifier':
    case 'private_property_identifier':
    case 'shorthand_property_identifier':
    case 'shorthand_property_identifier_pattern':
    case 'super':
    case 'import':
      return reader.text(at);
    case 'nested_type_identifier':
    case 'nested_identifier':
      return reader.text(at).replace(/\s/g, '');
    case 'this':
      return 'self';
    case 'meta_property':
      return reader.text(at).replace(/\s/g, '');
    case 'member_expression':
      return of('object', `.${reader.text(field(at, 'property') ?? at)}`);
    case 'call_expression':
      return of('function', '()');
    case 'new_expression':
      return of('constructor', '()');
    case 'subscript_expression':
      return of('object', '[]');
    case 'generic_type':
      return of('name', '');
    case 'string':
    case 'template_string':
      return '""';
    default:
      return '?';
  }
}

/** What a call or a construction calls. */
export function calleeOf(node: SyntaxNode): SyntaxNode | undefined {
  return field(node, node.type === 'new_expression' ? 'constructor' : 'function');
}

export function valueOf(reader: Reader, node: SyntaxNode): Value {
  const at = unwrapped(node);
  const kind = VALUE_KINDS.get(at.type) ?? 'other';
  const path = kind === 'call' ? pathOf(reader, calleeOf(at) ?? at) : pathOf(reader, at);
  const value = { start: at.start, end: at.end, kind, path };
  if (kind !== 'string') return value;
  const { text, interpolated } = contents(reader, at);
  return interpolated ? value : { ...value, text };
}

/** Contents of a string; `{}` stands for each substitution of a template. */
export function contents(reader: Reader, node: SyntaxNode): { readonly text: string; readonly interpolated: boolean } {
  let text = '';
  let interpolated = false;
  for (const part of node.children) {
    if (part.type !== 'template_substitution') text += reader.text(part);
    else {
      text += '{}';
      interpolated = true;
    }
  }
  return { text, interpolated };
}

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
