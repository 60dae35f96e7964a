import type { Value } from '../items';
import { field, type Reader } from '../reader';
import type { SyntaxNode } from '../syntax-tree';

/** Longer chains are cut; nobody recognises a path by its seventeenth link. */
const MAX_LINKS = 16;

/** `node` without what stands around it and changes no more of it than its type. */
export function unwrapped(reader: Reader, node: SyntaxNode): SyntaxNode {
  let at = node;
  while (reader.syntax.wrappers.has(at.type)) {
    const [inner] = at.children;
    if (inner === undefined) return at;
    at = inner;
  }
  return at;
}

/** As `Value.path`; `?` stands for what is neither a name nor a call, member or subscript of one. */
export function pathOf(reader: Reader, node: SyntaxNode, links = 0): string {
  const at = unwrapped(reader, node);
  if (links > MAX_LINKS) return '?';
  const link = reader.syntax.links.get(at.type);
  if (link === undefined) return reader.syntax.rootOf(reader, at);
  const before = field(at, link.after);
  if (before === undefined) return '?';
  return pathOf(reader, before, links + 1) + (link.as ?? `.${ownName(reader, at)}`);
}

/** What stands after the dot of a member. */
export function ownName(reader: Reader, member: SyntaxNode): string {
  return reader.text(field(member, reader.syntax.property) ?? member);
}

/** What a call or a construction calls. */
export function calleeOf(reader: Reader, node: SyntaxNode): SyntaxNode | undefined {
  return field(node, reader.syntax.links.get(node.type)?.after ?? '');
}

export function valueOf(reader: Reader, node: SyntaxNode): Value {
  const at = unwrapped(reader, node);
  const kind = reader.syntax.values.get(at.type) ?? 'other';
  const path = pathOf(reader, kind === 'call' ? (calleeOf(reader, at) ?? at) : at);
  const value = { start: at.start, end: at.end, kind, path };
  if (kind !== 'string') return value;
  const { text, interpolated } = contents(reader, at);
  return interpolated ? value : { ...value, text };
}

/** Contents of a string or of adjacent ones; `{}` stands for each interpolated expression. */
export function contents(reader: Reader, node: SyntaxNode): { readonly text: string; readonly interpolated: boolean } {
  const { literals, interpolation } = reader.syntax;
  let text = '';
  let interpolated = false;
  for (const part of partsOf(node)) {
    if (literals.has(part.type)) text += reader.text(part);
    else if (part.type === interpolation) {
      text += '{}';
      interpolated = true;
    }
  }
  return { text, interpolated };
}

/** What a string or adjacent ones are made of. */
export function partsOf(node: SyntaxNode): readonly SyntaxNode[] {
  return node.type === 'concatenated_string' ? node.children.flatMap(({ children }) => children) : node.children;
}
