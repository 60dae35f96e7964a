import { STAMPING } from './bridge';
import { AT, CORRELATION, EVENT } from './ids';

export const SERVICE_STARTED = {
  service_info: {
    name: 'bridge',
    version: '0.1.0',
    type: 'stamping',
    instance_id: 'bridge-1',
    host: '10.20.0.7',
    port: 8054,
    health_check_url: 'http://10.20.0.7:8054/health',
    capabilities: STAMPING,
    dependencies: [{ service: 'postgres', type: 'required', version: '>=14' }],
    resources: { memory_limit: '512Mi' },
  },
  startup_info: {
    startup_time_ms: 1830,
    initialization_steps: [
      { step: 'read configuration', duration_ms: 4, status: 'success', details: { variables: 21 } },
      { step: 'migrate database', duration_ms: 310, status: 'warning', details: null },
    ],
  },
};

export const SERVICE_STOPPED = {
  service_info: { name: 'bridge', instance_id: 'bridge-1' },
  shutdown_info: {
    shutdown_reason: 'SIGTERM',
    uptime_seconds: 86_400.5,
    final_metrics: { requests_processed: 48_200, errors_encountered: 3 },
    cleanup_steps: [{ step: 'finish requests in flight', duration_ms: 120, status: 'success', details: { count: 2 } }],
  },
};

export const SERVICE_HEALTH_CHANGED = {
  service_info: { name: 'bridge', instance_id: 'bridge-1' },
  health_change: {
    previous_status: 'healthy',
    current_status: 'degraded',
    change_reason: 'postgres: connection refused',
    health_details: { kafka: 'healthy', postgres: 'unhealthy' },
    recovery_actions: ['wait for postgres'],
  },
};

export const CONFIGURATION_UPDATED = {
  change_info: {
    configuration_key: 'KAFKA_MAX_IN_FLIGHT',
    previous_value: '100',
    new_value: '200',
    change_source: 'deployment',
    changed_by: 'ada',
    change_reason: 'more cores',
  },
  change_impact: {
    affected_services: ['bridge'],
    restart_required: true,
    estimated_downtime_seconds: 4,
    backward_compatible: true,
  },
  rollback_info: { rollback_available: true, rollback_window_hours: 24, rollback_steps: ['deploy the last release'] },
};

export const SERVICE_ERROR = {
  error_info: {
    error_id: '0d6b1b0e-54a3-4b0e-8d36-94f5f1d2b7aa',
    service_name: 'bridge',
    instance_id: 'bridge-1',
    error_type: 'database_unavailable',
    severity: 'critical',
    message: 'connection refused; the worker waits',
    stack_trace: 'Error: connect ECONNREFUSED',
    first_occurrence: AT,
    occurrence_count: 3,
  },
  context_info: {
    request_id: CORRELATION,
    user_id: 'ada',
    operation: 'stamp',
    tool_name: 'omni',
    environment: 'production',
  },
  impact_assessment: {
    affected_users: 2,
    affected_operations: STAMPING,
    estimated_recovery_time_minutes: 1.5,
    business_impact: 'medium',
  },
  recovery_actions: {
    automatic_recovery_attempted: true,
    recovery_steps: ['pause', 'probe', 'go on'],
    manual_intervention_required: false,
  },
};

/** A whole event: of a type nobody mapped, only the envelope is known. */
export const UNMAPPED_EVENT = {
  event_id: EVENT,
  event_type: 'deployment.rollout.finished',
  timestamp: AT,
  version: '1.0.0',
  source: { service_name: 'deployer', service_version: '2.4.1', instance_id: 'deployer-1' },
  correlation_id: CORRELATION,
  trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
  metadata: { region: 'eu-central-1' },
  payload: { release: '0.1.0' },
};
