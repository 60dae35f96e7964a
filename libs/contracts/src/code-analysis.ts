import { textMember, type JsonObject } from './json';
import type { ValidationResult } from './payloads/validate';
import { refusal, type Refusal, type RefusalCode } from './refusal';

type Fields = Record<string, unknown>;

const DEFAULT_TYPE = 'QUALITY_ASSESSMENT';

/** What a code-analysis request may ask that is the quality of one file; everything else is other services' work. */
const SERVED: ReadonlySet<string> = new Set([DEFAULT_TYPE, 'ONEX_COMPLIANCE', 'COMPREHENSIVE_ANALYSIS']);

/** What its answers repeat of the request. */
export function codeAnalysisEcho(payload: JsonObject): Readonly<Record<string, string>> {
  const bounded = (...names: readonly string[]): string | undefined =>
    names.map((name) => textMember(payload, name)?.slice(0, 4096)).find((text) => text !== undefined);
  return {
    operation_type: bounded('operation_type')?.toUpperCase() ?? DEFAULT_TYPE,
    source_path: bounded('source_path', 'file_path') ?? '',
  };
}

/** Why an analysis of that kind is not ours; `null` when it is. */
export function unservedAnalysis(echo: Readonly<Record<string, string>>): Refusal | null {
  const type = echo['operation_type'] ?? DEFAULT_TYPE;
  if (SERVED.has(type)) return null;
  const message = `operation_type ${type.slice(0, 64)} is not served; ${[...SERVED].join(', ')} are`;
  return refusal('unsupported_operation', message, [{ path: '/operation_type', message: 'is not served' }]);
}

export function completedFields(result: ValidationResult): Fields {
  return {
    language: result.language,
    quality_score: result.quality_score,
    onex_compliance: result.onex_compliance_score,
    is_valid: result.is_valid,
    issues_count: result.issues.length + result.issues_omitted,
    issues: result.issues,
    recommendations: result.suggestions,
  };
}

/** The party's codes (wire-facts 1.9); what is not listed is the requester's mistake. */
const PARTY_CODES: Partial<Record<RefusalCode, string>> = {
  unsupported_language: 'UNSUPPORTED_LANGUAGE',
  unsupported_operation: 'INVALID_OPERATION',
  retries_exhausted: 'EXTERNAL_SERVICE_ERROR',
  internal_error: 'INTERNAL_ERROR',
};

export function failedFields(reason: Refusal): Fields {
  const ours = reason.code === 'retries_exhausted' || reason.code === 'internal_error';
  return {
    error_message: reason.message,
    error_code: PARTY_CODES[reason.code] ?? 'INVALID_INPUT',
    retry_allowed: ours,
    retry_count: 0,
    error_details: { code: reason.code, details: reason.details },
    suggested_action: ours ? 'send the request again later' : 'correct the request and send it again',
  };
}
