import type { LearnedNode } from './similar-nodes';

/** A node worth remembering, before it is known when and how often it was seen. */
export type NodeSummary = Omit<LearnedNode, 'learned_at' | 'uses'>;
