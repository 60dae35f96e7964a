import type { BlockItem, Item, JumpItem, LoopItem, PlainItem } from '../items';
import { base, field, type Reader } from '../reader';
import type { SyntaxNode } from '../syntax-tree';
import { valueOf } from './expressions';

export function plain(reader: Reader, node: SyntaxNode, parent: Item, kind: PlainItem['kind']): void {
  reader.inside(node, reader.add({ kind, ...base(node, parent) }));
}

export function block(
  reader: Reader,
  node: SyntaxNode,
  parent: Item,
  kind: BlockItem['kind'],
  body: SyntaxNode | undefined,
): void {
  const statements = reader.syntax.statementsOf(body);
  reader.inside(node, reader.add({ kind, ...base(node, parent), statements }));
}

export function loop(reader: Reader, node: SyntaxNode, parent: Item, kind: LoopItem['loop'], async: boolean): void {
  const over = field(node, 'right') ?? field(node, 'condition');
  const item = reader.add({
    kind: 'loop',
    ...base(node, parent),
    loop: kind,
    async,
    over: over === undefined ? '' : reader.text(over),
    statements: reader.syntax.statementsOf(field(node, 'body')),
  });
  reader.inside(node, item);
}

export function returned(reader: Reader, node: SyntaxNode, parent: Item): void {
  const [value] = node.children;
  const item = reader.add({ kind: 'return', ...base(node, parent), ...(value && { value: valueOf(reader, value) }) });
  reader.inside(node, item);
}

export function jump(reader: Reader, node: SyntaxNode, parent: Item, kind: JumpItem['jump']): void {
  reader.add({ kind: 'jump', ...base(node, parent), jump: kind, labelled: field(node, 'label') !== undefined });
}
