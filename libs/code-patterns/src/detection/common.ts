import { type CallItem, lastName, type Span } from '#code-model';
import type { Facts, Role } from './facts';
import { sign, type Sign } from './feature';
import { bare, receiverOf, wordsOf } from './identifiers';

/** Classes with a base whose own name fits. */
export function* inherits(facts: Facts, base: RegExp): Iterable<Sign> {
  for (const { name, bases, nameSpan } of facts.inheriting(base)) {
    yield sign(nameSpan, `${name}(${bases.filter((path) => base.test(lastName(path))).join(', ')})`);
  }
}

/** Identifiers that fit, out of those that have one of the words. */
export function* named(
  facts: Facts,
  words: readonly string[],
  pattern: RegExp,
  ...roles: readonly Role[]
): Iterable<Sign> {
  for (const word of words) {
    for (const { name, at } of facts.named(word, ...roles)) if (pattern.test(name)) yield sign(at, name);
  }
}

export function* imports(facts: Facts, modules: ReadonlySet<string>): Iterable<Sign> {
  for (const item of facts.imports(modules)) yield sign(item, `imports ${item.module}`);
}

/** Only the place where something starts: what is inside may be long. */
export function startOf({ start }: Span): Span {
  return { start, end: start };
}

/** Whether the last name of what is called upon has one of the words: `db` in `self.db_pool.fetch()`. */
export function isCalledOn({ callee }: CallItem, words: ReadonlySet<string>): boolean {
  return wordsOf(lastName(bare(receiverOf(callee)))).some((word) => words.has(word));
}
