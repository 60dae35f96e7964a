import type { Code } from '../code/code';
import { Reader } from '../code/reader';
import type { SyntaxTree } from '../code/syntax-tree';
import type { Dialect } from './dialect';
import { Documentation } from './documentation';
import { definitions } from './read-definitions';
import { EXPRESSIONS } from './read-expressions';
import { FLOW } from './read-flow';
import { IMPORTS } from './read-imports';
import { TYPESCRIPT } from './syntax';

/** The intermediate representation of a TypeScript or JavaScript source, however broken, from its syntax tree. */
export function readTypeScript(source: string, tree: SyntaxTree, dialect: Dialect): Code {
  const documentation = new Documentation(source, tree);
  const nodes = new Map([...IMPORTS, ...definitions(documentation), ...EXPRESSIONS, ...FLOW]);
  const reader = new Reader(source, TYPESCRIPT, nodes);
  return reader.finish(dialect, tree, documentation.ofModule());
}
