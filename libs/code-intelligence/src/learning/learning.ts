import { setImmediate as oneTurn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { DomainEvent } from '#contracts';
import type { LearnedNodeRow, LearnedNodes } from './remembered-nodes';
import type { NodeSummary } from './node-summary';
import { Memory } from './memory';
import { type LearnedNode, MAX_LEARNED_NODES, SimilarNodes } from './similar-nodes';

export interface LearningOptions {
  /** Where nodes are kept beyond the life of a worker, for all workers together; `null`: nowhere. */
  readonly memory: LearnedNodes | null;
  readonly now: () => Date;
  /** Is called with why nodes are not shared, once for several failures in a row; requests are answered anyway. */
  readonly onError: (error: unknown) => void;
}

/** How long what another worker learned may be unknown here while questions come. */
export const LOOK_EVERY_MS = 2_000;

const NODES_A_TURN = 100;

/** New nodes after which the oldest beyond the capacity are forgotten: a tenth of it. */
export const FORGET_EVERY = MAX_LEARNED_NODES / 10;

/** The nodes that validation found good, for those who ask for nodes like theirs. */
export class Learning {
  readonly nodes = new SimilarNodes();
  private readonly known = new Map<string, LearnedNode>();
  private readonly memory: Memory<LearnedNodes>;
  /** Ids of what the table was not there for. */
  private readonly unshared = new Set<string>();
  private upTo: Date | undefined;
  private looking = false;
  private lookedAt = -Infinity;
  private look: Promise<void> = Promise.resolve();
  private newSinceForgetting = 0;

  constructor(private readonly options: LearningOptions) {
    this.memory = new Memory(options.memory, options.onError);
  }

  /** Takes in what is remembered; the oldest beyond the capacity are forgotten, now and while others are learned. */
  async recall(): Promise<void> {
    const { memory } = this.options;
    if (memory === null) return;
    await this.takeIn(memory);
    await this.forget(memory);
  }

  /** Takes in what others have learned, unless it was done just now. Never rejects, waits half a second at most. */
  refresh(): Promise<void> {
    const now = this.options.now().getTime();
    // The distance, because clocks are set back, too.
    if (this.looking || Math.abs(now - this.lookedAt) < LOOK_EVERY_MS) return this.look;
    this.lookedAt = now;
    return (this.look = this.memory.ask((memory) => this.takeIn(memory)));
  }

  /** Remembers a node; the event says so when it is new. Never rejects. */
  async learn(summary: NodeSummary): Promise<DomainEvent[]> {
    const before = this.known.get(summary.node_id);
    const learnedAt = this.options.now();
    const row = { ...summary, learned_at: learnedAt, uses: 1 };
    const usesOfAll = await this.memory.ask((memory) => memory.learn(row));
    const uses = usesOfAll ?? (before?.uses ?? 0) + 1;
    this.keep({ ...summary, learned_at: learnedAt.toISOString(), uses });
    if (usesOfAll === undefined) this.unshared.add(summary.node_id);
    if (before !== undefined || uses !== 1) return [];
    this.newSinceForgetting += 1;
    // Not awaited: a reply waits for this node to be stored, not for room for the next.
    if (this.newSinceForgetting >= FORGET_EVERY) void this.memory.ask((memory) => this.forget(memory));
    return [learned(summary)];
  }

  /** Takes over another's judgement of a node; `false` when no worker knows it. Never rejects. */
  async rate(nodeId: string, quality: number): Promise<boolean> {
    const node = this.known.get(nodeId);
    if (node !== undefined) this.keep({ ...node, quality_score: quality });
    const remembered = await this.memory.ask((memory) => memory.rate(nodeId, quality));
    return node !== undefined || remembered === true;
  }

  private async forget(memory: LearnedNodes): Promise<void> {
    this.newSinceForgetting = 0;
    await memory.forget(MAX_LEARNED_NODES);
  }

  private async takeIn(memory: LearnedNodes): Promise<void> {
    this.looking = true;
    try {
      const { nodes, upTo } = await memory.changedSince(this.upTo, MAX_LEARNED_NODES);
      for (const [index, node] of nodes.map(nodeOf).entries()) {
        if (!isDeepStrictEqual(node, this.known.get(node.node_id))) this.keep(node);
        // Thousands at once take a third of a second; others want their answers meanwhile.
        if (index % NODES_A_TURN === 0) await oneTurn();
      }
      this.upTo = upTo;
      await this.share(memory);
    } finally {
      this.looking = false;
    }
  }

  private async share(memory: LearnedNodes): Promise<void> {
    for (const nodeId of this.unshared) {
      // Before it is tried: a node that no table takes must not block the others forever.
      this.unshared.delete(nodeId);
      const node = this.known.get(nodeId);
      if (node !== undefined) await memory.learn({ ...node, learned_at: new Date(node.learned_at) });
    }
  }

  private keep(node: LearnedNode): void {
    this.known.delete(node.node_id);
    this.known.set(node.node_id, node);
    this.nodes.add(node);
    const [oldest] = this.known.keys();
    if (this.known.size <= MAX_LEARNED_NODES || oldest === undefined) return;
    this.known.delete(oldest);
    this.unshared.delete(oldest);
  }
}

function nodeOf(row: LearnedNodeRow): LearnedNode {
  return { ...row, node_type: row.node_type as LearnedNode['node_type'], learned_at: row.learned_at.toISOString() };
}

function learned({ node_id, node_type, ...rest }: NodeSummary): DomainEvent {
  return {
    type: 'pattern_learned',
    payload: { pattern_id: node_id, pattern_type: 'node_structure', pattern_data: { node_type, ...rest } },
  };
}
