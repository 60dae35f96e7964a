import { textMember, type JsonObject } from '../../../json';
import { refusal, type Refusal, type RefusalCode } from '../../../refusal';
import type { Complete, Echo, Fields, OwnDialect } from '../../definition';
import { wholeMs } from '../../families';
import type { ValidationResult } from '../result';
import { CodeAnalysisCompleted } from './answers';
import { codeAnalysisEntries } from './entries';

const DEFAULT_TYPE = 'QUALITY_ASSESSMENT';

/** What a code-analysis request may ask that is the quality of one file; everything else is other services' work. */
const SERVED: ReadonlySet<string> = new Set([DEFAULT_TYPE, 'ONEX_COMPLIANCE', 'COMPREHENSIVE_ANALYSIS']);

function echoOf(payload: JsonObject): Echo {
  const bounded = (...names: readonly string[]): string | undefined =>
    names.map((name) => textMember(payload, name)?.slice(0, 4096)).find((text) => text !== undefined);
  return {
    operation_type: bounded('operation_type')?.toUpperCase() ?? DEFAULT_TYPE,
    source_path: bounded('source_path', 'file_path') ?? '',
  };
}

function unserved(echo: Echo): Refusal | null {
  const type = echo['operation_type'] ?? DEFAULT_TYPE;
  if (SERVED.has(type)) return null;
  const message = `operation_type ${type.slice(0, 64)} is not served; ${[...SERVED].join(', ')} are`;
  return refusal('unsupported_operation', message, [{ path: '/operation_type', message: 'is not served' }]);
}

function completedFields(result: ValidationResult): Fields {
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

/** The codes of this conversation (wire-facts 1.9); what is not listed is the requester's mistake. */
const CONVERSATION_CODES: Partial<Record<RefusalCode, string>> = {
  unsupported_language: 'UNSUPPORTED_LANGUAGE',
  unsupported_operation: 'INVALID_OPERATION',
  retries_exhausted: 'EXTERNAL_SERVICE_ERROR',
  internal_error: 'INTERNAL_ERROR',
};

function failedFields(reason: Refusal): Fields {
  const ours = reason.code === 'retries_exhausted' || reason.code === 'internal_error';
  return {
    error_message: reason.message,
    error_code: CONVERSATION_CODES[reason.code] ?? 'INVALID_INPUT',
    retry_allowed: ours,
    retry_count: 0,
    error_details: { code: reason.code, details: reason.details },
    suggested_action: ours ? 'send the request again later' : 'correct the request and send it again',
  };
}

const complete: Complete = (fields, { correlationId, echo }, processingTimeMs, now) => {
  fields['correlation_id'] = correlationId;
  Object.assign(fields, echo);
  fields['processing_time_ms'] = wholeMs(processingTimeMs);
  fields['timestamp'] = now;
  return fields;
};

/** Code analysis asks for the quality of one file: a validation, under other names (wire-facts 1.7). */
export const CODE_ANALYSIS: OwnDialect<ValidationResult> = {
  domain: 'intelligence',
  name: 'code_analysis',
  classNames: {
    request: 'CodeAnalysisRequested',
    response: 'CodeAnalysisCompleted',
    failure: 'CodeAnalysisFailed',
  },
  dottedNames: {
    request: 'intelligence.code-analysis-requested',
    response: 'intelligence.code-analysis-completed',
    failure: 'intelligence.code-analysis-failed',
  },
  requestAliases: ['omninode.intelligence.event.code_analysis_requested.v1'],
  responseAliases: ['completed', 'failed'].map((end) => `omninode.intelligence.event.code_analysis_${end}.v1`),
  response: CodeAnalysisCompleted,
  echo: echoOf,
  unserved,
  answer: completedFields,
  refuse: failedFields,
  complete,
  entries: codeAnalysisEntries,
};
