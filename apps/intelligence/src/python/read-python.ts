import type { Code } from '../code/code';
import type { Item, ModuleItem } from '../code/items';
import { Reader } from '../code/reader';
import type { SyntaxTree } from '../code/syntax-tree';
import { DEFINITIONS } from './read-definitions';
import { EXPRESSIONS } from './read-expressions';
import { FLOW } from './read-flow';
import { docstringNode, docstringOf, statementsOf } from './statements';

const NODES = new Map([...DEFINITIONS, ...EXPRESSIONS, ...FLOW]);

/** The intermediate representation of a Python source, however broken, from its syntax tree. */
export function readPython(source: string, tree: SyntaxTree): Code {
  const reader = new Reader(source, NODES);
  const module: ModuleItem = {
    kind: 'module',
    start: 0,
    end: source.length,
    parent: undefined,
    children: [] as Item[],
    statements: statementsOf(tree.root),
    ...docstringOf(reader, tree.root),
  };
  reader.docstring = docstringNode(tree.root);
  return reader.finish('python', tree, module);
}
