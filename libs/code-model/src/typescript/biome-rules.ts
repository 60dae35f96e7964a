import { SYNTAX_RULE } from '../code/findings';

export interface BiomeRule {
  /** Our id of the rule; several engine rules share one. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
}

/** A rule of the engine as it is configured: its group, and its options where the defaults do not do. */
interface Entry extends BiomeRule {
  readonly group: 'complexity' | 'correctness' | 'nursery' | 'security' | 'style' | 'suspicious';
  readonly names: readonly string[];
  readonly options?: Readonly<Record<string, boolean>>;
}

/**
 * Chosen by what they find in one file without type information, and by staying silent on good code. Left out:
 * noFloatingPromises and noMisusedPromises (find nothing without types), useAwait (an interface may ask for a promise),
 * noAwaitInLoops (one after the other may be the point), noSecrets (calls hashes secrets), noNonNullAssertion,
 * noVoidTypeReturn and noThenProperty (frequent in code that is right), noConstantBinaryExpressions and noDuplicateCase
 * (take 45 s for a thousand operands and minutes for a large switch), and all that is mere style.
 */
const ENTRIES: readonly Entry[] = [
  // What cannot run, or runs into an exception.
  {
    code: 'SEM-001',
    severity: 'error',
    group: 'correctness',
    names: ['noUndeclaredVariables'],
    options: { checkTypes: true },
  },
  { code: 'SEM-001', severity: 'error', group: 'correctness', names: ['noInvalidUseBeforeDeclaration'] },
  {
    code: 'SEM-003',
    severity: 'error',
    group: 'correctness',
    names: [
      'noConstAssign',
      'noGlobalObjectCalls',
      'noInvalidBuiltinInstantiation',
      'noInvalidConstructorSuper',
      'noUnreachableSuper',
    ],
  },
  { code: 'SEM-003', severity: 'error', group: 'suspicious', names: ['noImportAssign'] },
  // What is written for nothing.
  {
    code: 'SEM-002',
    severity: 'warning',
    group: 'correctness',
    names: ['noUnusedImports', 'noUnusedVariables', 'noUnusedPrivateClassMembers', 'noUnusedLabels', 'noUnreachable'],
  },
  {
    code: 'SEM-002',
    severity: 'warning',
    group: 'suspicious',
    names: ['noRedeclare', 'noUnassignedVariables', 'noUnusedExpressions'],
  },
  { code: 'SEM-002', severity: 'warning', group: 'complexity', names: ['noUselessCatch'] },
  // What runs and does something else than it seems to.
  {
    code: 'SEM-003',
    severity: 'warning',
    group: 'correctness',
    names: [
      'noConstantCondition',
      'noConstantMathMinMaxClamp',
      'noConstructorReturn',
      'noEmptyPattern',
      'noPrecisionLoss',
      'noSelfAssign',
      'noSetterReturn',
      'noStringCaseMismatch',
      'noUnsafeFinally',
      'noUnsafeOptionalChaining',
      'useIsNan',
      'useValidTypeof',
    ],
  },
  {
    code: 'SEM-003',
    severity: 'warning',
    group: 'suspicious',
    names: [
      'noCatchAssign',
      'noClassAssign',
      'noCompareNegZero',
      'noDoubleEquals',
      'noDuplicateClassMembers',
      'noDuplicateElseIf',
      'noDuplicateJsxProps',
      'noDuplicateObjectKeys',
      'noExtraNonNullAssertion',
      'noFallthroughSwitchClause',
      'noFunctionAssign',
      'noGlobalAssign',
      'noMisleadingCharacterClass',
      'noMisrefactoredShorthandAssign',
      'noNonNullAssertedOptionalChain',
      'noSelfCompare',
      'noSparseArray',
      'noUnsafeDeclarationMerging',
      'noUnsafeNegation',
      'useGetterReturn',
    ],
  },
  {
    code: 'SEM-003',
    severity: 'warning',
    group: 'suspicious',
    names: ['useIterableCallbackReturn'],
    options: { checkForEach: false },
  },
  { code: 'SEM-003', severity: 'warning', group: 'style', names: ['useErrorCause'] },
  { code: 'SEM-004', severity: 'warning', group: 'suspicious', names: ['noAsyncPromiseExecutor'] },
  // Errors: an empty catch swallows what is thrown; only strings and the like are thrown.
  { code: 'ERR-002', severity: 'error', group: 'suspicious', names: ['noEmptyBlockStatements'] },
  { code: 'ERR-004', severity: 'warning', group: 'style', names: ['useThrowOnlyError'] },
  // Types that say nothing, and errors of types that are silenced.
  {
    code: 'PYT-001',
    severity: 'warning',
    group: 'suspicious',
    names: ['noExplicitAny', 'noImplicitAnyLet', 'noTsIgnore'],
  },
  { code: 'PYT-001', severity: 'warning', group: 'complexity', names: ['noBannedTypes'] },
  { code: 'STR-002', severity: 'warning', group: 'suspicious', names: ['noConsole', 'noDebugger'] },
  // Text that is run as code.
  { code: 'SEC-001', severity: 'error', group: 'security', names: ['noGlobalEval'] },
  { code: 'SEC-001', severity: 'error', group: 'nursery', names: ['noImpliedEval'] },
  {
    code: 'SEC-001',
    severity: 'warning',
    group: 'security',
    names: ['noDangerouslySetInnerHtml', 'noDangerouslySetInnerHtmlWithChildren', 'noScriptUrl'],
  },
];

interface RuleSetting {
  readonly level: 'error';
  readonly options?: Readonly<Record<string, boolean>>;
}

/** Biome's rules by name, without their group, and what they mean here. */
export const BIOME_RULES: ReadonlyMap<string, BiomeRule> = new Map([
  [SYNTAX_RULE, { code: 'SYN-001', severity: 'error' }],
  ...ENTRIES.flatMap(({ names, code, severity }) => names.map((name) => [name, { code, severity }] as const)),
]);

/** The same rules by group, as a biome configuration spells them. */
export function biomeRuleSettings(): Record<string, Record<string, RuleSetting>> {
  const groups: Record<string, Record<string, RuleSetting>> = {};
  for (const { group, names, options } of ENTRIES) {
    for (const name of names) (groups[group] ??= {})[name] = { level: 'error', ...(options && { options }) };
  }
  return groups;
}

/** How the engine's own rule is named where one is chosen; `undefined` for what is none of ours. */
export function selectorOf(rule: string): `${Entry['group']}/${string}` | undefined {
  const entry = ENTRIES.find(({ names }) => names.includes(rule));
  return entry && `${entry.group}/${rule}`;
}
