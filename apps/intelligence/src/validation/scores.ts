import type { Severity } from '#contracts';
import type { JudgedIssue } from './issues';
import type { Dimension } from './rules';

/** What one finding costs its dimension. */
const COST: Readonly<Record<Severity, number>> = { error: 0.25, warning: 0.05, info: 0 };

/** Findings of one rule beyond this many cost nothing more: repetition is one mistake made often. */
const COUNTED_PER_RULE = 3;

/** Of the dimensions a validation type measures, scaled to sum up to 1. */
const WEIGHT: Readonly<Record<Dimension, number>> = { syntax: 0.3, semantics: 0.4, compliance: 0.3 };

/** Code that does not parse was not looked at any further; code with another error is not fit for use either. */
const CEILING_WITH_SYNTAX_ERROR = 0.3;
const CEILING_WITH_ERROR = 0.6;

export interface Scores {
  readonly quality: number;
  readonly compliance: number;
  readonly dimensions: Record<string, number>;
}

/**
 * Scores from 0 to 1, from the issues alone, in thousandths.
 *
 * - A dimension is 1 − Σ over its rules of cost(severity) × min(count, 3), never below 0.
 * - Quality is the weighted mean of the measured dimensions; at most 0.6 with an error.
 * - With a syntax error the only dimension is `syntax` = 0.3 ÷ min(syntax errors, 3), and quality is the same.
 * - Compliance is the dimension of that name, which so far knows swallowed, bare and blind handlers, generic raises,
 *   class and function case, and prints, and nothing else of the ONEX conventions. It is measured whatever the
 *   validation type, and 0 for code that does not parse, because then nothing of it is known.
 */
export function score(issues: readonly JudgedIssue[], measured: readonly Dimension[]): Scores {
  const broken = issues.filter(({ dimension, issue }) => dimension === 'syntax' && issue.severity === 'error').length;
  if (broken > 0) {
    const syntax = round(CEILING_WITH_SYNTAX_ERROR / Math.min(broken, COUNTED_PER_RULE));
    return { quality: syntax, compliance: 0, dimensions: { syntax } };
  }
  const values = measured.map((dimension) => [dimension, valueOf(dimension, issues)] as const);
  const total = values.reduce((sum, [dimension]) => sum + WEIGHT[dimension], 0);
  const mean = values.reduce((sum, [dimension, value]) => sum + WEIGHT[dimension] * value, 0) / total;
  const failed = issues.some(({ dimension, issue }) => issue.severity === 'error' && measured.includes(dimension));
  return {
    quality: round(failed ? Math.min(mean, CEILING_WITH_ERROR) : mean),
    compliance: round(valueOf('compliance', issues)),
    dimensions: Object.fromEntries(values.map(([dimension, value]) => [dimension, round(value)])),
  };
}

function valueOf(dimension: Dimension, issues: readonly JudgedIssue[]): number {
  const counts = new Map<string, number>();
  let cost = 0;
  for (const { dimension: its, issue } of issues) {
    const count = counts.get(issue.rule) ?? 0;
    if (its !== dimension || count >= COUNTED_PER_RULE) continue;
    counts.set(issue.rule, count + 1);
    cost += COST[issue.severity];
  }
  return Math.max(0, 1 - cost);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
