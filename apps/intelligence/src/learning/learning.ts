import type { DomainEvent } from '#contracts';
import type { LearnedNodeRow, LearnedNodeTable } from '#event-store';
import type { Lesson } from './lesson';
import { type LearnedNode, MAX_LEARNED_NODES, SimilarNodes } from '../patterns/similar-nodes';

export interface LearningOptions {
  /** Where nodes are kept beyond the life of a worker, for all workers together; `null`: nowhere. */
  readonly memory: LearnedNodeTable | null;
  readonly now: () => Date;
  /** Hears why something could not be remembered; the answer that taught it is given all the same. */
  readonly onError: (error: unknown) => void;
}

/** The nodes that validation found good, for those who ask for nodes like theirs. */
export class Learning {
  readonly nodes = new SimilarNodes();
  private readonly known = new Map<string, LearnedNode>();

  constructor(private readonly options: LearningOptions) {}

  /** Takes in what is remembered, also by other workers, and lets the memory not grow for ever. */
  async recall(): Promise<void> {
    const { memory } = this.options;
    if (memory === null) return;
    for (const row of await memory.recent(MAX_LEARNED_NODES)) this.keep(nodeOf(row));
    await memory.forget(MAX_LEARNED_NODES);
  }

  /** Remembers a node; the event says so when it is new. Never rejects. */
  async learn(lesson: Lesson): Promise<DomainEvent[]> {
    const before = this.known.get(lesson.node_id);
    const learnedAt = this.options.now();
    const row = { ...lesson, learned_at: learnedAt, uses: 1 };
    const uses = (await this.remembering((memory) => memory.learn(row))) ?? (before?.uses ?? 0) + 1;
    this.keep({ ...lesson, learned_at: learnedAt.toISOString(), uses });
    return before === undefined && uses === 1 ? [learned(lesson)] : [];
  }

  /** Takes over another's judgement of a node; `false` when it is not known here. Never rejects. */
  async rate(nodeId: string, quality: number): Promise<boolean> {
    const node = this.known.get(nodeId);
    if (node === undefined) return false;
    this.keep({ ...node, quality_score: quality });
    await this.remembering((memory) => memory.rate(nodeId, quality));
    return true;
  }

  private async remembering<Result>(act: (memory: LearnedNodeTable) => Promise<Result>): Promise<Result | undefined> {
    const { memory } = this.options;
    try {
      return memory === null ? undefined : await act(memory);
    } catch (error) {
      this.options.onError(error);
      return undefined;
    }
  }

  private keep(node: LearnedNode): void {
    this.known.delete(node.node_id);
    this.known.set(node.node_id, node);
    this.nodes.add(node);
    const [oldest] = this.known.keys();
    if (this.known.size > MAX_LEARNED_NODES && oldest !== undefined) this.known.delete(oldest);
  }
}

function nodeOf(row: LearnedNodeRow): LearnedNode {
  return { ...row, node_type: row.node_type as LearnedNode['node_type'], learned_at: row.learned_at.toISOString() };
}

function learned({ node_id, node_type, ...rest }: Lesson): DomainEvent {
  return {
    type: 'pattern_learned',
    payload: { pattern_id: node_id, pattern_type: 'node_structure', pattern_data: { node_type, ...rest } },
  };
}
