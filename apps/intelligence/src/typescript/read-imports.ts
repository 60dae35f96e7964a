import type { Item } from '../code/items';
import { base, field, type Reader, type ReadNode } from '../code/reader';
import type { SyntaxNode } from '../code/syntax-tree';
import { contents } from './expressions';

/** What a module takes from others. */
export const IMPORTS: readonly (readonly [string, ReadNode])[] = [
  ['import_statement', (reader, node, parent) => imports(reader, node, parent)],
];

function imports(reader: Reader, node: SyntaxNode, parent: Item): void {
  const source = field(node, 'source');
  if (source === undefined) return;
  const typeOnly = /^import\s+type\s/.test(reader.source.slice(node.start, node.start + 20));
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
