import { type Metrics, share } from '#code-model';
import type { MetricsSummary, NodeTypeJudgement } from './code-analysis';
import { firstLine } from './entities';
import type { Reading } from './reading';

const MAX_NAMES = 4;

/** One sentence: what the first docstring says, else what the source defines. */
export function summaryOf({ code, survey }: Reading, { type }: NodeTypeJudgement): string {
  const documented = [code.module, ...code.all('class'), ...code.all('function')].find(
    ({ docstring }) => firstLine(docstring ?? '') !== '',
  );
  const kind = type === null ? '' : ` (${type})`;
  if (documented?.docstring !== undefined)
    return firstLine(documented.docstring).replace(/[.…:;,\s]*$/, '') + `${kind}.`;
  const functions = survey.functions.filter(({ outer }) => outer === survey.module);
  const parts = [
    listed(
      'class',
      'classes',
      survey.classes.map(({ id }) => id),
    ),
    listed(
      'function',
      'functions',
      functions.map(({ id }) => id),
    ),
  ];
  const told = parts.filter((part) => part !== '').join(' and ');
  return told === '' ? `A ${code.language} source without classes and functions.` : `Defines ${told}${kind}.`;
}

function listed(one: string, many: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  const shown = names
    .slice(0, MAX_NAMES)
    .map((name) => name.slice(0, 80))
    .join(', ');
  const others = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
  return `the ${names.length === 1 ? one : many} ${shown}${others}`;
}

export function metricsSummary(metrics: Metrics): MetricsSummary {
  return {
    lines: metrics.lines.total,
    code_lines: metrics.lines.code,
    functions: metrics.functions.length,
    classes: metrics.classes,
    cyclomatic: metrics.cyclomatic,
    cognitive: metrics.cognitive,
    maintainability: rounded(metrics.maintainability),
    docstring_coverage: rounded(share(metrics.docstrings)),
    annotation_coverage: rounded(share(metrics.annotations)),
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
