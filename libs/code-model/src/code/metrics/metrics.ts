import type { Code } from '../code';
import type { Item } from '../items';
import { complexityOf, type Complexity } from './complexity';
import { annotationCoverage, docstringCoverage, type Coverage } from './coverage';
import { halsteadVolume } from './halstead';
import { type LineCounts, maintainabilityIndex } from './maintainability';

export interface FunctionMetrics extends Complexity {
  readonly name: string;
  readonly line: number;
  readonly lines: number;
}

/** What can be measured of one source. */
export interface Metrics {
  readonly lines: LineCounts;
  readonly functions: readonly FunctionMetrics[];
  readonly classes: number;
  /** Of the whole source, as radon adds it up. */
  readonly cyclomatic: number;
  readonly cognitive: number;
  readonly volume: number;
  /** 0 to 100. */
  readonly maintainability: number;
  readonly docstrings: Coverage;
  readonly annotations: Coverage;
}

export function measure(code: Code, lines: LineCounts): Metrics {
  const complexities = new Map<Item, Complexity>(
    [code.module, ...code.all('class'), ...code.all('function')].map((item) => [item, complexityOf(item)]),
  );
  const functions = code.all('function').map((item) => {
    const { line, endLine } = code.place(item);
    const { cyclomatic, cognitive, nesting } = complexities.get(item) ?? complexityOf(item);
    return { name: item.name, line, lines: endLine - line + 1, cyclomatic, cognitive, nesting };
  });
  const cyclomatic = totalCyclomatic(complexities);
  const volume = halsteadVolume(code);
  return {
    lines,
    functions,
    classes: code.all('class').length,
    cyclomatic,
    cognitive: [...complexities.values()].reduce((sum, { cognitive }) => sum + cognitive, 0),
    volume,
    maintainability: maintainabilityIndex({ volume, complexity: cyclomatic, lines }),
    docstrings: docstringCoverage(code),
    annotations: annotationCoverage(code),
  };
}

/**
 * Radon's total: the decisions of the module and its functions, and all paths of the methods of its classes. What is
 * defined inside a function, and classes inside classes, it leaves out.
 */
function totalCyclomatic(complexities: ReadonlyMap<Item, Complexity>): number {
  let total = 1;
  for (const [item, { cyclomatic }] of complexities) {
    const scope = scopeOf(item);
    if (scope === 'module') total += cyclomatic - 1;
    else if (scope === 'class' && item.kind === 'function') total += cyclomatic;
  }
  return total;
}

/** What the nearest definition around is, if that one stands in the module itself. */
function scopeOf(item: Item): 'module' | 'class' | undefined {
  const outer = definitionAround(item);
  if (outer === undefined || outer.kind === 'module') return 'module';
  return outer.kind === 'class' && definitionAround(outer)?.kind === 'module' ? 'class' : undefined;
}

function definitionAround(item: Item): Item | undefined {
  let at = item.parent;
  while (at !== undefined && at.kind !== 'function' && at.kind !== 'class' && at.kind !== 'module') at = at.parent;
  return at;
}
