export type { Level, Rule, Subject } from './rule';
export { looksSecret } from './rules/secrets';
export { isSql } from './rules/sql';
export { subjectOf } from './subject';
export { RUFF_RULES, RULE_OF_ID, RULES } from './table';
export { unfinishedValidation, validate, validation } from './validate';
