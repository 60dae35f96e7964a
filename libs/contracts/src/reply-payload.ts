import type { AnalyzeResult, MixinResult, PatternResult } from './payloads/codegen';
import type { ReplyAddress } from './decode-request';
import { isCodegen, type Operation } from './operations';
import type { BatchStampResponse, StampResponse, VerifyResponse } from './payloads/stamp';
import type { HealthCheckResponse } from './payloads/infra';
import type { ValidationResult } from './payloads/validate';
import type { Refusal } from './refusal';
import { completedFields, failedFields } from './code-analysis';
import { isObject } from './json';
import type { FieldSet } from './topic-styles';
import type { Route } from './topics';

/** What a handler of each operation answers. */
export interface Results {
  validate: ValidationResult;
  analyze: AnalyzeResult;
  pattern: PatternResult;
  mixin: MixinResult;
  stamp: StampResponse;
  batch_stamp: BatchStampResponse;
  verify: VerifyResponse;
  health_check: HealthCheckResponse;
}

type Fields = Record<string, unknown>;

/** The operation's own fields: S4's exact set, plus S1's names where the dotted party expects them (wire-facts 1.8). */
export function answerFields(operation: Operation, fields: FieldSet, result: unknown): Fields {
  if (fields === 'code-analysis') return completedFields(result as ValidationResult);
  const shape = SHAPES[operation] as (result: unknown) => { readonly s4: Fields; readonly s1: Fields };
  const { s4, s1 } = shape(result);
  return fields === 's4' ? s4 : { ...s4, ...s1 };
}

const SHAPES: { readonly [O in Operation]: (result: Results[O]) => { readonly s4: Fields; readonly s1: Fields } } = {
  // Not by rest: copying all but some is the slowest way to copy.
  validate: (result) => ({
    s4: {
      validation_result: {
        issues: result.issues,
        dimensions: result.dimensions,
        language: result.language,
        validation_type: result.validation_type,
        issues_omitted: result.issues_omitted,
        suggestions: result.suggestions,
        profile: result.profile,
        deductions: result.deductions,
        metrics: result.metrics,
      },
      quality_score: result.quality_score,
      onex_compliance_score: result.onex_compliance_score,
      is_valid: result.is_valid,
    },
    s1: { onex_compliance: result.onex_compliance_score, issues: result.issues },
  }),
  analyze: ({ analysis_result, confidence }) => ({
    s4: { analysis_result, confidence },
    s1: {
      entities: analysis_result['entities'] ?? [],
      relationships: analysis_result['relationships'] ?? [],
      features: byName(analysis_result['features']),
    },
  }),
  pattern: ({ pattern_result, total_matches, recommendations }) => ({
    s4: { pattern_result, total_matches },
    s1: { patterns_matched: pattern_result, recommendations },
  }),
  mixin: ({ mixin_recommendations, total_recommendations, reasoning }) => ({
    s4: { mixin_recommendations, total_recommendations },
    s1: { recommended_mixins: mixin_recommendations, reasoning },
  }),
  stamp: (result) => ({ s4: { ...result }, s1: {} }),
  batch_stamp: (result) => ({ s4: { ...result }, s1: {} }),
  verify: (result) => ({ s4: { ...result }, s1: {} }),
  health_check: (result) => ({ s4: { ...result }, s1: {} }),
};

/** S1 has an object where we have a list of what has names. */
function byName(features: unknown): Fields {
  if (!Array.isArray(features)) return isObject(features) ? features : {};
  return Object.fromEntries(
    features.flatMap((feature) => (isObject(feature) ? [[String(feature['name']), feature]] : [])),
  );
}

/** The same fields when the request was refused: schema-valid, empty, and saying why (wire-facts 1.9). */
export function errorFields(operation: Operation, fields: FieldSet, refusal: Refusal, now: string): Fields {
  if (fields === 'code-analysis') return failedFields(refusal);
  const error = { code: refusal.code, message: refusal.message, details: refusal.details };
  switch (operation) {
    case 'validate': {
      const s4 = { validation_result: { error }, quality_score: 0, onex_compliance_score: 0, is_valid: false };
      return fields === 's4' ? s4 : { ...s4, onex_compliance: 0, issues: [] };
    }
    case 'analyze':
      return answerFields(operation, fields, { analysis_result: { error }, confidence: 0 });
    case 'pattern':
      return answerFields(operation, fields, { pattern_result: [], total_matches: 0, recommendations: [] });
    case 'mixin':
      return answerFields(operation, fields, { mixin_recommendations: [], total_recommendations: 0, reasoning: '' });
    case 'stamp':
      return { blake3_hash: null, metadata: {}, stamp_time: null, error };
    case 'batch_stamp':
      return { results: [], success_count: 0, failed_count: 0, error };
    case 'verify':
      return { valid: false, metadata: {}, verified_at: now, reason: refusal.code, error };
    case 'health_check':
      return {
        service: null,
        instance_id: null,
        status: null,
        checks: [],
        checked_at: now,
        uptime_seconds: null,
        error,
      };
  }
}

/**
 * Completes `fields`, which must be nobody else's, with the ids and times every codegen payload repeats, and bridge
 * payloads only inside `OnexEnvelopeV1` or flat messages. Assigning by literal names is several times faster than
 * spreading two objects into a third, and this runs for every reply.
 */
export function withCommonFields(fields: Fields, address: ReplyAddress, processingTimeMs: number, now: string): Fields {
  const { route, form, correlationId, sessionId } = address;
  const isAnalysis = route.fields === 'code-analysis';
  if (!isAnalysis && !isCodegen(route.operation) && form !== 'onex-v1' && form !== 'flat') return fields;
  fields['correlation_id'] = correlationId;
  if (isAnalysis) Object.assign(fields, address.echo);
  else fields['session_id'] = sessionId;
  if (!isCodegen(route.operation)) return fields;
  fields['processing_time_ms'] = Math.max(0, Math.round(processingTimeMs));
  fields['timestamp'] = now;
  if (!isAnalysis) fields['schema_version'] = '1.0';
  return fields;
}

/** What a dialect wants beside the payload: omniclaude reads `analysis` there, its node types in upper case (wire-facts 1.8). */
export function fieldsBeside({ fields, operation }: Route, result: unknown): Fields | undefined {
  if (fields !== 'omniclaude' || operation !== 'analyze') return undefined;
  const { analysis_result } = result as Results['analyze'];
  const hints = analysis_result['node_type_hints'];
  const upper =
    isObject(hints) && Object.fromEntries(Object.entries(hints).map(([type, x]) => [type.toUpperCase(), x]));
  return { analysis: { ...analysis_result, ...(upper && { node_type_hints: upper }) } };
}
