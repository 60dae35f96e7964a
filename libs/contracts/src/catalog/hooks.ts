import { BaseEvent } from '../payloads/hooks/base-event';
import { ConfigurationUpdatedPayload } from '../payloads/hooks/configuration';
import { ServiceErrorPayload } from '../payloads/hooks/errors';
import { PatternDiscoveredPayload, PerformanceAnomalyPayload } from '../payloads/hooks/intelligence';
import { CacheHitPayload, CacheMissPayload, RequestRoutedPayload } from '../payloads/hooks/proxy';
import {
  ServiceHealthChangedPayload,
  ServiceStartedPayload,
  ServiceStoppedPayload,
} from '../payloads/hooks/service-lifecycle';
import { ToolDiscoveredPayload, ToolExecutedPayload } from '../payloads/hooks/tools';
import type { JsonObject } from '../json';
import type { PayloadClass } from '../schemas';
import { WORKERS, type CatalogEntry, type InvalidSample } from './catalog-entry';
import { EVENTS } from './figures';
import { GENERAL_HOOK_TOPIC, hookTopicOf } from './hook-topics';
import { NOT_LISTED, NOT_MATCHING, having, without } from './invalid';
import {
  CONFIGURATION_UPDATED,
  SERVICE_ERROR,
  SERVICE_HEALTH_CHANGED,
  SERVICE_STARTED,
  SERVICE_STOPPED,
  UNMAPPED_EVENT,
} from './samples/service-hooks';
import {
  CACHE_HIT,
  CACHE_MISS,
  PATTERN_DISCOVERED,
  PERFORMANCE_ANOMALY,
  REQUEST_ROUTED,
  TOOL_DISCOVERED,
  TOOL_EXECUTED,
} from './samples/tool-hooks';

/** Keyed by instance, so one service's events stay in order. */
const OURS = { producers: WORKERS, key: 'instance_id' } as const;

interface Described {
  readonly summary: string;
  readonly payload: PayloadClass;
  readonly producers: readonly string[];
  readonly key?: string;
  readonly sample: JsonObject;
  readonly invalid: readonly InvalidSample[];
}

/** The publisher in the source documents sends no key. */
function hookEntry(eventType: string, described: Described): CatalogEntry {
  return {
    name: `hooks.event.${eventType.replaceAll('.', '_')}`,
    domain: 'hooks',
    pattern: 'event',
    version: '1.0.1',
    places: [{ style: 'hooks', name: hookTopicOf(eventType) }],
    eventType,
    key: null,
    ...EVENTS,
    consumers: ['dlq-monitor', 'omninode_bridge'],
    sources: ['event schemas', 'guide'],
    ...described,
  };
}

const GENERAL: CatalogEntry = {
  ...hookEntry('general', {
    summary: 'Any hook event whose type nobody mapped; the payload described is the whole event.',
    payload: BaseEvent,
    producers: ['any service'],
    sample: UNMAPPED_EVENT,
    invalid: [
      having(UNMAPPED_EVENT, '/event_id', 'event-1', NOT_MATCHING),
      without(UNMAPPED_EVENT, '/source/instance_id'),
      having(UNMAPPED_EVENT, '/payload', 'done', 'must be object'),
    ],
  }),
  version: '1.0.2',
  places: [{ style: 'hooks', name: GENERAL_HOOK_TOPIC }],
  eventType: undefined,
};

export const HOOK_ENTRIES: readonly CatalogEntry[] = [
  hookEntry('service.lifecycle.started', {
    summary: 'A service started and can be used.',
    payload: ServiceStartedPayload,
    ...OURS,
    sample: SERVICE_STARTED,
    invalid: [
      having(SERVICE_STARTED, '/service_info/name', 'x'.repeat(101), 'must NOT have more than 100 characters'),
      having(SERVICE_STARTED, '/service_info/version', 'v1', NOT_MATCHING),
      having(SERVICE_STARTED, '/service_info/port', 0, 'must be >= 1'),
      having(SERVICE_STARTED, '/startup_info/initialization_steps/0/status', 'done', NOT_LISTED),
    ],
  }),
  hookEntry('service.lifecycle.stopped', {
    summary: 'A service ended in good order.',
    payload: ServiceStoppedPayload,
    ...OURS,
    sample: SERVICE_STOPPED,
    invalid: [
      without(SERVICE_STOPPED, '/shutdown_info/shutdown_reason'),
      having(SERVICE_STOPPED, '/shutdown_info/cleanup_steps/0/duration_ms', -1, 'must be >= 0'),
    ],
  }),
  hookEntry('service.lifecycle.health_changed', {
    summary: 'A service is no longer as healthy, or as ill, as it was.',
    payload: ServiceHealthChangedPayload,
    ...OURS,
    sample: SERVICE_HEALTH_CHANGED,
    invalid: [
      having(SERVICE_HEALTH_CHANGED, '/health_change/current_status', 'sick', NOT_LISTED),
      without(SERVICE_HEALTH_CHANGED, '/service_info/instance_id'),
    ],
  }),
  hookEntry('tool.registration.discovered', {
    summary: 'A tool was found and can be asked for.',
    payload: ToolDiscoveredPayload,
    producers: ['omniagent'],
    sample: TOOL_DISCOVERED,
    invalid: [
      without(TOOL_DISCOVERED, '/tool_info/name'),
      having(TOOL_DISCOVERED, '/tool_info/input_schema', true, 'must be object'),
    ],
  }),
  hookEntry('tool.execution.completed', {
    summary: 'A tool ran, well or not.',
    payload: ToolExecutedPayload,
    producers: ['omniagent'],
    sample: TOOL_EXECUTED,
    invalid: [
      having(TOOL_EXECUTED, '/execution_details/start_time', 'now', NOT_MATCHING),
      having(TOOL_EXECUTED, '/performance_metrics/network_calls', -1, 'must be >= 0'),
    ],
  }),
  hookEntry('proxy.request.routed', {
    summary: 'The proxy chose an instance for a request.',
    payload: RequestRoutedPayload,
    producers: ['omninode_bridge'],
    sample: REQUEST_ROUTED,
    invalid: [
      without(REQUEST_ROUTED, '/routing_decision/selected_instance'),
      having(REQUEST_ROUTED, '/caching_info/cache_hit', 'no', 'must be boolean'),
    ],
  }),
  hookEntry('proxy.cache.hit', {
    summary: 'The proxy answered from its cache.',
    payload: CacheHitPayload,
    producers: ['omninode_bridge'],
    sample: CACHE_HIT,
    invalid: [
      without(CACHE_HIT, '/cache_info/cached_at'),
      having(CACHE_HIT, '/adaptive_caching/confidence_score', 85, 'must be <= 1'),
    ],
  }),
  hookEntry('proxy.cache.miss', {
    summary: 'The proxy looked in its cache in vain.',
    payload: CacheMissPayload,
    producers: ['omninode_bridge'],
    sample: CACHE_MISS,
    invalid: [
      without(CACHE_MISS, '/cache_info/cache_key'),
      having(CACHE_MISS, '/cache_info', 'c902', 'must be object'),
    ],
  }),
  hookEntry('intelligence.pattern.discovered', {
    summary: 'Services were seen to behave in a way worth knowing.',
    payload: PatternDiscoveredPayload,
    producers: ['omninode_bridge'],
    sample: PATTERN_DISCOVERED,
    invalid: [
      having(PATTERN_DISCOVERED, '/pattern_info/confidence_score', 1.1, 'must be <= 1'),
      having(PATTERN_DISCOVERED, '/analysis_context/data_sources/0', null, 'must be string'),
    ],
  }),
  hookEntry('intelligence.performance.anomaly_detected', {
    summary: 'A service is far from its normal speed or error rate.',
    payload: PerformanceAnomalyPayload,
    producers: ['intelligence', 'omninode_bridge'],
    sample: PERFORMANCE_ANOMALY,
    invalid: [
      having(PERFORMANCE_ANOMALY, '/anomaly_info/severity', 'urgent', NOT_LISTED),
      without(PERFORMANCE_ANOMALY, '/metrics_data/baseline_metrics'),
    ],
  }),
  hookEntry('configuration.updated', {
    summary: 'A setting was changed.',
    payload: ConfigurationUpdatedPayload,
    producers: ['omninode_bridge'],
    sample: CONFIGURATION_UPDATED,
    invalid: [
      having(CONFIGURATION_UPDATED, '/change_info/new_value', 200, 'must be string'),
      without(CONFIGURATION_UPDATED, '/change_info/configuration_key'),
    ],
  }),
  hookEntry('error.service.critical', {
    summary: 'A service cannot do its work.',
    payload: ServiceErrorPayload,
    ...OURS,
    sample: SERVICE_ERROR,
    invalid: [
      having(SERVICE_ERROR, '/error_info/severity', 'fatal', NOT_LISTED),
      having(SERVICE_ERROR, '/error_info/occurrence_count', 1.5, 'must be integer'),
      without(SERVICE_ERROR, '/error_info/first_occurrence'),
    ],
  }),
  GENERAL,
];
