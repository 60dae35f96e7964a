import { Budget, BudgetSpent } from './budget';
import { findingOf, type Direction, type Finding } from './findings';
import { Inclusion } from './inclusion';
import { undecided } from './judge';
import { openDocument, rootOf } from './schema-node';

/**
 * Who may write and read what.
 *
 * `strict`: the schemas as they are written. Objects are open unless they say otherwise, so an undeclared member may hold
 * anything; adding a typed optional member to an open object is then not backward compatible, as in Confluent's registry.
 *
 * `tolerant`, the robustness principle: a writer writes only members its schema declares, and a reader ignores members it
 * does not declare. Adding and removing optional members is then compatible both ways. An object that declares no members
 * at all is free-form and stays as written; so does one whose `additionalProperties` is `true` or a schema, which
 * declares the members by it. In unions a writer may write the members of all branches that hold.
 */
export type Policy = 'strict' | 'tolerant';
export const POLICIES: readonly Policy[] = ['strict', 'tolerant'];

export interface Comparison {
  readonly direction: Direction | 'full';
  readonly policy: Policy;
}

export interface Verdict {
  readonly compatible: boolean;
  /** Empty exactly when compatible. */
  readonly findings: readonly Finding[];
}

/**
 * Whether data stays readable when a JSON Schema (2020-12, or draft-07 spellings) changes from `older` to `newer`.
 *
 * `backward`: the newer schema reads what the older wrote. `forward`: the older reads what the newer writes. `full`: both.
 * Reading means that every value the writer's schema allows is allowed by the reader's. "Compatible" is proved; what
 * cannot be decided is incompatible with the rule `undecided` and its reason. `format`, `default`, titles and unknown
 * keywords are annotations and change nothing; beside `$ref` other keywords count, as since 2019-09. Pure, never throws,
 * and bounded in time whatever the schemas are.
 */
export function compare(older: unknown, newer: unknown, { direction, policy }: Comparison): Verdict {
  const directions: readonly Direction[] = direction === 'full' ? ['backward', 'forward'] : [direction];
  const findings = directions.flatMap((one) => oneWay(older, newer, one, policy));
  return { compatible: findings.length === 0, findings };
}

function oneWay(older: unknown, newer: unknown, direction: Direction, policy: Policy): Finding[] {
  const [writes, reads] = policy === 'strict' ? (['written', 'written'] as const) : (['closed', 'open'] as const);
  try {
    const budget = new Budget();
    const [old, young] = [openDocument('older', older, budget), openDocument('newer', newer, budget)];
    const [writer, reader] = direction === 'backward' ? [old, young] : [young, old];
    const objections = new Inclusion().here([rootOf(writer, writes)], rootOf(reader, reads), { depth: 0, trail: [] });
    return objections.map((objection) => findingOf(objection, direction));
  } catch (error) {
    if (error instanceof BudgetSpent) return [findingOf(undecided('', '', error.message), direction)];
    throw error;
  }
}

/** Confluent's modes, in lower case. The transitive ones look at all versions, the others at the latest. */
export const COMPATIBILITY_MODES = [
  'none',
  'backward',
  'backward_transitive',
  'forward',
  'forward_transitive',
  'full',
  'full_transitive',
] as const;
export type CompatibilityMode = (typeof COMPATIBILITY_MODES)[number];

export interface HistoryFinding extends Finding {
  /** Index in the history of the schema the candidate does not go with. */
  readonly version: number;
}

export interface HistoryVerdict {
  readonly compatible: boolean;
  readonly findings: readonly HistoryFinding[];
}

/** Compares a candidate with its predecessors, `history` from the oldest to the newest. As `compare` for each. */
export function compareHistory(
  history: readonly unknown[],
  candidate: unknown,
  { mode, policy }: { readonly mode: CompatibilityMode; readonly policy: Policy },
): HistoryVerdict {
  const direction = directionOf(mode);
  if (direction === undefined) return { compatible: true, findings: [] };
  const from = mode.endsWith('_transitive') ? 0 : Math.max(0, history.length - 1);
  const findings = history.slice(from).flatMap((older, at) => {
    const found = compare(older, candidate, { direction, policy }).findings;
    return found.map((finding) => ({ ...finding, version: from + at }));
  });
  return { compatible: findings.length === 0, findings };
}

function directionOf(mode: CompatibilityMode): Comparison['direction'] | undefined {
  switch (mode) {
    case 'none':
      return undefined;
    case 'backward':
    case 'backward_transitive':
      return 'backward';
    case 'forward':
    case 'forward_transitive':
      return 'forward';
    case 'full':
    case 'full_transitive':
      return 'full';
  }
}
