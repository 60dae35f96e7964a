import { having, NOT_LISTED, without } from '../../catalog/invalid';
import { CODEGEN_REPLY } from '../../catalog/samples/ids';
import { isObject } from '../../json';
import { defineOperation } from '../definition';
import { CODEGEN } from '../families';
import { lowered, nodeType } from '../fields';
import { CODE_ANALYSIS } from './code-analysis/dialect';
import { languageOfPath } from '../../code-language';
import { ValidateRequest } from './request';
import { CodegenValidationResponse } from './response';
import type { ValidationResult } from './result';
import { VALIDATION_VIEW } from './view';

const REQUEST = {
  code_content: 'class NodePriceEffect(NodeEffect):\n    """Reads prices."""\n',
  node_type: 'effect',
  contracts: [{ name: 'price_reader', version: '1.0.0' }],
  validation_type: 'full',
  language: 'python',
  file_path: 'nodes/price_effect.py',
  profile: 'imperative',
};

const RESPONSE = {
  ...CODEGEN_REPLY,
  validation_result: { issues: [], language: 'python', validation_type: 'full' },
  quality_score: 0.92,
  onex_compliance_score: 0.88,
  is_valid: true,
};

export const VALIDATE = defineOperation({
  ...CODEGEN,
  name: 'validate',
  styles: ['omninode-bridge', 'omniclaude', 'archon-intelligence', 'intelligence', 'onex-command'],
  request: {
    payload: ValidateRequest,
    className: 'CodegenValidationRequest',
    aliases: ['CodegenValidateRequest', 'code.validate', 'codegen_validate_request', 'validation_requested'],
    read: (given) => {
      const file_path = given['file_path'] ?? given['source_path'] ?? undefined;
      return {
        code_content: given['code_content'] ?? given['code'] ?? given['content'] ?? given['source_code'] ?? undefined,
        node_type: nodeType(given['node_type']),
        contracts: listOf(given['contracts'] ?? given['contract'] ?? undefined),
        validation_type: lowered(given['validation_type'] ?? 'full'),
        language: lowered(given['language'] ?? languageOf(file_path)),
        file_path,
        profile: lowered(given['profile'] ?? undefined),
      };
    },
    version: '1.1.2',
    summary: 'Asks how good generated code is and whether it keeps the rules of its node type.',
    sample: REQUEST,
    invalid: [
      without(REQUEST, '/code_content'),
      having(REQUEST, '/node_type', 'gateway', NOT_LISTED),
      having(REQUEST, '/contracts/0', 'price_reader', 'must be object'),
    ],
  },
  response: {
    payload: CodegenValidationResponse,
    className: 'CodegenValidationResponse',
    summary: 'What validation found, with scores from 0 to 1.',
    sample: RESPONSE,
    invalid: [
      having(RESPONSE, '/quality_score', 1.2, 'must be <= 1'),
      having(RESPONSE, '/processing_time_ms', 41.7, 'must be integer'),
      without(RESPONSE, '/onex_compliance_score'),
    ],
  },
  reply: {
    // Not by rest: copying all but some is the slowest way to copy.
    answer: (result: ValidationResult) => ({
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
    }),
    answerExtra: ({ onex_compliance_score, issues }) => ({ onex_compliance: onex_compliance_score, issues }),
    refusal: (error) => ({
      validation_result: { error },
      quality_score: 0,
      onex_compliance_score: 0,
      is_valid: false,
    }),
    refusalExtra: () => ({ onex_compliance: 0, issues: [] }),
  },
  dialects: { 'code-analysis': CODE_ANALYSIS },
  step: 'Validate Code',
  view: VALIDATION_VIEW,
});

function listOf(value: unknown): unknown {
  return isObject(value) ? [value] : value;
}

/** By the file's extension, else Python. */
function languageOf(path: unknown): string {
  return (typeof path === 'string' && languageOfPath(path)) || 'python';
}
