import type { Code } from '../code/code';
import { Grammar, type SyntaxTree } from '../code/syntax-tree';
import type { Dialect } from './dialect';
import { readTypeScript } from './read-typescript';

type Dialects = readonly [Dialect, ...Dialect[]];

/**
 * Loads the grammars once; what it gives back reads sources in the first of the dialects in which they parse, else in the
 * first. A reading throws only when the parser traps.
 */
export async function loadTypeScript(): Promise<(source: string, dialects: Dialects) => Code> {
  const plain = await Grammar.load(require.resolve('tree-sitter-typescript/tree-sitter-typescript.wasm'));
  const jsx = await Grammar.load(require.resolve('tree-sitter-typescript/tree-sitter-tsx.wasm'));
  const treeIn = (dialect: Dialect, source: string): SyntaxTree => (dialect === 'ts' ? plain : jsx).parse(source);
  return (source, [first, ...others]) => {
    const tree = treeIn(first, source);
    for (const dialect of tree.broken ? others : []) {
      const other = treeIn(dialect, source);
      if (!other.broken) return readTypeScript(source, other, dialect);
    }
    return readTypeScript(source, tree, first);
  };
}
