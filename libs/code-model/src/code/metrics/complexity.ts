import type { Item } from '../items';

/** How hard a piece of code is to follow. */
export interface Complexity {
  /**
   * Independent paths: 1 + one per `if`, `elif`, ternary, loop, loop `else`, handler, `try` `else`, operand of a boolean
   * sequence beyond the first, comprehension loop and its conditions, assertion, and case that is not the last resort.
   * Functions inside count for themselves. McCabe 1976, counted as radon 6 does.
   */
  readonly cyclomatic: number;
  /**
   * What a reader has to keep in mind: 1 per break in the linear flow, plus the nesting it stands in; 1 per boolean
   * sequence, `else`, `elif`, labelled jump and recursive call. Campbell, Cognitive Complexity (SonarSource 2018).
   */
  readonly cognitive: number;
  /** Deepest nesting of branches, loops, handlers and `with` blocks. */
  readonly nesting: number;
}

/** Of a function or of the module, functions inside left out. */
export function complexityOf(scope: Item): Complexity {
  const counts = { cyclomatic: 1, cognitive: 0, nesting: 0 };
  const name = scope.kind === 'function' ? scope.name : undefined;
  for (const child of scope.children) count(child, 0, name, counts);
  return counts;
}

interface Counts {
  cyclomatic: number;
  cognitive: number;
  nesting: number;
}

function count(item: Item, nesting: number, name: string | undefined, counts: Counts): void {
  if (item.kind === 'function' || item.kind === 'class') return;
  counts.cyclomatic += paths(item);
  counts.cognitive += effort(item, nesting, name);
  const inside = nesting + (NESTS.has(item.kind) ? 1 : 0);
  counts.nesting = Math.max(counts.nesting, BLOCKS.has(item.kind) ? inside : 0);
  for (const child of item.children) count(child, CONTINUES.has(child.kind) ? nesting : inside, name, counts);
}

/** What makes everything inside one level deeper. */
const NESTS: ReadonlySet<Item['kind']> = new Set([
  'if',
  'loop',
  'handler',
  'match',
  'ternary',
  'lambda',
  'with',
  'elif',
  'else',
]);

/** The nesting that STR-003 speaks of is that of blocks. */
const BLOCKS: ReadonlySet<Item['kind']> = new Set(['if', 'loop', 'handler', 'match', 'with', 'elif', 'else']);

/** Stand inside their `if` or loop and go on at its level. */
const CONTINUES: ReadonlySet<Item['kind']> = new Set(['elif', 'else', 'loop-else']);

const ONE_MORE_PATH: ReadonlySet<Item['kind']> = new Set([
  'if',
  'elif',
  'ternary',
  'loop',
  'loop-else',
  'handler',
  'try-else',
  'assert',
]);

function paths(item: Item): number {
  if (ONE_MORE_PATH.has(item.kind)) return 1;
  if (item.kind === 'boolean') return item.operands - 1;
  if (item.kind === 'comprehension') return item.loops + item.conditions;
  return item.kind === 'case' && !item.otherwise ? 1 : 0;
}

/** Break the linear flow, and the more so the deeper they stand. */
const BREAKS: ReadonlySet<Item['kind']> = new Set(['if', 'ternary', 'loop', 'handler', 'match']);

/** Add to what was broken already. */
const ADDS: ReadonlySet<Item['kind']> = new Set(['elif', 'else', 'loop-else', 'boolean']);

function effort(item: Item, nesting: number, name: string | undefined): number {
  if (BREAKS.has(item.kind)) return 1 + nesting;
  if (ADDS.has(item.kind)) return 1;
  if (item.kind === 'jump') return item.labelled ? 1 : 0;
  return item.kind === 'call' && name !== undefined && isItself(item.callee, name) ? 1 : 0;
}

function isItself(callee: string, name: string): boolean {
  return callee === name || callee === `self.${name}`;
}
