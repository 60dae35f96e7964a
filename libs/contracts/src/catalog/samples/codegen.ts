import type { JsonObject } from '../../json';
import type { CodegenOperation } from '../../operations';
import { AT, CORRELATION, SESSION } from './ids';

export const REQUESTS: Readonly<Record<CodegenOperation, JsonObject>> = {
  validate: {
    code_content: 'class NodePriceEffect(NodeEffect):\n    """Reads prices."""\n',
    node_type: 'effect',
    contracts: [{ name: 'price_reader', version: '1.0.0' }],
    validation_type: 'full',
    language: 'python',
    file_path: 'nodes/price_effect.py',
    profile: 'imperative',
  },
  analyze: {
    prd_content: '# Price service\n\nThe service must read prices from the exchange every minute.\n',
    analysis_type: 'full',
    workspace_context: { project_root: 'price-service', files: ['nodes/price_effect.py'] },
    language: 'python',
  },
  pattern: {
    node_description: 'Reads prices from an HTTP API and caches them',
    node_type: 'effect',
    limit: 5,
    threshold: 0.2,
    code_content: 'class NodePriceEffect(NodeEffect):\n    """Reads prices."""\n',
    language: 'python',
  },
  mixin: {
    requirements: ['retry failed calls', 'cache answers for a minute'],
    node_type: 'effect',
    existing_mixins: ['MixinMetrics'],
  },
};

const COMMON = {
  correlation_id: CORRELATION,
  session_id: SESSION,
  processing_time_ms: 42,
  timestamp: AT,
  schema_version: '1.0',
};

export const RESPONSES: Readonly<Record<CodegenOperation, JsonObject>> = {
  validate: {
    ...COMMON,
    validation_result: { issues: [], language: 'python', validation_type: 'full' },
    quality_score: 0.92,
    onex_compliance_score: 0.88,
    is_valid: true,
  },
  analyze: {
    ...COMMON,
    analysis_result: { requirements: [{ level: 'must', text: 'read prices from the exchange every minute' }] },
    confidence: 0.74,
  },
  pattern: {
    ...COMMON,
    pattern_result: [{ node_id: 'http-cache-effect', similarity_score: 0.81 }],
    total_matches: 1,
  },
  mixin: {
    ...COMMON,
    mixin_recommendations: [{ mixin_name: 'MixinCaching', confidence: 0.9 }],
    total_recommendations: 1,
  },
};

export const STATUS_EVENT: JsonObject = {
  session_id: SESSION,
  status: 'processing',
  progress_percentage: 10,
  message: 'validate started',
  metadata: { operation: 'validate', correlation_id: CORRELATION },
  timestamp: AT,
  schema_version: '1.0',
};
