import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeType } from '#contracts';

interface Text {
  readonly text: string;
  readonly repo: string;
  readonly path: string;
}

/** A real file, untouched (`op` is NONE) or with one defect. */
export interface Mutant extends Text {
  readonly op: string;
  /** Family of rules that must report the defect. */
  readonly expect: string | null;
  readonly node_type: NodeType | null;
}

export interface Snippet extends Text {
  readonly checker: string;
  readonly test: string;
  readonly verdict: 'clean' | 'violation';
  readonly families: readonly string[];
}

export interface LabelledCode extends Text {
  readonly label: NodeType;
}

export interface Description extends Text {
  readonly label: NodeType;
  readonly name: string;
  /** The text names its own kind. */
  readonly leaks: boolean;
}

export interface MixinQuery extends Text {
  readonly mixin: string;
}

export interface Sentence extends Text {
  readonly cls: string;
  readonly nfr: boolean;
  readonly project: number | string;
  readonly set: string;
}

export interface Cases {
  readonly mutants: readonly Mutant[];
  readonly upstream_snippets: readonly Snippet[];
  readonly nodes: readonly LabelledCode[];
  readonly handlers: readonly LabelledCode[];
  readonly node_descriptions: readonly Description[];
  readonly mixin_queries: readonly MixinQuery[];
  readonly fr_nfr: readonly Sentence[];
}

/** Reads the sets that `folder` holds, one JSON object per line; a set that is not there is empty. */
export function readCases(folder: string): Cases {
  const read = <T>(name: string): T[] => {
    const file = join(folder, `${name}.jsonl`);
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    return lines.map((line) => JSON.parse(line) as T);
  };
  return {
    mutants: read('mutants'),
    upstream_snippets: read('upstream_snippets'),
    nodes: read('nodes'),
    handlers: read('handlers'),
    node_descriptions: read('node_descriptions'),
    mixin_queries: read('mixin_queries'),
    fr_nfr: read('fr_nfr'),
  };
}
