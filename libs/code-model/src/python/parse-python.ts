import type { Code } from '../code/code';
import { Grammar } from '../code/syntax-tree';
import { readPython } from './read-python';

/** Ends a line for Python, and not for the grammar. */
const LONE_CR = /\r(?!\n)/g;

/** Loads the Python grammar once; what it gives back reads sources. A reading throws only when the parser traps. */
export async function loadPython(): Promise<(source: string) => Code> {
  const grammar = await Grammar.load(require.resolve('tree-sitter-python/tree-sitter-python.wasm'));
  return (source) => readPython(source, grammar.parse(source.replace(LONE_CR, '\n')));
}
