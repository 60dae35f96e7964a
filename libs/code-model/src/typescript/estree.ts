import type { Diagnostic } from '../code/findings';

/** A node of Babel's tree, as far as it is looked into. Lines count from 1, columns from 0 in UTF-16 units. */
export interface SyntaxNode {
  readonly type: string;
  readonly loc?: { readonly start: Position; readonly end: Position } | null;
  readonly [field: string]: unknown;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** The node in a field. */
export function nodeIn(node: SyntaxNode | undefined, field: string): SyntaxNode | undefined {
  const value = node?.[field];
  return isNode(value) ? value : undefined;
}

/** The nodes in a field that holds a list. */
export function nodesIn(node: SyntaxNode | undefined, field: string): readonly SyntaxNode[] {
  const value: unknown = node?.[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The text in a field. */
export function textIn(node: SyntaxNode | undefined, field: string): string {
  const value = node?.[field];
  return typeof value === 'string' ? value : '';
}

/** The nodes directly below one. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  return Object.values(node)
    .flatMap((value): readonly unknown[] => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

/** `node` and everything below it, parents first; what `skips` is not looked into. */
export function* walk(node: SyntaxNode, skips: (node: SyntaxNode) => boolean = () => false): Generator<SyntaxNode> {
  const pending = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    yield next;
    if (!skips(next)) pending.push(...childrenOf(next).toReversed());
  }
}

/** A finding about a node. */
export function about({ loc }: SyntaxNode, rule: string, message: string): Diagnostic {
  const start = loc?.start ?? { line: 1, column: 0 };
  const end = loc?.end ?? start;
  return {
    rule,
    message,
    line: start.line,
    column: start.column + 1,
    endLine: end.line,
    endColumn: end.column + 1,
  };
}
