import { suggestMixins } from '#mixins';
import { retrieve } from '#code-patterns';
import type { NodeKind } from '../kinds/kind-lexicon';

/** A pattern below this only shares a word with the text (the threshold of the pattern operation). */
const MIN_PATTERN_CONFIDENCE = 0.2;

/** What a mixin must be sure of to be suggested unasked. */
const MIN_MIXIN_CONFIDENCE = 0.4;

const MAX_TEXT = 4000;

/** Statements whose wishes are counted for a whole document. */
const MAX_STATEMENTS = 30;

/** Names of mixins the text speaks for, best first; what it refuses ("no caching") and the kind forbids is not among them. */
export function mixinsFor(text: string, kind: NodeKind | undefined, limit: number): string[] {
  return suggestMixins(text.slice(0, MAX_TEXT), kind, limit)
    .filter(({ confidence }) => confidence >= MIN_MIXIN_CONFIDENCE)
    .map(({ mixin_name: name }) => name);
}

/**
 * Names of mixins a document asks for. Asked statement by statement, because a long text has a word of every mixin in
 * it; a mixin counts with the sum of its confidences, ties by name.
 */
export function mixinsForAll(statements: readonly string[], limit: number): string[] {
  const sums = new Map<string, number>();
  for (const text of [...new Set(statements)].slice(0, MAX_STATEMENTS))
    for (const { mixin_name: name, confidence } of suggestMixins(text.slice(0, 400), undefined, 2))
      if (confidence >= MIN_MIXIN_CONFIDENCE) sums.set(name, (sums.get(name) ?? 0) + confidence);
  return [...sums]
    .sort(([one, first], [other, second]) => second - first || (one < other ? -1 : 1))
    .slice(0, limit)
    .map(([name]) => name);
}

/** Ids of patterns of the catalogue the text speaks for, best first. */
export function patternsFor(text: string, limit: number): string[] {
  return retrieve(text.slice(0, MAX_TEXT))
    .filter(({ pattern, confidence }) => pattern.rules === undefined && confidence >= MIN_PATTERN_CONFIDENCE)
    .slice(0, limit)
    .map(({ pattern }) => pattern.id);
}
