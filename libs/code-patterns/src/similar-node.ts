import type { NodeType } from '#contracts';

/**
 * A learned node as an answer; members have the names the incumbent gave them. A type and not an interface, so that it may
 * stand among the free-form records of the response.
 */
export type SimilarNode = {
  readonly kind: 'similar_node';
  readonly node_id: string;
  readonly name: string;
  /** 0..1, four decimals. */
  readonly similarity_score: number;
  readonly description: string;
  readonly node_type: NodeType;
  readonly mixins_used: readonly string[];
  readonly patterns: readonly string[];
  readonly quality_score: number;
  readonly compliance_score: number;
  readonly language: string;
  readonly usage_count: number;
  readonly last_used: string;
};

export interface FoundNodes {
  /** Best first, at most as many as asked. */
  readonly nodes: readonly SimilarNode[];
  /** How many reach the threshold. */
  readonly total: number;
}
