/** What is remembered of a node that was validated as good. Its code is not. */
export interface LearnedNodeRow {
  readonly node_id: string;
  readonly name: string;
  readonly node_type: string;
  readonly description: string;
  readonly features: readonly string[];
  readonly mixins_used: readonly string[];
  readonly patterns: readonly string[];
  /** 0 to 1. */
  readonly quality_score: number;
  /** 0 to 1. */
  readonly compliance_score: number;
  readonly language: string;
  readonly learned_at: Date;
  /** How often it was validated. */
  readonly uses: number;
}

/** What has changed since a look at the table. */
export interface LearnedNodeChanges {
  /** Those that changed last, the oldest change first; some may have been among the changes of the look before. */
  readonly nodes: readonly LearnedNodeRow[];
  /** Where the next look begins, by the database's clock. */
  readonly upTo: Date;
}

/** The nodes validation has learned, one row per node, shared by all workers. */
export interface LearnedNodes {
  /**
   * Keeps a node, or counts one more use of it; resolves to the number of its uses. The row's own `uses` is not read.
   */
  learn(node: LearnedNodeRow): Promise<number>;
  /** Takes over another judgement of a node; `false` when the node is not known. */
  rate(nodeId: string, quality: number): Promise<boolean>;
  /** The `limit` nodes that changed last, of those that changed since `since`; of all without it. */
  changedSince(since: Date | undefined, limit: number): Promise<LearnedNodeChanges>;
  /** Forgets all but the `capacity` nodes that were learned last. */
  forget(capacity: number): Promise<void>;
}
