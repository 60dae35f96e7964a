import type { LearnedNode } from './similar-nodes';

/** A node worth remembering, before it is known when and how often it was seen. */
export type NodeSummary = Omit<LearnedNode, 'learned_at' | 'uses'>;

/** What is good enough to be an example for others. */
export const LEAST_QUALITY = 0.8;
