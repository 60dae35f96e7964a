export {
  compare,
  compareHistory,
  COMPATIBILITY_MODES,
  POLICIES,
  type CompatibilityMode,
  type Comparison,
  type HistoryFinding,
  type HistoryVerdict,
  type Policy,
  type Verdict,
} from './compare';
export { versionStep, VERSION_STEPS, type VersionStep } from './version-step';
export type { Direction, Finding } from './findings';
export type { RuleId } from './rules';
