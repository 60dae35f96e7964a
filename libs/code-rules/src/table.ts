import { SYNTAX_RULE } from '#code-model';
import type { Rule } from './rule';
import { CONSTRUCTION } from './rules/construction';
import { CONTRACTS } from './rules/contracts';
import { DOCUMENTATION } from './rules/documentation';
import { EFFECTS } from './rules/effects';
import { ENTRY_METHOD_RULES } from './rules/entry-methods';
import { ERRORS } from './rules/errors';
import { NAMING } from './rules/naming';
import { NODE_BASE } from './rules/node-base';
import { NODE_TYPE } from './rules/node-type';
import { ORCHESTRATORS } from './rules/orchestrators';
import { PURITY_CALLS } from './rules/purity-calls';
import { PURITY_IMPORTS } from './rules/purity-imports';
import { PURITY_STATE } from './rules/purity-state';
import { PYDANTIC } from './rules/pydantic';
import { REDUCERS } from './rules/reducers';
import { SECURITY } from './rules/security';
import { SEMANTICS } from './rules/semantics';
import { STRUCTURE } from './rules/structure';
import { SYNTAX } from './rules/syntax';
import { TOPICS } from './rules/topics';
import { TYPING } from './rules/typing';

/** Every rule there is, in the order of the documentation. */
export const RULES: readonly Rule[] = [
  ...SYNTAX,
  ...SEMANTICS,
  ...NAMING,
  ...NODE_TYPE,
  ...NODE_BASE,
  ...CONSTRUCTION,
  ...ENTRY_METHOD_RULES,
  ...ERRORS,
  ...PURITY_IMPORTS,
  ...PURITY_CALLS,
  ...PURITY_STATE,
  ...EFFECTS,
  ...REDUCERS,
  ...ORCHESTRATORS,
  ...TYPING,
  ...PYDANTIC,
  ...STRUCTURE,
  ...DOCUMENTATION,
  ...SECURITY,
  ...TOPICS,
  ...CONTRACTS,
];

/** The rule of an id. */
export const RULE_OF_ID: ReadonlyMap<string, Rule> = new Map(RULES.map((rule) => [rule.id, rule]));

/** The rule that one of ruff's rules reports. */
export const RULE_OF_RUFF: ReadonlyMap<string, Rule> = new Map(
  RULES.flatMap((rule) => (rule.engines ?? []).map((name) => [name, rule] as const)),
);

/** What ruff has to look for. */
export const RUFF_RULES: readonly string[] = [...RULE_OF_RUFF.keys()].filter((name) => name !== SYNTAX_RULE);

/** The rules that look at the code themselves. */
export const CHECKS: readonly Rule[] = RULES.filter(({ check }) => check !== undefined);
