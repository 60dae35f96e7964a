import { readKnowledge } from '#knowledge';
import { type Parts, phrases } from '../phrases';

export const NODE_KINDS = ['effect', 'compute', 'reducer', 'orchestrator'] as const;

export type NodeKind = (typeof NODE_KINDS)[number];

/** What speaks for a kind, and how much: one of the three. */
interface Cue {
  readonly weight: number;
  readonly words?: string;
  readonly phrases?: string;
  readonly expression?: string;
}

const { parts, names, kinds } = readKnowledge('requirements', 'node-kinds') as {
  readonly parts: Parts;
  readonly names: Readonly<Record<NodeKind, string>>;
  readonly kinds: Readonly<Record<NodeKind, readonly Cue[]>>;
};

/** Single words, and how much one of them speaks for the kind. */
export const KIND_WORDS: readonly (readonly [NodeKind, number, readonly string[]])[] = NODE_KINDS.flatMap((kind) =>
  kinds[kind].flatMap(({ weight, words }) => (words === undefined ? [] : [[kind, weight, words.split(' ')] as const])),
);

/** Phrases, in lower-case text, that say it where the single words do not. */
export const KIND_PHRASES: readonly (readonly [NodeKind, number, RegExp])[] = NODE_KINDS.flatMap((kind) =>
  kinds[kind].flatMap((cue) => {
    const pattern = expressionOf(cue);
    return pattern === undefined ? [] : [[kind, cue.weight, pattern] as const];
  }),
);

function expressionOf({ phrases: list, expression }: Cue): RegExp | undefined {
  if (list !== undefined) return phrases(list, { flags: 'u', parts });
  return expression === undefined ? undefined : new RegExp(expression, 'u');
}

/** A kind called by its name. */
export const KIND_BY_NAME: ReadonlyMap<string, NodeKind> = new Map(
  NODE_KINDS.flatMap((kind) => names[kind].split(' ').map((name) => [name, kind] as const)),
);
