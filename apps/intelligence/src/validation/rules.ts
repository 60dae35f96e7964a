import type { Severity, ValidationType } from '#contracts';
import { SYNTAX_RULE } from '../python/findings';

/** The parts of the quality score; each validation type measures some of them. */
export type Dimension = 'syntax' | 'semantics' | 'compliance';

export interface Rule {
  /** Our id of the rule; several engine rules may share one. */
  readonly code: string;
  readonly dimension: Dimension;
  readonly severity: Severity;
  /** What to do about it, without names from the code. */
  readonly advice: string;
}

export const DIMENSIONS_OF: Readonly<Record<ValidationType, readonly Dimension[]>> = {
  syntax: ['syntax'],
  semantic: ['syntax', 'semantics'],
  compliance: ['syntax', 'compliance'],
  full: ['syntax', 'semantics', 'compliance'],
};

function rule(code: string, dimension: Dimension, severity: Severity, advice: string): Rule {
  return { code, dimension, severity, advice };
}

const SYNTAX = rule('SYN-001', 'syntax', 'error', 'make the code parse as Python 3.12');
const UNDEFINED = rule('SEM-001', 'semantics', 'error', 'define or import the undefined names');
const UNUSED = rule('SEM-002', 'semantics', 'warning', 'remove or use what is imported or assigned for nothing');
const STAR = rule('SEM-002', 'semantics', 'warning', 'import names one by one, so that undefined ones can be found');
const SHADOWED = rule('SEM-002', 'semantics', 'warning', 'give the second definition a name of its own');
const FORMAT = rule('SEM-002', 'semantics', 'warning', 'drop the f of f-strings without placeholders');
const DEFAULT = rule('SEM-003', 'semantics', 'warning', 'make mutable or computed defaults inside the function');
const RAISE_FROM = rule('SEM-003', 'semantics', 'warning', 'name the cause: raise ... from error');
const BLOCKING = rule('SEM-004', 'semantics', 'warning', 'use the asynchronous counterpart of the blocking call');
const BARE = rule('ERR-001', 'compliance', 'error', 'name the exceptions that are caught');
const SWALLOWED = rule('ERR-002', 'compliance', 'error', 'handle or re-raise what is caught');
const BLIND = rule('ERR-003', 'compliance', 'warning', 'catch the exceptions that can be handled, re-raise the rest');
const GENERIC = rule('ERR-004', 'compliance', 'warning', 'raise ModelOnexError instead of Exception');
const NAMING = rule('NAM-004', 'compliance', 'warning', 'name classes in PascalCase and functions in snake_case');
const PRINT = rule('STR-002', 'compliance', 'warning', 'log or return instead of printing');

function each(rules: readonly string[], meaning: Rule): [string, Rule][] {
  return rules.map((name) => [name, meaning]);
}

/**
 * Ruff's rules and what they mean here. F404, F406, F407, F62x, F70x and PLExxxx are what CPython itself refuses to
 * compile and ruff reports under a rule of its own.
 */
export const RULES: ReadonlyMap<string, Rule> = new Map([
  ...each([SYNTAX_RULE, 'F404', 'F406', 'F407', 'F621', 'F622'], SYNTAX),
  ...each(['F701', 'F702', 'F704', 'F706', 'F707', 'PLE0115', 'PLE0117', 'PLE0118', 'PLE1142'], SYNTAX),
  ...each(['F821', 'F822', 'F823'], UNDEFINED),
  ...each(['F401', 'F841'], UNUSED),
  ...each(['F402', 'F811'], SHADOWED),
  ...each(['F403', 'F405'], STAR),
  ...each(['F541'], FORMAT),
  ...each(['B006', 'B008'], DEFAULT),
  ...each(['B904'], RAISE_FROM),
  ...each(
    ['ASYNC210', 'ASYNC212', 'ASYNC220', 'ASYNC221', 'ASYNC222', 'ASYNC230', 'ASYNC240', 'ASYNC250', 'ASYNC251'],
    BLOCKING,
  ),
  ...each(['E722'], BARE),
  ...each(['S110', 'S112'], SWALLOWED),
  ...each(['BLE001'], BLIND),
  ...each(['TRY002'], GENERIC),
  ...each(['N801', 'N802'], NAMING),
  ...each(['T201'], PRINT),
]);

/** The rules the engine has to look for. */
export const RUFF_RULES: readonly string[] = [...RULES.keys()].filter((name) => name !== SYNTAX_RULE);
