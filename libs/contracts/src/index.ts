export * from './record';
export * from './refusal';
export * from './outcome';
export * from './events';
export * from './operations';
export * from './topic-styles';
export * from './topics';
export * from './topic-catalog';
export * from './catalog/catalog-entry';
export * from './catalog/catalog';
export * from './catalog/hook-topics';
export * from './json';
export * from './framing';
export * from './ids';
export * from './envelope-form';
export * from './envelope';
export { correlationOutside, MAX_ID_LENGTH } from './envelope-ids';
export * from './literals';
export * from './instant';
export * from './event-types';
export * from './canonical-payload';
export * from './schemas';
export * from './checks';
export * from './published-schema';
export * from './value-schemas';
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
} from './evolution/compare';
export { versionStep, VERSION_STEPS, type VersionStep } from './evolution/version-step';
export type { Direction, Finding } from './evolution/findings';
export type { RuleId } from './evolution/rules';
export * from './message';
export * from './decode-request';
export * from './reply-payload';
export * from './encode-envelope';
export * from './encode-reply';
export * from './encode-events';
export * from './event-type-names';
export * from './encode-dead-letter';
export * from './encode-request';
export * from './event-processor';
export * from './hook-events';
export * from './service-events';
export * from './decode-reply';
export * from './payloads/validate';
export * from './payloads/stamp';
export * from './payloads/codegen';
export * from './payloads/codegen-responses';
export * from './payloads/code-analysis';
export * from './payloads/status';
export * from './payloads/dead-letter';
export * from './payloads/instant';
export * from './payloads/audit';
export * from './payloads/bridge-events';
export * from './payloads/code-analysis-request';
export * from './payloads/health';
export * from './payloads/infra';
export * from './payloads/ingest';
export * from './payloads/intelligence-events';
export * from './payloads/nats';
export * from './payloads/onex';
export * from './payloads/search';
export * from './payloads/service';
export * from './payloads/system';
export * from './payloads/uuid';
export * from './payloads/hooks/base-event';
export * from './payloads/hooks/service-lifecycle';
export * from './payloads/hooks/tools';
export * from './payloads/hooks/proxy';
export * from './payloads/hooks/intelligence';
export * from './payloads/hooks/configuration';
export * from './payloads/hooks/errors';
