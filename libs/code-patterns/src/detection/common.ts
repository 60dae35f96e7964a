import { type CallItem, lastName, type Span } from '#code-model';
import { bare, receiverOf, wordsOf } from './identifiers';

/** Only the place where something starts: what is inside may be long. */
export function startOf({ start }: Span): Span {
  return { start, end: start };
}

/** Whether the last name of what is called upon has one of the words: `db` in `self.db_pool.fetch()`. */
export function isCalledOn({ callee }: CallItem, words: ReadonlySet<string>): boolean {
  return wordsOf(lastName(bare(receiverOf(callee)))).some((word) => words.has(word));
}
