import type { ValidationIssue } from '#contracts';

/** Which issues count as reporting a defect of a family: the beginnings of our rule ids. */
const DEFECTS: Readonly<Record<string, readonly string[]>> = {
  syntax: ['SYN'],
  'undefined-name': ['SEM-001'],
  'unused-import': ['SEM-002'],
  'unused-variable': ['SEM-002'],
  'mutable-default': ['SEM-003'],
  'blocking-in-async': ['SEM-004'],
  'bare-except': ['ERR-001'],
  'swallowed-exception': ['ERR-002'],
  'generic-raise': ['ERR-004'],
  'impure-import': ['PUR-001', 'PUR-008'],
  'impure-call': ['PUR-002', 'PUR-003'],
  'class-mutable': ['PUR-005'],
  security: ['SEC'],
  print: ['STR-002'],
  stub: ['STR-001'],
  'missing-annotation': ['PYT-005'],
  'any-type': ['PYT-001'],
  'node-naming': ['NAM-001'],
  'node-type-mismatch': ['TYP'],
  'node-base': ['BAS-001'],
  'container-injection': ['CTR'],
  'required-method': ['MTH'],
};

/** What each of upstream's checkers is about. */
const CHECKERS: Readonly<Record<string, readonly string[]>> = {
  node_purity: ['PUR', 'BAS-003', 'PYT'],
  declarative_node_purity_linter: ['PUR', 'BAS-003', 'PYT'],
  validator_node_purity: ['PUR', 'RED', 'MTH', 'PYT'],
  validator_transport_import: ['PUR-001'],
  phase3_validation: ['NAM', 'TYP', 'BAS', 'CTR', 'MTH', 'PUR', 'EFF', 'RED', 'ORC', 'CON', 'PYT', 'OBS'],
  patterns: ['NAM', 'PYD', 'STR', 'PYT', 'ERR'],
  patterns_extended: ['NAM', 'PYD', 'STR', 'PYT', 'ERR'],
  validator_pydantic_conventions: ['PYD'],
  validator_any_type: ['PYT'],
  union_usage_checker: ['PYT'],
  checker_naming_convention: ['NAM'],
};

export function reportsDefect({ code }: ValidationIssue, family: string): boolean {
  return (DEFECTS[family] ?? []).some((id) => code.startsWith(id));
}

export function concernsChecker({ code }: ValidationIssue, checker: string): boolean {
  return (CHECKERS[checker] ?? []).some((id) => code.startsWith(id));
}
