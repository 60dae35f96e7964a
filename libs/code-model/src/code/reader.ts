import type { CodeDialect } from '#contracts';
import { Code } from './code';
import type { Item, ModuleItem, Span } from './items';
import type { Syntax } from './reading/syntax';
import type { SyntaxNode, SyntaxTree } from './syntax-tree';

/** What a reader of one language does with the nodes of a type; types it does not name are looked into and left out. */
export type ReadNode = (reader: Reader, node: SyntaxNode, parent: Item) => void;

/**
 * One pass over a syntax tree that makes items of it. The language's readers say which node becomes what, and with
 * `inside` and `read` where to go on.
 */
export class Reader {
  readonly items: Item[] = [];
  /** Below an import that is for type checkers only. */
  typeOnly = false;
  /** The call an `await` is waiting for. */
  awaited: SyntaxNode | undefined;
  /** The string that documents the block which is read next. */
  docstring: SyntaxNode | undefined;
  /** The string that is a statement of its own. */
  alone: SyntaxNode | undefined;

  constructor(
    readonly source: string,
    readonly syntax: Syntax,
    private readonly nodes: ReadonlyMap<string, ReadNode>,
  ) {}

  read(node: SyntaxNode, parent: Item): void {
    const read = this.nodes.get(node.type);
    if (read === undefined) this.inside(node, parent);
    else read(this, node, parent);
  }

  /** Reads the children of `node` as children of `parent`. */
  inside(node: SyntaxNode, parent: Item): void {
    for (const child of node.children) this.read(child, parent);
  }

  /** Adds an item to its parent. */
  add<T extends Item>(item: T): T {
    item.parent?.children.push(item);
    this.items.push(item);
    return item;
  }

  text({ start, end }: Span): string {
    return this.source.slice(start, end);
  }

  /** Reads a whole tree; `documentation` is what is said of the module. */
  finish(
    dialect: CodeDialect,
    { root, comments, broken, errors }: SyntaxTree,
    documentation: Pick<ModuleItem, 'docstring'>,
  ): Code {
    const module: ModuleItem = this.add({
      kind: 'module',
      start: 0,
      end: this.source.length,
      parent: undefined,
      children: [],
      statements: this.syntax.statementsOf(root),
      ...documentation,
    });
    this.inside(root, module);
    return new Code(dialect, this.source, module, this.items, comments, broken, errors);
  }
}

export function field(node: SyntaxNode, name: string): SyntaxNode | undefined {
  return node.children.find((child) => child.field === name);
}

/** What every item has. */
export function base(node: Span, parent: Item): { start: number; end: number; parent: Item; children: Item[] } {
  return { start: node.start, end: node.end, parent, children: [] };
}
