export const NODE_KINDS = ['effect', 'compute', 'reducer', 'orchestrator'] as const;

export type NodeKind = (typeof NODE_KINDS)[number];

/** Words (any inflection: they are compared by stem) and how much one of them speaks for the kind. */
type Cues = readonly (readonly [weight: number, words: string])[];

/** Own lists, from what the four archetypes are for: outside world, pure function, folded state, other nodes' work. */
export const KIND_WORDS: Readonly<Record<NodeKind, Cues>> = {
  effect: [
    [
      1.6,
      'publish send fetch crawl poll persist write insert upload download post deliver deploy subprocess filesystem smtp imap webhook http rest',
    ],
    [
      1.2,
      'emit store save delete read call query consume subscribe ingest execute invoke launch restart push pull apply client adapter channel api cli tool',
    ],
    [
      1,
      'database postgres postgresql kafka redis qdrant neo4j memgraph s3 disk socket email sms slack github container docker storage credential secret cache',
    ],
    [
      0.7,
      'external endpoint service connection request server bus topic message record file remote daemon bot ticket create update register acquire release',
    ],
    [
      0.5,
      'retry timeout backend handler open probe prune clean stdout git branch commit worktree ci inbound outbound provider llm crawler receipt',
    ],
  ],
  compute: [
    [
      1.8,
      'pure deterministic calculate classify parse score validate transform convert normalize compare similarity algorithm heuristic',
    ],
    [1.4, 'verify check detect match extract analyze evaluate estimate rank render format hash diff infer'],
    [
      1,
      'compile resolve generate build identify filter scan audit assess benchmark lint derive predict sort summarize determine inspect repair enforce select',
    ],
    [
      0.7,
      'report schema rule criteria threshold vector input output stateless pattern metric quality ast finding violation table plan prompt verification',
    ],
    [0.5, 'structured probe capture health compliance gap drift coverage sweep'],
  ],
  reducer: [
    [2.2, 'fsm projection accumulate aggregate materialize fold'],
    [1.6, 'reduce delta ledger transition snapshot tally'],
    [1.2, 'state upsert dedup deduplicate track counter idempotent history row'],
    [0.7, 'merge lifecycle summary total outcome per intent statistic append consolidate latest table dashboard'],
  ],
  orchestrator: [
    [2.4, 'coordinate saga choreograph'],
    [1.7, 'workflow dispatch'],
    [1.4, 'pipeline phase loop skill delegate drive compose sequence stage step multi autonomous parallel'],
    [
      1,
      'route command schedule iterate chain agent session fan trigger supervise unified run controller manage conditional lifecycle polymorphic wave',
    ],
    [0.6, 'subscribe end event outcome react across downstream sub complete until entry point ticket interactive'],
  ],
};

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
