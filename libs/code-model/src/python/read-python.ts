import type { Code } from '../code/code';
import { Reader } from '../code/reader';
import type { SyntaxTree } from '../code/syntax-tree';
import { DEFINITIONS } from './read-definitions';
import { EXPRESSIONS } from './read-expressions';
import { FLOW } from './read-flow';
import { docstringNode, docstringOf } from './statements';
import { PYTHON } from './syntax';

const NODES = new Map([...DEFINITIONS, ...EXPRESSIONS, ...FLOW]);

/** The intermediate representation of a Python source, however broken, from its syntax tree. */
export function readPython(source: string, tree: SyntaxTree): Code {
  const reader = new Reader(source, PYTHON, NODES);
  reader.docstring = docstringNode(tree.root);
  return reader.finish('python', tree, docstringOf(reader, tree.root));
}
