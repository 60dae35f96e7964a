import { classifyEventType, ROUTES } from './contracts';
import { OPERATION_DEFINITIONS, OPERATIONS, type Operation } from './operations';

/** Every spelling seen in the field, by operation. */
const SEEN: Readonly<Partial<Record<Operation, readonly string[]>>> = {
  validate: [
    'CodegenValidationRequest',
    'CodegenValidateRequest',
    'codegen.request.validate',
    'code.validate',
    'omninode.codegen.request.validate.v1',
    'omninode_codegen_request_validate_v1',
    'CODEGEN_VALIDATION_REQUEST',
    'CODEGEN_VALIDATE_REQUEST',
    'CODEGEN_REQUEST_VALIDATE',
    'VALIDATION_REQUESTED',
    'codegen.validate.request',
  ],
  analyze: [
    'CodegenAnalysisRequest',
    'codegen.request.analyze',
    'prd.analyze',
    'omninode.codegen.request.analyze.v1',
    'omninode_codegen_request_analyze_v1',
    'CODEGEN_ANALYSIS_REQUEST',
    'CODEGEN_ANALYZE_REQUEST',
    'codegen.analyze.request',
  ],
  pattern: [
    'CodegenPatternRequest',
    'codegen.request.pattern',
    'pattern.match',
    'omninode.codegen.request.pattern.v1',
    'omninode_codegen_request_pattern_v1',
    'CODEGEN_PATTERN_REQUEST',
  ],
  mixin: [
    'CodegenMixinRequest',
    'codegen.request.mixin',
    'mixin.recommend',
    'omninode.codegen.request.mixin.v1',
    'omninode_codegen_request_mixin_v1',
    'CODEGEN_MIXIN_REQUEST',
  ],
  stamp: [
    'omninode.bridge.request.stamp.v1',
    'omninode_bridge_request_stamp_v1',
    'bridge.request.stamp',
    'metadata.stamp',
    'STAMP_REQUEST',
    'StampRequest',
  ],
  batch_stamp: [
    'omninode.bridge.request.batch_stamp.v1',
    'bridge.request.batch_stamp',
    'metadata.batch',
    'BATCH_STAMP_REQUEST',
    'BatchStampRequest',
  ],
  verify: [
    'omninode.bridge.request.verify.v1',
    'bridge.request.verify',
    'metadata.verify',
    'VERIFY_REQUEST',
    'VerifyRequest',
  ],
  health_check: ['omninode.infra.request.health_check.v1', 'infra.request.health_check', 'HealthCheckRequest'],
};

describe('classifyEventType', () => {
  const seen = OPERATIONS.flatMap((operation) => (SEEN[operation] ?? []).map((name) => [name, operation] as const));

  it.each(seen)('takes %s for a %s request', (name, operation) => {
    const request = { operation, direction: 'request' };
    for (const prefix of ['', 'dev.', 'development.', 'staging.', 'prod.', 'PRODUCTION_']) {
      expect(classifyEventType(prefix + name)).toEqual(request);
    }
    expect(classifyEventType(name.toUpperCase())).toEqual(request);
    expect(classifyEventType(name.toLowerCase())).toEqual(request);
    expect(classifyEventType(name.replace(/[._]v1$/, ''))).toEqual(request);
  });

  it.each([
    ...ROUTES.map(({ response, operation }) => [response, operation] as const),
    ...OPERATION_DEFINITIONS.map(({ name, response }) => [response.className, name] as const),
    ...OPERATION_DEFINITIONS.map(
      ({ name, request }) => [request.className.replace('Request', 'Response'), name] as const,
    ),
    ['CodegenValidateResponse', 'validate'] as const,
    ['CODEGEN_VALIDATION_RESPONSE', 'validate'] as const,
    ['CODEGEN_ANALYZE_RESPONSE', 'analyze'] as const,
    ['codegen.response.mixin', 'mixin'] as const,
    ['codegen.pattern.response', 'pattern'] as const,
    ['bridge.response.stamp', 'stamp'] as const,
    ['STAMP_RESPONSE', 'stamp'] as const,
    ['CodeAnalysisCompleted', 'validate'] as const,
    ['CODE_ANALYSIS_FAILED', 'validate'] as const,
    ['intelligence.code-analysis-failed', 'validate'] as const,
  ])('takes %s for a %s response', (name, operation) => {
    expect(classifyEventType(name)).toEqual({ operation, direction: 'response' });
    const bare = name.replace(/^(dev|staging|prod)\./, '').toUpperCase();
    expect(classifyEventType(`staging.${bare}`)).toEqual({ operation, direction: 'response' });
  });

  it.each(['CUSTOM', '', 'constructor', '__proto__', 'toString', 'NODE_INTROSPECTION', 'x'.repeat(300)])(
    'does not know %j',
    (name) => {
      expect(classifyEventType(name)).toBeUndefined();
    },
  );
});
