import type { Code } from '../code/code';
import type { Item, ModuleItem } from '../code/items';
import { Reader } from '../code/reader';
import type { SyntaxTree } from '../code/syntax-tree';
import type { Dialect } from './dialect';
import { Documentation } from './documentation';
import { definitions } from './read-definitions';
import { EXPRESSIONS } from './read-expressions';
import { FLOW } from './read-flow';
import { IMPORTS } from './read-imports';
import { statementsOf } from './statements';

/** The intermediate representation of a TypeScript or JavaScript source, however broken, from its syntax tree. */
export function readTypeScript(source: string, tree: SyntaxTree, dialect: Dialect): Code {
  const documentation = new Documentation(source, tree);
  const reader = new Reader(source, new Map([...IMPORTS, ...definitions(documentation), ...EXPRESSIONS, ...FLOW]));
  const module: ModuleItem = {
    kind: 'module',
    start: 0,
    end: source.length,
    parent: undefined,
    children: [] as Item[],
    statements: statementsOf(tree.root),
    ...documentation.ofModule(),
  };
  return reader.finish(dialect, tree, module);
}
