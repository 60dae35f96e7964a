import type { Argument, Statement, Value } from '../items';
import type { Reader } from '../reader';
import type { SyntaxNode } from '../syntax-tree';

/** How a language writes what all languages have: what its grammar calls it, and by functions what no name tells. */
export interface Syntax {
  /** Node types of the values that have a kind; whatever has none is `other`. */
  readonly values: ReadonlyMap<string, Value['kind']>;
  /** Node types around an expression that only group it. */
  readonly parentheses: ReadonlySet<string>;
  /** Those, and what changes no more of an expression than its type: `await`, `as`. */
  readonly wrappers: ReadonlySet<string>;
  /** Node types that make a path longer. */
  readonly links: ReadonlyMap<string, Link>;
  /** The link that has a name, and the field that has it. */
  readonly member: string;
  readonly property: string;
  /** What a path begins with; `?` for what is neither a name nor a string. */
  readonly rootOf: (reader: Reader, node: SyntaxNode) => string;
  /** Node types of what a string says, and the one of what is put into it. */
  readonly literals: ReadonlySet<string>;
  readonly interpolation: string;
  /** The arguments in the list of a call. */
  readonly argumentsOf: (reader: Reader, list: SyntaxNode | undefined) => Argument[];
  /** The kinds of the statements of a block. */
  readonly statementsOf: (block: SyntaxNode | undefined) => Statement[];
  /** The operator of a boolean expression; nothing else has one. */
  readonly logicalOf: (reader: Reader, node: SyntaxNode) => 'and' | 'or' | undefined;
  /** What stands between two operands, without comments and blanks. */
  readonly between: (reader: Reader, left: SyntaxNode, right: SyntaxNode) => string;
}

export interface Link {
  /** Field of what comes before it. */
  readonly after: string;
  /** As paths write it; a member is written by its name. */
  readonly as?: string;
}

/** A table by node type: of `{ loop: 'for_statement while_statement' }` both are a `loop`. */
export function kindsOf<K extends string>(types: Readonly<Record<K, string>>): ReadonlyMap<string, K> {
  const rows = Object.entries(types) as [K, string][];
  return new Map(rows.flatMap(([kind, names]) => names.split(' ').map((name) => [name, kind])));
}
