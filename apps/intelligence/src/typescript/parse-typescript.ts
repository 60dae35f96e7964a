import type { Code } from '../code/code';
import { Grammar } from '../code/syntax-tree';
import type { Dialect } from './dialect';
import { readTypeScript } from './read-typescript';

/** Loads the grammars once; what it gives back reads sources in the first of the dialects in which they parse. A reading throws only when the parser gives up. */
export async function loadTypeScript(): Promise<(source: string, dialects: readonly [Dialect, ...Dialect[]]) => Code> {
  const plain = await Grammar.load(require.resolve('tree-sitter-typescript/tree-sitter-typescript.wasm'));
  const jsx = await Grammar.load(require.resolve('tree-sitter-typescript/tree-sitter-tsx.wasm'));
  return (source, dialects) => {
    const trees = dialects.map((dialect) => (dialect === 'ts' ? plain : jsx).parse(source));
    const tree = trees.find(({ broken }) => !broken) ?? trees[0];
    if (tree === undefined) throw new Error('there is no dialect');
    return readTypeScript(source, tree, dialects[0].startsWith('ts') ? 'typescript' : 'javascript');
  };
}
