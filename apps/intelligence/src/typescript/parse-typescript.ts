import type { Code } from '../code/code';
import { Grammar } from '../code/syntax-tree';
import type { Dialect } from './dialect';
import { readTypeScript } from './read-typescript';

/** Loads the grammars once; what it gives back reads sources. A reading throws only when the parser gives up. */
export async function loadTypeScript(): Promise<(source: string, dialect: Dialect) => Code> {
  const plain = await Grammar.load(require.resolve('tree-sitter-typescript/tree-sitter-typescript.wasm'));
  const jsx = await Grammar.load(require.resolve('tree-sitter-typescript/tree-sitter-tsx.wasm'));
  return (source, dialect) => {
    const tree = (dialect === 'ts' ? plain : jsx).parse(source);
    return readTypeScript(source, tree, dialect.startsWith('ts') ? 'typescript' : 'javascript');
  };
}
