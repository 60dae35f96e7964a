import type { SimilarNode } from '../similar-node';

export const node = (node_id: string, similarity_score: number): SimilarNode => ({
  kind: 'similar_node',
  node_id,
  name: 'NodeAnyEffect',
  similarity_score,
  description: 'any',
  node_type: 'effect',
  mixins_used: [],
  patterns: [],
  quality_score: 0.9,
  compliance_score: 0.9,
  language: 'python',
  usage_count: 1,
  last_used: '2026-01-01T00:00:00.000Z',
});

/** So many of them, best first: n0, n1, … */
export const nodes = (count: number) =>
  Array.from({ length: count }, (_, index) => node(`n${index}`, 0.99 - index / 100));
