import {
  OptimizationIdentifiedEvent,
  PatternLearnedEvent,
  PerformanceBaselineEvent,
  QualityAssessedEvent,
} from '../payloads/intelligence-events';
import { EVENT_TOPICS } from '../topics';
import type { CatalogEntry } from './catalog-entry';
import { EVENTS } from './figures';
import { having, without } from './invalid';
import { dotted } from './places';

const QUALITY_ASSESSED = {
  entity_id: 'nodes/price_effect.py',
  quality_score: 0.92,
  dimensions: { complexity: 0.9, documentation: 0.95 },
  onex_compliance: 0.88,
};

const PATTERN_LEARNED = {
  pattern_id: 'http-cache-effect',
  pattern_type: 'node_structure',
  pattern_data: { node_type: 'effect', mixins: ['MixinCaching'] },
};

const PERFORMANCE_BASELINE = {
  operation: 'codegen.request.validate',
  baseline_metrics: { p50_ms: 12.5, p95_ms: 48, samples: 4000 },
};

const OPTIMIZATION_IDENTIFIED = {
  operation: 'codegen.request.validate',
  opportunities: [{ type: 'caching', potential_improvement: '30% fewer runs', implementation_effort: 'low' }],
  roi_score: 3.2,
};

const EVENT = { domain: 'intelligence', pattern: 'event', version: '1.0.1', ...EVENTS } as const;

export const INTELLIGENCE_EVENT_ENTRIES: readonly CatalogEntry[] = [
  {
    name: 'intelligence.event.quality_assessed',
    ...EVENT,
    version: '1.0.2',
    summary: 'The quality of an entity was measured.',
    audited: true,
    places: [{ style: 'dotted', name: EVENT_TOPICS.quality_assessed }],
    payload: QualityAssessedEvent,
    key: 'correlation_id',
    producers: ['intelligence', 'omniarchon'],
    consumers: ['any service'],
    sample: QUALITY_ASSESSED,
    invalid: [
      having(QUALITY_ASSESSED, '/quality_score', 92, 'must be <= 1'),
      having(QUALITY_ASSESSED, '/dimensions', [0.9], 'must be object'),
      without(QUALITY_ASSESSED, '/entity_id'),
    ],
    sources: ['architecture', 'quick reference'],
  },
  {
    name: 'intelligence.event.pattern_learned',
    ...EVENT,
    summary: 'A pattern was learned and is matched from now on.',
    places: [{ style: 'dotted', name: EVENT_TOPICS.pattern_learned }],
    payload: PatternLearnedEvent,
    key: 'pattern_id',
    producers: ['intelligence', 'omniarchon'],
    consumers: ['any service'],
    sample: PATTERN_LEARNED,
    invalid: [
      without(PATTERN_LEARNED, '/pattern_type'),
      having(PATTERN_LEARNED, '/pattern_data', 'effect', 'must be object'),
    ],
    sources: ['architecture', 'quick reference'],
  },
  {
    name: 'intelligence.event.performance_baseline',
    ...EVENT,
    summary: 'What an operation normally costs.',
    places: dotted('intelligence.event.performance_baseline'),
    payload: PerformanceBaselineEvent,
    key: 'operation',
    producers: ['intelligence', 'omniarchon'],
    consumers: ['any service'],
    sample: PERFORMANCE_BASELINE,
    invalid: [
      without(PERFORMANCE_BASELINE, '/baseline_metrics'),
      having(PERFORMANCE_BASELINE, '/operation', 9, 'must be string'),
    ],
    sources: ['architecture'],
  },
  {
    name: 'intelligence.event.optimization_identified',
    ...EVENT,
    summary: 'An operation could be done better.',
    places: dotted('intelligence.event.optimization_identified'),
    payload: OptimizationIdentifiedEvent,
    key: 'operation',
    producers: ['intelligence', 'omniarchon'],
    consumers: ['any service'],
    sample: OPTIMIZATION_IDENTIFIED,
    invalid: [
      having(OPTIMIZATION_IDENTIFIED, '/roi_score', 'high', 'must be number'),
      having(OPTIMIZATION_IDENTIFIED, '/opportunities/0', 'caching', 'must be object'),
    ],
    sources: ['architecture'],
  },
];
