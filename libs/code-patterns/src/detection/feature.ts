import type { Span } from '#code-model';
import type { Facts } from './facts';

/** One place that shows a feature. */
export interface Sign {
  readonly at: Span;
  /** What was seen there, in a few words. */
  readonly detail: string;
}

/** Something in the tree that speaks for a pattern. */
export interface Feature {
  /** In words, as the documentation has it. */
  readonly seen: string;
  /** How likely the pattern is where nothing but this is seen, 0..1. */
  readonly strength: number;
  readonly find: (facts: Facts) => Iterable<Sign>;
}

/** The features of one pattern. They are chosen to be independent: none implies another. */
export interface Detector {
  readonly id: string;
  readonly features: readonly Feature[];
}

/** A longer detail is cut, between characters: names in hostile code can be as long as the code. */
const MAX_DETAIL = 80;

export function sign(at: Span, detail: string): Sign {
  if (detail.length <= MAX_DETAIL) return { at, detail };
  return { at, detail: `${detail.slice(0, MAX_DETAIL - 1).replace(/[\ud800-\udbff]$/, '')}…` };
}
