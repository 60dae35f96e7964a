import { AT, CORRELATION, LATER } from './ids';

export const TOOL_DISCOVERED = {
  tool_info: {
    name: 'validate-code',
    version: '0.1.0',
    service_source: 'intelligence',
    category: 'code_quality',
    description: 'Scores generated code and lists what is wrong with it',
    input_schema: { type: 'object', required: ['code_content'] },
    output_schema: { type: 'object', required: ['quality_score'] },
    execution_requirements: {
      max_execution_time_ms: 5000,
      memory_limit_mb: 256,
      requires_filesystem: false,
      requires_network: false,
    },
  },
  discovery_context: {
    discovery_method: 'service_registration',
    discovery_timestamp: AT,
    registration_source: 'automatic',
  },
};

export const TOOL_EXECUTED = {
  execution_info: {
    tool_name: 'validate-code',
    execution_id: 'run-7f21',
    requester_service: 'omniclaude',
    target_service: 'intelligence',
  },
  execution_details: {
    start_time: AT,
    end_time: LATER,
    duration_ms: 42.5,
    status: 'success',
    input_size_bytes: 2048,
    output_size_bytes: 912,
  },
  performance_metrics: { cpu_usage_percent: 38.5, memory_peak_mb: 71.2, io_operations: 0, network_calls: 0 },
  intelligence_data: {
    patterns_identified: [{ pattern_type: 'code_quality', confidence: 0.8, description: 'long function' }],
    recommendations: [{ type: 'refactoring', priority: 'low', description: 'split execute_effect' }],
  },
};

export const REQUEST_ROUTED = {
  request_info: {
    request_id: CORRELATION,
    source_service: 'omniclaude',
    target_service: 'intelligence',
    tool_name: 'validate-code',
    method: 'POST',
    path: '/tools/validate-code',
  },
  routing_decision: {
    routing_strategy: 'least_loaded',
    selected_instance: 'intelligence-2',
    routing_factors: { current_load: 7, health_score: 1 },
    alternative_instances: ['intelligence-1'],
  },
  caching_info: { cache_key: 'b7e1', cache_hit: false, cache_ttl_seconds: 60, cacheable: true },
};

const ADAPTIVE_CACHING = { hit_rate_trend: 0.71, ttl_adjustment: 'extend', confidence_score: 0.8 };

export const CACHE_HIT = {
  cache_info: {
    cache_key: 'b7e1',
    request_id: CORRELATION,
    cached_at: AT,
    ttl_remaining_seconds: 31,
    cache_size_bytes: 912,
  },
  performance_impact: { response_time_saved_ms: 40.5, bandwidth_saved_bytes: 912, cpu_saved_percent: 12 },
  adaptive_caching: ADAPTIVE_CACHING,
};

export const CACHE_MISS = {
  cache_info: { cache_key: 'c902', request_id: CORRELATION },
  adaptive_caching: ADAPTIVE_CACHING,
};

export const PATTERN_DISCOVERED = {
  pattern_info: {
    pattern_id: 'validate-after-edit',
    pattern_type: 'service_communication',
    confidence_score: 0.87,
    discovery_method: 'sequence_mining',
    pattern_data: { source_services: ['omniclaude'], target_service: 'intelligence' },
  },
  analysis_context: {
    analysis_window: { start_time: AT, end_time: LATER, sample_size: 640 },
    data_sources: ['hook_events'],
  },
  actionable_insights: {
    optimization_opportunities: [{ type: 'caching', implementation_effort: 'low' }],
    risk_indicators: [{ type: 'single_instance', severity: 'medium' }],
  },
};

export const PERFORMANCE_ANOMALY = {
  anomaly_info: {
    anomaly_id: 'latency-2026-03-14',
    detection_time: AT,
    anomaly_type: 'response_time_spike',
    severity: 'high',
    affected_services: ['bridge'],
    affected_tools: ['stamp'],
  },
  metrics_data: {
    baseline_metrics: { p95_ms: 2.1 },
    anomaly_metrics: { p95_ms: 19.4 },
    degradation_factor: 9.2,
  },
  root_cause_analysis: {
    probable_causes: [{ cause: 'slow disk', confidence: 0.7, evidence: ['write latency 40 ms'] }],
    recommended_actions: [{ action: 'move the database', priority: 'high' }],
  },
};
