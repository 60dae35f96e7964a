import type { Item, Value } from '../code/items';
import { base, field, type Reader, type ReadNode } from '../code/reader';
import { pathOf, valueOf } from '../code/reading/expressions';
import type { SyntaxNode } from '../code/syntax-tree';
import { parametersOf } from './expressions';
import { docstringNode, docstringOf, statementsOf } from './statements';

/** Modules, classes, functions and what they import. */
export const DEFINITIONS: readonly (readonly [string, ReadNode])[] = [
  ['import_statement', (reader, node, parent) => plainImports(reader, node, parent)],
  ['import_from_statement', (reader, node, parent) => importsFrom(reader, node, parent)],
  ['future_import_statement', (reader, node, parent) => importsFrom(reader, node, parent)],
  ['decorated_definition', (reader, node, parent) => decorated(reader, node, parent)],
  ['class_definition', (reader, node, parent) => readClass(reader, node, parent, [])],
  ['function_definition', (reader, node, parent) => readFunction(reader, node, parent, [])],
];

function plainImports(reader: Reader, node: SyntaxNode, parent: Item): void {
  for (const child of node.children) {
    const { name, alias } = imported(reader, child);
    reader.add({
      kind: 'import',
      ...base(child, parent),
      module: name,
      ...(alias !== undefined && { alias }),
      level: 0,
      typeOnly: reader.typeOnly,
    });
  }
}

function importsFrom(reader: Reader, node: SyntaxNode, parent: Item): void {
  const from = field(node, 'module_name');
  const written = from === undefined ? '__future__' : reader.text(from).replace(/\s/g, '');
  const module = written.replace(/^\.+/, '');
  const level = written.length - module.length;
  for (const child of node.children) {
    if (child.field !== 'name' && child.type !== 'wildcard_import') continue;
    reader.add({
      kind: 'import',
      ...base(child, parent),
      module,
      ...imported(reader, child),
      level,
      typeOnly: reader.typeOnly,
    });
  }
}

function imported(reader: Reader, node: SyntaxNode): { readonly name: string; readonly alias?: string } {
  const alias = field(node, 'alias');
  const name = reader.text(field(node, 'name') ?? node);
  return alias === undefined ? { name } : { name, alias: reader.text(alias) };
}

function decorated(reader: Reader, node: SyntaxNode, parent: Item): void {
  const definition = field(node, 'definition');
  const decorators: Value[] = [];
  for (const child of node.children) {
    const [expression] = child.children;
    if (child.type !== 'decorator' || expression === undefined) continue;
    decorators.push(valueOf(reader, expression));
    reader.inside(child, parent);
  }
  if (definition?.type === 'class_definition') readClass(reader, definition, parent, decorators);
  else if (definition !== undefined) readFunction(reader, definition, parent, decorators);
}

function readClass(reader: Reader, node: SyntaxNode, parent: Item, decorators: readonly Value[]): void {
  const name = field(node, 'name') ?? node;
  const superclasses = field(node, 'superclasses');
  const body = field(node, 'body');
  const bases = (superclasses?.children ?? []).filter(({ type }) => type !== 'keyword_argument');
  const item = reader.add({
    kind: 'class',
    ...base(node, parent),
    name: reader.text(name),
    nameSpan: { start: name.start, end: name.end },
    bases: bases.map((expression) => pathOf(reader, expression).replace(/\[\]$/, '')),
    decorators,
    ...docstringOf(reader, body),
    statements: statementsOf(body),
  });
  if (superclasses !== undefined) reader.inside(superclasses, item);
  readBody(reader, body, item);
}

function readFunction(reader: Reader, node: SyntaxNode, parent: Item, decorators: readonly Value[]): void {
  const name = field(node, 'name') ?? node;
  const list = field(node, 'parameters');
  const returns = field(node, 'return_type');
  const body = field(node, 'body');
  const item = reader.add({
    kind: 'function',
    ...base(node, parent),
    name: reader.text(name),
    nameSpan: { start: name.start, end: name.end },
    async: reader.source.startsWith('async', node.start),
    parameters: parametersOf(reader, list),
    ...(returns && { returns: reader.text(returns) }),
    decorators,
    ...docstringOf(reader, body),
    statements: statementsOf(body),
  });
  for (const parameter of list?.children ?? []) readParameter(reader, parameter, item);
  if (returns !== undefined) annotation(reader, returns, item, 'result');
  readBody(reader, body, item);
}

export function readBody(reader: Reader, body: SyntaxNode | undefined, item: Item): void {
  reader.docstring = docstringNode(body);
  if (body !== undefined) reader.inside(body, item);
}

function readParameter(reader: Reader, node: SyntaxNode, parent: Item): void {
  const type = field(node, 'type');
  const value = field(node, 'value');
  if (type !== undefined) annotation(reader, type, parent, 'parameter');
  if (value !== undefined) reader.read(value, parent);
}

export function annotation(
  reader: Reader,
  node: SyntaxNode,
  parent: Item,
  of: 'parameter' | 'result' | 'variable',
): void {
  reader.add({ kind: 'annotation', ...base(node, parent), text: reader.text(node), of });
}
