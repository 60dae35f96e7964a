import type { Item } from '../code/items';
import { base, field, type Reader, type ReadNode } from '../code/reader';
import { contents, unwrapped } from '../code/reading/expressions';
import type { SyntaxNode } from '../code/syntax-tree';

/** What a module takes from others. */
export const IMPORTS: readonly (readonly [string, ReadNode])[] = [
  ['import_statement', (reader, node, parent) => imports(reader, node, parent)],
];

function imports(reader: Reader, node: SyntaxNode, parent: Item): void {
  const required = node.children.find(({ type }) => type === 'import_require_clause');
  if (required !== undefined) return importEquals(reader, node, parent, required);
  const source = field(node, 'source');
  if (source === undefined) return;
  const typeOnly = isTypeOnly(reader, node);
  const clause = node.children.find(({ type }) => type === 'import_clause');
  if (clause === undefined) return addImport(reader, node, parent, source, {});
  for (const child of clause.children) {
    if (child.type === 'identifier') {
      addImport(reader, child, parent, source, { name: 'default', alias: reader.text(child), typeOnly });
    } else if (child.type === 'namespace_import') {
      const [name] = child.children;
      addImport(reader, child, parent, source, { ...(name && { alias: reader.text(name) }), typeOnly });
    } else specifiers(reader, child, parent, source, typeOnly);
  }
}

const TYPE_ONLY = /^(?:import|export)\s+type\b(?!\s*(?:,|from\b))/;

/** `import type …` and `export type …`; `import type from 'a'` binds the name `type`. */
export function isTypeOnly(reader: Reader, { start }: SyntaxNode): boolean {
  return TYPE_ONLY.test(reader.source.slice(start, start + 40));
}

/** `import a = require('a')`. */
function importEquals(reader: Reader, node: SyntaxNode, parent: Item, clause: SyntaxNode): void {
  const source = field(clause, 'source');
  const [name] = clause.children;
  if (source === undefined || name === undefined) return;
  addImport(reader, node, parent, source, { alias: reader.text(name), typeOnly: isTypeOnly(reader, node) });
}

const LOADERS: ReadonlySet<string> = new Set(['require', 'import']);

/** What a call of `require` or `import` loads, if its name is written out. */
export function loadedBy(reader: Reader, call: SyntaxNode): SyntaxNode | undefined {
  const callee = field(call, 'function');
  if (call.type !== 'call_expression' || callee === undefined || !LOADERS.has(reader.text(callee))) return undefined;
  const [first] = field(call, 'arguments')?.children ?? [];
  return first?.type === 'string' ? first : undefined;
}

/** The imports that `const a = require('a')`, `const { b: c } = await import('b')` and `const d = require('d').d` are. */
export function addLoaded(reader: Reader, target: SyntaxNode, value: SyntaxNode, parent: Item): void {
  const at = unwrapped(reader, value);
  const member = at.type === 'member_expression' ? field(at, 'property') : undefined;
  const call = member === undefined ? at : unwrapped(reader, field(at, 'object') ?? at);
  const source = loadedBy(reader, call);
  if (source === undefined) return;
  const add = (name: SyntaxNode | undefined, alias: SyntaxNode): void =>
    addImport(reader, call, parent, source, { ...(name && { name: reader.text(name) }), alias: reader.text(alias) });
  if (target.type === 'identifier') return add(member, target);
  if (target.type !== 'object_pattern' || member !== undefined) return;
  for (const part of target.children) {
    if (part.type === 'shorthand_property_identifier_pattern') add(part, part);
    const [key, bound] = [field(part, 'key'), field(part, 'value')];
    if (part.type === 'pair_pattern' && key !== undefined && bound?.type === 'identifier') add(key, bound);
  }
}

function specifiers(reader: Reader, list: SyntaxNode, parent: Item, source: SyntaxNode, typeOnly: boolean): void {
  for (const specifier of list.children) {
    const name = field(specifier, 'name');
    const alias = field(specifier, 'alias');
    if (name === undefined) continue;
    addImport(reader, specifier, parent, source, {
      name: reader.text(name),
      ...(alias && { alias: reader.text(alias) }),
      typeOnly: typeOnly || reader.source.startsWith('type ', specifier.start),
    });
  }
}

interface Imported {
  readonly name?: string;
  readonly alias?: string;
  readonly typeOnly?: boolean;
}

/** `./a` has one leading dot, `../a` two, `../../a` three. */
export function addImport(
  reader: Reader,
  node: SyntaxNode,
  parent: Item,
  source: SyntaxNode,
  imported: Imported,
): void {
  const { text } = contents(reader, source);
  const [dots = ''] = /^(?:\.{1,2}(?:\/|$))+/.exec(text) ?? [];
  const ups = dots.split('..').length - 1;
  const { typeOnly = false, ...names } = imported;
  reader.add({
    kind: 'import',
    ...base(node, parent),
    module: text.slice(dots.length).replace(/^node:/, ''),
    ...names,
    level: dots === '' ? 0 : ups + 1,
    typeOnly,
  });
}
