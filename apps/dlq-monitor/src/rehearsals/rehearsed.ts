/** Why nothing can be said. Only added to. */
export const REASONS = [
  'erased',
  'locked',
  'lost',
  'topic_unknown',
  'foreign_consumer',
  'worker_not_configured',
  'worker_unreachable',
  'worker_refused',
] as const;

export type Reason = (typeof REASONS)[number];

export const OUTCOMES = ['would_succeed', 'would_fail', 'not_possible'] as const;

/** What is put in the place of what failed. */
export interface Edit {
  readonly value?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What would become of the record of a dead letter. */
export interface Rehearsed {
  readonly id: string;
  readonly outcome: (typeof OUTCOMES)[number];
  readonly reason: Reason | null;
  readonly topic: string | null;
  readonly worker: string | null;
  readonly operation: string | null;
  readonly code: string | null;
  readonly message: string | null;
  readonly step: string | null;
  readonly details: readonly { readonly path: string; readonly message: string }[];
  readonly reply: { readonly topic: string; readonly preview: string } | null;
  readonly events: readonly string[];
  readonly exact: boolean;
  readonly edited: boolean;
}

/** How often each outcome came with each code, the most frequent first. */
export function tallied(rehearsed: readonly Rehearsed[]) {
  const counts = new Map<string, { outcome: Rehearsed['outcome']; code: string | null; ids: string[] }>();
  for (const { id, outcome, code, reason } of rehearsed) {
    const name = `${outcome} ${code ?? reason ?? ''}`;
    const count = counts.get(name) ?? { outcome, code: code ?? reason, ids: [] };
    count.ids.push(id);
    counts.set(name, count);
  }
  return [...counts.values()].sort((a, b) => b.ids.length - a.ids.length);
}
