import { type Metrics, share } from '#code-model';
import { calledBy } from './called';
import type { CodeAnalysis, ConfidenceTerm, NodeTypeJudgement } from './code-analysis';
import { receiverOf } from './names';
import type { Reading } from './reading';

/** A source that defines less hardly says what it is for. */
const ENOUGH = 3;

/** How far the answer is to be trusted: the weighted mean of what it rests on, 0 to 1. */
export function confidenceOf(
  reading: Reading,
  { confidence, type }: NodeTypeJudgement,
  metrics: Metrics,
): Pick<CodeAnalysis, 'confidence' | 'confidence_terms'> {
  const { survey, code } = reading;
  const defined = survey.classes.length + survey.functions.length;
  const terms = [
    term('parsed', code.broken ? 0.3 : 1, 0.35),
    term('definitions', Math.min(1, defined / ENOUGH), 0.2),
    term('resolved_calls', resolvedShare(reading), 0.2),
    term('documented', share(metrics.docstrings), 0.1),
    ...(type === null ? [] : [term('node_type', confidence, 0.15)]),
  ];
  const weights = terms.reduce((sum, { weight }) => sum + weight, 0);
  const sum = terms.reduce((total, { value, weight }) => total + value * weight, 0);
  return { confidence: Math.round((sum / weights) * 10_000) / 10_000, confidence_terms: terms };
}

function term(name: string, value: number, weight: number): ConfidenceTerm {
  return { name, value: Math.round(value * 10_000) / 10_000, weight };
}

/** Calls of plain names, which are definitions, imports or builtins, and of what can be resolved, among all calls. */
function resolvedShare(reading: Reading): number {
  const calls = reading.survey.all('call');
  if (calls.length === 0) return 1;
  const known = calls.filter((call) => receiverOf(call.item.callee) === '' || calledBy(reading, call) !== undefined);
  return known.length / calls.length;
}
