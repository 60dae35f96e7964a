import type { NodeType } from '#contracts';
import type { NodeTypeEvidence } from '../code-analysis';

export type Kind = NodeTypeEvidence['kind'];

const MAX_DETAIL = 120;

/** Collects what speaks for a kind of node. */
export class Evidence {
  readonly all: NodeTypeEvidence[] = [];

  add(kind: Kind, forType: NodeType, weight: number, line: number, detail: string): void {
    if (weight <= 0) return;
    const rounded = Math.round(weight * 100) / 100;
    this.all.push({ kind, detail: detail.slice(0, MAX_DETAIL), line, weight: rounded, for: forType });
  }

  sum(forType: NodeType): number {
    return this.all.reduce((sum, it) => (it.for === forType ? sum + it.weight : sum), 0);
  }
}
