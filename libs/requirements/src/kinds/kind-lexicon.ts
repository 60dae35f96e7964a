import { readKnowledge } from '#knowledge';

export const NODE_KINDS = ['effect', 'compute', 'reducer', 'orchestrator'] as const;

export type NodeKind = (typeof NODE_KINDS)[number];

/** Words, and how much one of them speaks for the kind. */
interface Cue {
  readonly weight: number;
  readonly words: string;
}

export const KIND_WORDS = readKnowledge('requirements', 'node-kinds') as Readonly<Record<NodeKind, readonly Cue[]>>;

/** Phrases, in lower-case text, that say it where the single words do not. */
export const KIND_PHRASES: readonly (readonly [NodeKind, number, RegExp])[] = [
  [
    'compute',
    2.5,
    /\b(?:no|without|zero|free of) (?:[\w/-]+ ){0,2}(?:i\/o|io|side[- ]effects?|network|llm calls?|filesystem access)\b/u,
  ],
  ['compute', 1.5, /\bsame inputs?\b/u],
  ['compute', 1, /\bside[- ]effect[- ]free\b/u],
  [
    'effect',
    1.5,
    /\b(?:persists?|writes?|saves?|inserts?|upserts?) (?:[\w-]+ ){0,5}(?:to|in|into) (?:the |a |an )?(?:[\w-]+ )?(?:database|postgres\w*|disk|store|storage|table|file\w*|kafka|bus)\b/u,
  ],
  ['effect', 1.2, /\b(?:via|over|through|from|to) (?:the |its |an? )?(?:[\w-]+ )?(?:api|http|webhook|cli|sdk|bus)\b/u],
  ['reducer', 2.2, /\bfsms\b/u],
  ['reducer', 2, /\bstate[- ](?:machine|tracking)\b/u],
  ['reducer', 2, /\bprojects? (?:[\w.-]+ ){1,6}(?:in)?to\b/u],
  ['reducer', 1.5, /\bread[- ]models?\b/u],
  ['reducer', 1.5, /\b(?:current|new|next|aggregate) state\b/u],
  ['orchestrator', 1.5, /\b(?:multi|two|three|four|five|six|\d+)[- ](?:step|phase|stage)s?\b/u],
  ['orchestrator', 1.2, /\bcommand events?\b/u],
  ['orchestrator', 1, /\b(?:other|several|multiple|child|downstream) (?:nodes|services|workers|agents|handlers)\b/u],
  ['orchestrator', 1, /(?:→|->).{1,60}(?:→|->)/u],
];

/** A kind called by its name; "side effect" is not one, and neither is the verb "computes". */
export const KIND_NAMES: Readonly<Record<string, NodeKind>> = {
  __proto__: null as never,
  effect: 'effect',
  compute: 'compute',
  reducer: 'reducer',
  orchestrator: 'orchestrator',
  orchestrates: 'orchestrator',
  orchestrate: 'orchestrator',
  orchestrating: 'orchestrator',
  orchestration: 'orchestrator',
};
