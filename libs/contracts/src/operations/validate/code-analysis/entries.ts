import type { CatalogEntry } from '../../../catalog/catalog-entry';
import { CONVERSATION } from '../../../catalog/figures';
import { having, without } from '../../../catalog/invalid';
import { AT, CORRELATION } from '../../../catalog/samples/ids';
import type { OwnDialect } from '../../definition';
import { CodeAnalysisCompleted, CodeAnalysisFailed } from './answers';
import { CodeAnalysisRequest } from './request';

const REQUESTED = {
  source_path: 'nodes/price_effect.py',
  content: 'class NodePriceEffect(NodeEffect):\n    """Reads prices."""\n',
  language: 'python',
  operation_type: 'QUALITY_ASSESSMENT',
  options: { include_suggestions: true },
  project_id: 'price-service',
  user_id: 'ada',
};

const ECHOED = {
  correlation_id: CORRELATION,
  operation_type: 'QUALITY_ASSESSMENT',
  source_path: 'nodes/price_effect.py',
  processing_time_ms: 42,
  timestamp: AT,
};

const COMPLETED = {
  ...ECHOED,
  language: 'python',
  quality_score: 0.92,
  onex_compliance: 0.88,
  is_valid: true,
  issues_count: 1,
  issues: [{ code: 'missing_docstring', severity: 'info', message: 'no docstring', line: 4 }],
  recommendations: ['describe execute_effect'],
};

const FAILED = {
  ...ECHOED,
  error_message: 'the payload does not conform',
  error_code: 'INVALID_INPUT',
  retry_allowed: false,
  retry_count: 0,
  error_details: { code: 'invalid_payload', details: [{ path: '/content', message: 'must be string' }] },
  suggested_action: 'correct the request and send it again',
};

const COMMON = {
  domain: 'intelligence',
  version: '1.0.1',
  key: 'correlation_id',
  ...CONVERSATION,
  sources: [],
} as const;

/** In no source document: upstream programs have this conversation under three sets of names (wire-facts 1.7). */
export const codeAnalysisEntries: OwnDialect<never>['entries'] = (places): readonly CatalogEntry[] => [
  {
    name: 'intelligence.request.code_analysis',
    ...COMMON,
    pattern: 'request',
    summary: 'Asks for the quality of one file; served as a validation.',
    places: places('request'),
    payload: CodeAnalysisRequest,
    producers: ['omniclaude'],
    consumers: ['intelligence', 'omniarchon'],
    answeredBy: 'intelligence.response.code_analysis_completed',
    sample: REQUESTED,
    invalid: [
      having(REQUESTED, '/content', null, 'must be string'),
      having(REQUESTED, '/options', [], 'must be object'),
    ],
  },
  {
    name: 'intelligence.response.code_analysis_completed',
    ...COMMON,
    pattern: 'response',
    summary: 'What the analysis found.',
    places: places('response'),
    payload: CodeAnalysisCompleted,
    producers: ['intelligence', 'omniarchon'],
    consumers: ['omniclaude'],
    sample: COMPLETED,
    invalid: [having(COMPLETED, '/quality_score', 7, 'must be <= 1'), without(COMPLETED, '/issues_count')],
  },
  {
    name: 'intelligence.response.code_analysis_failed',
    ...COMMON,
    version: '1.0.2',
    pattern: 'response',
    summary: 'Why the analysis was not made.',
    places: places('failure'),
    payload: CodeAnalysisFailed,
    producers: ['intelligence', 'omniarchon'],
    consumers: ['omniclaude'],
    sample: FAILED,
    invalid: [having(FAILED, '/retry_allowed', 'no', 'must be boolean'), without(FAILED, '/error_message')],
  },
];
