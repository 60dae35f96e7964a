import {
  AgentExecutionAudit,
  PatternCreationAudit,
  PerformanceBaselineAudit,
  QualitySnapshotAudit,
} from '../payloads/audit';
import type { CatalogEntry } from './catalog-entry';
import { AUDIT } from './figures';
import { NOT_MATCHING, having, without } from './invalid';
import { dotted } from './places';
import { AT } from './samples/ids';

const AGENT_EXECUTION = {
  agent_name: 'agent-code-quality',
  task: { kind: 'review', file: 'nodes/price_effect.py' },
  result: { quality_score: 0.92 },
  metadata: { model: 'reviewer-2' },
  duration_ms: 1840,
};

const QUALITY_SNAPSHOT = { entity_id: 'nodes/price_effect.py', quality_scores: { overall: 0.92 }, timestamp: AT };

const PATTERN_CREATION = {
  pattern_id: 'http-cache-effect',
  pattern_data: { node_type: 'effect' },
  source: 'nodes/price_effect.py',
};

const PERFORMANCE_BASELINE = {
  operation: 'codegen.request.validate',
  metrics: { p50_ms: 12.5, p95_ms: 48 },
  timestamp: AT,
};

const COMMON = {
  domain: 'audit',
  pattern: 'audit',
  version: '1.0.1',
  ...AUDIT,
  producers: ['omniarchon'],
  consumers: ['recorder'],
} as const;

/** The names have no word for the pattern, as the topics have none: `audit` is domain and pattern at once. */
export const AUDIT_ENTRIES: readonly CatalogEntry[] = [
  {
    name: 'audit.agent_execution',
    ...COMMON,
    version: '1.0.3',
    producers: ['bridge', 'coordinator', 'dlq-monitor', 'intelligence', 'omniarchon', 'recorder'],
    summary: 'An agent did something.',
    places: dotted('audit.agent_execution'),
    payload: AgentExecutionAudit,
    key: 'agent_name',
    sample: AGENT_EXECUTION,
    invalid: [having(AGENT_EXECUTION, '/task', 'review', 'must be object'), without(AGENT_EXECUTION, '/result')],
    sources: ['architecture', 'quick reference'],
  },
  {
    name: 'audit.quality_snapshot',
    ...COMMON,
    producers: ['intelligence', 'omniarchon'],
    summary: 'How good an entity was at one instant.',
    places: dotted('audit.quality_snapshot'),
    payload: QualitySnapshotAudit,
    key: 'entity_id',
    sample: QUALITY_SNAPSHOT,
    invalid: [
      having(QUALITY_SNAPSHOT, '/timestamp', '2026-14-03', NOT_MATCHING),
      without(QUALITY_SNAPSHOT, '/quality_scores'),
    ],
    sources: ['architecture', 'quick reference'],
  },
  {
    name: 'audit.pattern_creation',
    ...COMMON,
    producers: ['intelligence', 'omniarchon'],
    summary: 'A pattern was made, and what from.',
    places: dotted('audit.pattern_creation'),
    payload: PatternCreationAudit,
    key: 'pattern_id',
    sample: PATTERN_CREATION,
    invalid: [without(PATTERN_CREATION, '/source'), having(PATTERN_CREATION, '/pattern_id', 7, 'must be string')],
    sources: ['architecture', 'quick reference'],
  },
  {
    name: 'audit.performance_baseline',
    ...COMMON,
    producers: ['intelligence', 'omniarchon'],
    summary: 'What an operation cost at one instant.',
    places: dotted('audit.performance_baseline'),
    payload: PerformanceBaselineAudit,
    key: 'operation',
    sample: PERFORMANCE_BASELINE,
    invalid: [
      having(PERFORMANCE_BASELINE, '/metrics', [12.5], 'must be object'),
      without(PERFORMANCE_BASELINE, '/timestamp'),
    ],
    sources: ['architecture'],
  },
];
