import type { Deduction, Severity } from '#contracts';
import { type FunctionMetrics, type Metrics, share } from '#code-model';
import type { Dimension, JudgedIssue } from './rule';

/** What one finding costs its dimension. */
const COST: Readonly<Record<Severity, number>> = { error: 0.25, warning: 0.05, info: 0 };

/** Findings of one rule beyond this many cost nothing more: repetition is one mistake made often. */
const COUNTED_PER_RULE = 3;

/** Of the dimensions a validation type measures, scaled to sum up to 1. */
export const WEIGHT: Readonly<Record<Dimension, number>> = {
  syntax: 0.15,
  semantics: 0.2,
  compliance: 0.25,
  complexity: 0.08,
  maintainability: 0.08,
  documentation: 0.07,
  typing: 0.09,
  security: 0.08,
};

/** Code that does not parse was not looked at any further; code with another error is not fit for use either. */
const CEILING_WITH_SYNTAX_ERROR = 0.3;
const CEILING_WITH_ERROR = 0.6;

/** A cyclomatic complexity up to the first is simple, beyond the second untestable (McCabe's bands, NIST SP 500-235). */
const PATHS = [10, 50] as const;
/** Sonar's default threshold for cognitive complexity, and four times it. */
const EFFORT = [15, 60] as const;

/** A maintainability index from which code is "good": 65 of 100 (Coleman, Ash, Lowther and Oman 1994). */
const MAINTAINABLE = 65;

export interface Scores {
  readonly quality: number;
  readonly compliance: number;
  readonly dimensions: Record<string, number>;
  readonly deductions: Deduction[];
}

/**
 * Scores from 0 to 1 in thousandths, and everything that was taken from a full score.
 *
 * - A dimension starts at what is measured of it and loses, for each of its rules, cost(severity) × min(count, 3);
 *   never below 0. An error costs 0.25, a warning 0.05, an info nothing.
 * - Measured: complexity is the mean over functions of how far each is within the bands, maintainability the index
 *   divided by 65, documentation and typing are coverages. Syntax, semantics, compliance and security start at 1.
 * - Quality is the mean of the measured dimensions by weight; at most 0.6 with an error.
 * - With a syntax error the only dimension is `syntax` = 0.3 ÷ min(syntax errors, 3), and quality is the same.
 * - Compliance is the dimension of that name, whatever the validation type, and 0 for code that does not parse.
 */
export function score(
  issues: readonly JudgedIssue[],
  measured: readonly Dimension[],
  metrics: Metrics | undefined,
): Scores {
  const broken = issues.filter(({ rule, issue }) => rule.dimension === 'syntax' && issue.severity === 'error').length;
  if (broken > 0 || metrics === undefined) return scoreOfBroken(Math.max(1, broken));
  const all = new Map(
    [...new Set([...measured, 'compliance' as const])].map((name) => [name, assess(name, issues, metrics)]),
  );
  const valueOf = (name: Dimension): number => all.get(name)?.value ?? 0;
  const total = measured.reduce((sum, name) => sum + WEIGHT[name], 0);
  const mean = measured.reduce((sum, name) => sum + WEIGHT[name] * valueOf(name), 0) / total;
  const failed = issues.some(({ rule, issue }) => issue.severity === 'error' && measured.includes(rule.dimension));
  return {
    quality: round(failed ? Math.min(mean, CEILING_WITH_ERROR) : mean),
    compliance: round(valueOf('compliance')),
    dimensions: Object.fromEntries(measured.map((name) => [name, round(valueOf(name))])),
    deductions: measured.flatMap((name) => all.get(name)?.deductions ?? []),
  };
}

function scoreOfBroken(errors: number): Scores {
  const syntax = round(CEILING_WITH_SYNTAX_ERROR / Math.min(errors, COUNTED_PER_RULE));
  const deductions = [{ dimension: 'syntax', reason: 'does not compile', count: errors, points: round(1 - syntax) }];
  return { quality: syntax, compliance: 0, dimensions: { syntax }, deductions };
}

interface Assessment {
  readonly value: number;
  readonly deductions: readonly Deduction[];
}

function assess(dimension: Dimension, issues: readonly JudgedIssue[], metrics: Metrics): Assessment {
  const start = MEASURED[dimension]?.(metrics) ?? FULL;
  const { value, reason, count } = start;
  const missing = value >= 1 ? [] : [{ dimension, reason, count, points: round(1 - value) }];
  const deductions = [...missing, ...ofRules(dimension, issues)];
  const lost = deductions.reduce((sum, { points }) => sum + points, 0);
  return { value: Math.max(0, 1 - lost), deductions };
}

function ofRules(dimension: Dimension, issues: readonly JudgedIssue[]): Deduction[] {
  const counts = new Map<string, { count: number; points: number }>();
  for (const { rule, issue } of issues) {
    if (rule.dimension !== dimension || COST[issue.severity] === 0) continue;
    const known = counts.get(rule.id) ?? { count: 0, points: 0 };
    known.count += 1;
    if (known.count <= COUNTED_PER_RULE) known.points += COST[issue.severity];
    counts.set(rule.id, known);
  }
  return [...counts].map(([reason, { count, points }]) => ({ dimension, reason, count, points: round(points) }));
}

interface Start {
  readonly value: number;
  /** What it was measured by, and how many took from it. */
  readonly reason: string;
  readonly count: number;
}

const FULL: Start = { value: 1, reason: '', count: 0 };

const MEASURED: Readonly<Partial<Record<Dimension, (metrics: Metrics) => Start>>> = {
  complexity: ({ functions }) => ({
    value: functions.length === 0 ? 1 : functions.reduce((sum, each) => sum + simplicity(each), 0) / functions.length,
    reason: 'complexity of functions',
    count: functions.filter((each) => simplicity(each) < 1).length,
  }),
  maintainability: ({ maintainability }) => ({
    value: Math.min(1, maintainability / MAINTAINABLE),
    reason: `maintainability index below ${MAINTAINABLE}`,
    count: 1,
  }),
  documentation: ({ docstrings }) => ({
    value: share(docstrings),
    reason: 'docstring coverage',
    count: docstrings.possible - docstrings.present,
  }),
  typing: ({ annotations }) => ({
    value: share(annotations),
    reason: 'annotation coverage',
    count: annotations.possible - annotations.present,
  }),
};

/** 1 within the first of the bands, 0 beyond the second, linear between; the worse of both measures. */
function simplicity({ cyclomatic, cognitive }: FunctionMetrics): number {
  return Math.min(within(cyclomatic, PATHS), within(cognitive, EFFORT));
}

function within(value: number, [good, bad]: readonly [number, number]): number {
  return Math.min(1, Math.max(0, (bad - value) / (bad - good)));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
