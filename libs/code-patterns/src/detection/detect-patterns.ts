import type { NodeType } from '#contracts';
import type { Code } from '#code-model';
import { Facts } from './facts';
import type { Detector, Sign } from './feature';
import { DETECTORS } from './read-features';

/** A line that shows a pattern. */
export interface PatternEvidence {
  /** 1-based. */
  readonly line: number;
  readonly detail: string;
}

/** A pattern found in code. */
export interface DetectedPattern {
  readonly id: string;
  /** `LEAST_CONFIDENCE` to 1. */
  readonly confidence: number;
  /** 1-based lines that show it, ascending. */
  readonly lines: readonly number[];
  /** One entry a line, the strongest feature's first; at most `MAX_EVIDENCE`. */
  readonly evidence: readonly PatternEvidence[];
}

/** What is less likely than this is not reported. */
export const LEAST_CONFIDENCE = 0.5;
export const MAX_EVIDENCE = 10;
/** What is left to see cannot bring the confidence to the least one; a little more for the rounding. */
const MOST_DOUBT = 1 - LEAST_CONFIDENCE + 0.01;
/** Of one feature; others shall have room too. */
const MAX_SIGNS = 4;

/**
 * The patterns and anti-patterns of the catalogue that the code shows, most confident first, ties by id.
 *
 * Confidence is `1 − Π (1 − strength)` over the features seen, however often each: features are taken as independent
 * witnesses, each of which may be wrong. Linear in the items of the code, deterministic, never throws. `nodeType` is the
 * kind the code is said to be, for the anti-patterns of pure nodes and orchestrators. Nothing is found in code with names
 * or dotted paths of more than 300 characters.
 */
export function detectPatterns(code: Code, nodeType?: NodeType): DetectedPattern[] {
  const facts = new Facts(code, nodeType);
  if (facts.beyondLimits) return [];
  return DETECTORS.flatMap((detector) => detected(detector, facts) ?? []).sort(
    (a, b) => b.confidence - a.confidence || (a.id < b.id ? -1 : 1),
  );
}

function detected({ id, features }: Detector, facts: Facts): DetectedPattern | undefined {
  let doubt = 1;
  let open = features.reduce((product, { strength }) => product * (1 - strength), 1);
  const seen: { strength: number; signs: Sign[] }[] = [];
  for (const { strength, find } of features) {
    const signs = first(find(facts), MAX_SIGNS);
    if (signs.length > 0) {
      doubt *= 1 - strength;
      seen.push({ strength, signs });
    } else {
      open /= 1 - strength;
      if (open > MOST_DOUBT) return undefined;
    }
  }
  const confidence = Math.round((1 - doubt) * 100) / 100;
  if (confidence < LEAST_CONFIDENCE) return undefined;
  const signs = seen.sort((a, b) => b.strength - a.strength).flatMap((one) => one.signs);
  const evidence = byLine(signs, facts.code);
  return { id, confidence, lines: evidence.map(({ line }) => line).sort((a, b) => a - b), evidence };
}

function first(signs: Iterable<Sign>, count: number): Sign[] {
  const found: Sign[] = [];
  for (const sign of signs) {
    found.push(sign);
    if (found.length === count) break;
  }
  return found;
}

function byLine(signs: readonly Sign[], code: Code): PatternEvidence[] {
  const lines = new Map<number, string>();
  for (const { at, detail } of signs) {
    const { line } = code.place(at);
    if (lines.size < MAX_EVIDENCE && !lines.has(line)) lines.set(line, detail);
  }
  return [...lines].map(([line, detail]) => ({ line, detail }));
}
