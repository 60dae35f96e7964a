import type { CommitNote } from './commit-note';

/** What decides where a partition is read from. */
export interface StartQuestion {
  readonly partition: number;
  /** The group's commit; `null` where there is none. */
  readonly committed: { readonly offset: string; readonly note: CommitNote | null } | null;
  /** Notes of the group's commits on the topic's other partitions. */
  readonly others: readonly CommitNote[];
  /** Where what is stored of the partition ends; `null`: nothing is; left out where only the commit counts. */
  readonly stored?: string | null;
  readonly topicId: string | undefined;
  /** The topic, or this position in it, became invalid while the consumer ran. */
  readonly invalid: boolean;
  readonly fromBeginning: boolean;
}

export type StartDecision = { readonly offset: string } | 'earliest' | 'latest';

/**
 * A commit counts as long as it speaks of this topic and not of one that had its name. Without a commit, `latest` is
 * for what was there before the group: a partition that was added later, or a topic made later, is read from its
 * beginning, because everything in it is news. A commit beyond what is stored is of a store that has lost something.
 */
export function decideStart(question: StartQuestion): StartDecision {
  const { committed, stored, invalid, topicId, partition, others, fromBeginning } = question;
  const speaksOf = (note: CommitNote | null): boolean =>
    note?.topic_id === undefined || topicId === undefined || note.topic_id === topicId;
  if (invalid) return 'earliest';
  if (committed !== null) {
    if (!speaksOf(committed.note) || stored === null) return 'earliest';
    return { offset: stored !== undefined && BigInt(stored) < BigInt(committed.offset) ? stored : committed.offset };
  }
  const wasAdded = others.some((note) => speaksOf(note) && partition >= note.partitions);
  return fromBeginning || wasAdded ? 'earliest' : 'latest';
}
