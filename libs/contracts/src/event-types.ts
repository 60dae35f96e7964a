import type { Operation } from './operations';
import { ROUTES } from './topics';

export interface EventType {
  readonly operation: Operation;
  readonly direction: 'request' | 'response';
}

/** Spellings seen in the wild besides topic names (wire-facts 1.4), compared by `canonical`. */
const REQUEST_ALIASES: Readonly<Record<Operation, readonly string[]>> = {
  validate: [
    'CodegenValidationRequest',
    'CodegenValidateRequest',
    'codegen.request.validate',
    'code.validate',
    'codegen_validation_request',
    'codegen_validate_request',
    'validation_requested',
    'CODE_ANALYSIS_REQUESTED',
    'CodeAnalysisRequested',
    'intelligence.code-analysis-requested',
    'omninode.intelligence.event.code_analysis_requested.v1',
  ],
  analyze: [
    'CodegenAnalysisRequest',
    'codegen.request.analyze',
    'prd.analyze',
    'codegen_analysis_request',
    'codegen_analyze_request',
  ],
  pattern: ['CodegenPatternRequest', 'codegen.request.pattern', 'pattern.match', 'codegen_pattern_request'],
  mixin: ['CodegenMixinRequest', 'codegen.request.mixin', 'mixin.recommend', 'codegen_mixin_request'],
  stamp: ['StampRequest', 'bridge.request.stamp', 'metadata.stamp', 'stamp_request'],
  batch_stamp: ['BatchStampRequest', 'bridge.request.batch_stamp', 'metadata.batch', 'batch_stamp_request'],
  verify: ['VerifyRequest', 'bridge.request.verify', 'metadata.verify', 'verify_request'],
  health_check: ['HealthCheckRequest', 'infra.request.health_check', 'health_check_request'],
};

/** Types of both answers to code analysis, which no rule makes of the request's. */
const ANALYSIS_RESPONSES = ['completed', 'failed'].flatMap((end) => [
  `CodeAnalysis${end}`,
  `code_analysis_${end}`,
  `intelligence.code-analysis-${end}`,
  `omninode.intelligence.event.code_analysis_${end}.v1`,
]);

/** Class names of the replies in `OnexEnvelopeV1`. */
export const RESPONSE_CLASS: Readonly<Record<Operation, string>> = {
  validate: 'CodegenValidationResponse',
  analyze: 'CodegenAnalysisResponse',
  pattern: 'CodegenPatternResponse',
  mixin: 'CodegenMixinResponse',
  stamp: 'StampResponse',
  batch_stamp: 'BatchStampResponse',
  verify: 'VerifyResponse',
  health_check: 'HealthCheckResponse',
};

export const REQUEST_CLASS: Readonly<Record<Operation, string>> = {
  validate: 'CodegenValidationRequest',
  analyze: 'CodegenAnalysisRequest',
  pattern: 'CodegenPatternRequest',
  mixin: 'CodegenMixinRequest',
  stamp: 'StampRequest',
  batch_stamp: 'BatchStampRequest',
  verify: 'VerifyRequest',
  health_check: 'HealthCheckRequest',
};

/** Case, `.`/`_`/`-`, a leading environment and a trailing `v1` do not matter: `dev.codegen.request.validate.v1`. */
function canonical(name: string): string {
  return name
    .toLowerCase()
    .replace(/[.-]/g, '_')
    .replace(/^(dev|development|staging|prod|production)_/, '')
    .replace(/_v\d+$/, '');
}

const known = new Map<string, EventType>();

/** The spellings that well-behaved clients use, found without making them canonical first. */
const exact = new Map<string, EventType>();
for (const route of ROUTES) exact.set(route.request, { operation: route.operation, direction: 'request' });

for (const route of ROUTES) {
  known.set(canonical(route.request), { operation: route.operation, direction: 'request' });
  known.set(canonical(route.response), { operation: route.operation, direction: 'response' });
  known.set(canonical(route.failure), { operation: route.operation, direction: 'response' });
}
for (const [operation, aliases] of Object.entries(REQUEST_ALIASES) as [Operation, readonly string[]][]) {
  for (const alias of aliases) {
    known.set(canonical(alias), { operation, direction: 'request' });
    exact.set(alias, { operation, direction: 'request' });
    const twin = alias.replace(/request(?!ed)/i, 'response');
    if (twin !== alias) known.set(canonical(twin), { operation, direction: 'response' });
  }
  known.set(canonical(`codegen.${operation}.request`), { operation, direction: 'request' });
  known.set(canonical(`codegen.${operation}.response`), { operation, direction: 'response' });
  known.set(canonical(RESPONSE_CLASS[operation]), { operation, direction: 'response' });
}

for (const name of ANALYSIS_RESPONSES) known.set(canonical(name), { operation: 'validate', direction: 'response' });

/** What an event type names, or `undefined` when nobody knows it (`CUSTOM`, typos): then the topic decides. */
export function classifyEventType(name: string): EventType | undefined {
  if (name.length > 200) return undefined;
  return exact.get(name) ?? known.get(canonical(name));
}
