import type { NodeType } from '#contracts';
import type { FoundNodes, SimilarNode } from '#code-patterns';
import { stems } from '#text';

/** A node that was validated as good. Its code is not in here, and nothing its code could be rebuilt from. */
export interface LearnedNode {
  readonly node_id: string;
  readonly name: string;
  readonly node_type: NodeType;
  /** The docstring and the words of the class name. */
  readonly description: string;
  /** Further words that tell what it does: names of methods, of models, of services. */
  readonly features: readonly string[];
  readonly mixins_used: readonly string[];
  /** Ids of the patterns found in it. */
  readonly patterns: readonly string[];
  readonly quality_score: number;
  readonly compliance_score: number;
  readonly language: string;
  /** ISO 8601, UTC. */
  readonly learned_at: string;
  /** How often it was validated. */
  readonly uses: number;
}

export const MAX_LEARNED_NODES = 5_000;

/** Two unrelated descriptions of nodes rarely reach 0.2: they share words such as node and event at most. */
export const SIMILARITY_THRESHOLD = 0.25;

/** Words beyond are not indexed; a docstring that long is a manual. */
const MAX_STEMS = 200;
const MAX_TEXT_LENGTH = 20_000;

interface Entry {
  readonly node: LearnedNode;
  /** `1 + ln count` by stem. */
  readonly terms: ReadonlyMap<string, number>;
}

/**
 * The learned nodes in memory, at most `capacity`; the one learned longest ago makes room. Similarity is the cosine of
 * the stem vectors weighted by `(1 + ln count) · ln(1 + N / n)`, n of N nodes holding the stem (a stem that none holds
 * counts as held by one). The same nodes added in the same order give the same answers.
 */
export class SimilarNodes {
  private readonly entries = new Map<string, Entry>();
  /** The weights in the nodes that hold a stem. */
  private readonly holders = new Map<string, Map<Entry, number>>();
  /** The lengths of the nodes' vectors; they change with every node that comes or goes. */
  private norms = new Map<Entry, number>();

  constructor(private readonly capacity = MAX_LEARNED_NODES) {}

  get size(): number {
    return this.entries.size;
  }

  /** Adds a node, or replaces what was known under its id. */
  add(node: LearnedNode): void {
    this.remove(node.node_id);
    const text = [node.name, node.description, ...node.features.slice(0, MAX_STEMS)].join('\n');
    const entry: Entry = { node, terms: weighted(text) };
    this.entries.set(node.node_id, entry);
    for (const [stem, weight] of entry.terms) this.holdersOf(stem).set(entry, weight);
    this.norms = new Map();
    const [oldest] = this.entries.keys();
    if (this.entries.size > this.capacity && oldest !== undefined) this.remove(oldest);
  }

  remove(nodeId: string): void {
    const entry = this.entries.get(nodeId);
    if (entry === undefined) return;
    this.entries.delete(nodeId);
    this.norms = new Map();
    for (const stem of entry.terms.keys()) {
      const holders = this.holders.get(stem);
      holders?.delete(entry);
      if (holders?.size === 0) this.holders.delete(stem);
    }
  }

  /** Nodes like `description`, of `nodeType` if given; ties by quality, then by id. Never throws. */
  find(
    description: string,
    nodeType: NodeType | undefined,
    limit: number,
    threshold: number = SIMILARITY_THRESHOLD,
  ): FoundNodes {
    const query = weighted(description);
    const size = this.entries.size;
    const idfOf = (stem: string): number => Math.log(1 + size / (this.holders.get(stem)?.size ?? 1));
    const norm = normOf(query, idfOf);
    const found = [...this.products(query, idfOf)]
      .filter(([{ node }]) => nodeType === undefined || node.node_type === nodeType)
      .map(([entry, product]) => toSimilar(entry.node, product / (norm * this.normOf(entry, idfOf))))
      .filter(({ similarity_score }) => similarity_score > 0 && similarity_score >= threshold)
      .sort(bestFirst);
    return { nodes: found.slice(0, Math.max(0, limit)), total: found.length };
  }

  private holdersOf(stem: string): Map<Entry, number> {
    const known = this.holders.get(stem);
    if (known !== undefined) return known;
    const holders = new Map<Entry, number>();
    this.holders.set(stem, holders);
    return holders;
  }

  private normOf(entry: Entry, idfOf: (stem: string) => number): number {
    const known = this.norms.get(entry);
    if (known !== undefined) return known;
    const norm = normOf(entry.terms, idfOf);
    this.norms.set(entry, norm);
    return norm;
  }

  private products(query: ReadonlyMap<string, number>, idfOf: (stem: string) => number): Map<Entry, number> {
    const products = new Map<Entry, number>();
    for (const [stem, asked] of query) {
      const factor = asked * idfOf(stem) ** 2;
      for (const [entry, weight] of this.holders.get(stem) ?? [])
        products.set(entry, (products.get(entry) ?? 0) + factor * weight);
    }
    return products;
  }
}

function normOf(weights: ReadonlyMap<string, number>, idfOf: (stem: string) => number): number {
  let sum = 0;
  for (const [stem, weight] of weights) sum += (weight * idfOf(stem)) ** 2;
  return Math.sqrt(sum);
}

function weighted(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const stem of stems(text.slice(0, MAX_TEXT_LENGTH)))
    if (counts.has(stem) || counts.size < MAX_STEMS) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  for (const [stem, count] of counts) counts.set(stem, 1 + Math.log(count));
  return counts;
}

function toSimilar(node: LearnedNode, cosine: number): SimilarNode {
  const { node_id, name, description, node_type, mixins_used, patterns, quality_score, compliance_score, language } =
    node;
  const similarity_score = Math.round(Math.min(1, cosine) * 10_000) / 10_000;
  const told = { node_id, name, similarity_score, description, node_type, mixins_used, patterns };
  const judged = { quality_score, compliance_score, language, usage_count: node.uses, last_used: node.learned_at };
  return { kind: 'similar_node', ...told, ...judged };
}

function bestFirst(a: SimilarNode, b: SimilarNode): number {
  return (
    b.similarity_score - a.similarity_score ||
    b.quality_score - a.quality_score ||
    (a.node_id < b.node_id ? -1 : Number(a.node_id > b.node_id))
  );
}
