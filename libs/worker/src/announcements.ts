import {
  encodeHookEvent,
  encodeServiceEvent,
  SERVICE_TOPICS,
  type HealthCheckResult,
  type HealthStatus,
  type Origin,
  type OutboundRecord,
  type StartupStep,
} from '#contracts';

/** What a worker works with. `optional`: it works without it, too. */
export interface Dependency {
  readonly service: string;
  readonly type: 'required' | 'optional';
  /** Of those that it works with. */
  readonly version?: string;
}

/** What a worker knows about itself once it stands. */
export interface ServiceFacts {
  readonly origin: Origin;
  readonly port: number;
  readonly capabilities: readonly string[];
  readonly steps: readonly StartupStep[];
  readonly startupMs: number;
  readonly dependencies: readonly Dependency[];
  /** By name, as Kubernetes writes them. */
  readonly resources: Readonly<Record<string, string>>;
}

export interface HealthReport {
  readonly status: HealthStatus;
  readonly checks: readonly HealthCheckResult[];
}

/** Counts over the life of the process; the mean is in milliseconds. */
export interface FinalMetrics {
  readonly requests_processed: number;
  readonly errors_encountered: number;
  readonly avg_response_time_ms: number;
}

/** Every change is published for three audiences: readers of hook events, of service events and of infra events. */
export function startedRecords(facts: ServiceFacts, waitingFor: string | null): OutboundRecord[] {
  const { origin, port, capabilities, startupMs } = facts;
  const steps =
    waitingFor === null
      ? facts.steps
      : facts.steps.map((step, at) => {
          // The last step is the one that has begun and not led anywhere yet.
          return at === facts.steps.length - 1 ? waiting(step, waitingFor) : step;
        });
  const { service, version, instanceId, hostname } = origin;
  const health_check_url = `http://${hostname}:${port}/health`;
  const now = origin.now().toISOString();
  const hook = {
    service_info: {
      name: service,
      version,
      type: 'kafka_worker',
      instance_id: instanceId,
      host: hostname,
      port,
      health_check_url,
      capabilities,
      dependencies: facts.dependencies,
      resources: facts.resources,
    },
    startup_info: { startup_time_ms: Math.round(startupMs), initialization_steps: steps },
  };
  const registered = { service, instance_id: instanceId, version, registered_at: now, host: hostname, port };
  return [
    encodeHookEvent('service.lifecycle.started', hook, origin),
    lifecycle('started', 'running', origin),
    encodeServiceEvent(SERVICE_TOPICS.registered, { ...registered, health_check_url, capabilities }, origin),
  ];
}

export function stoppedRecords(
  origin: Origin,
  reason: string,
  uptimeSeconds: number,
  metrics: FinalMetrics,
  steps: readonly StartupStep[],
): OutboundRecord[] {
  const { service, instanceId } = origin;
  const hook = {
    service_info: { name: service, instance_id: instanceId },
    shutdown_info: {
      shutdown_reason: reason,
      uptime_seconds: uptimeSeconds,
      final_metrics: metrics,
      cleanup_steps: steps,
    },
  };
  const gone = { service, instance_id: instanceId, reason, deregistered_at: origin.now().toISOString() };
  return [
    encodeHookEvent('service.lifecycle.stopped', hook, origin),
    lifecycle('stopped', 'stopped', origin),
    encodeServiceEvent(SERVICE_TOPICS.deregistered, { ...gone, uptime_seconds: uptimeSeconds }, origin),
  ];
}

function waiting(step: StartupStep, waiting_for: string): StartupStep {
  return { ...step, status: 'warning', details: { ...step.details, waiting_for } };
}

/** How the service is, without a change. */
export function healthRecord(origin: Origin, { status, checks }: HealthReport): OutboundRecord {
  const { service, instanceId } = origin;
  const about = { service, instance_id: instanceId, health_status: status, checks };
  return encodeServiceEvent(SERVICE_TOPICS.health, { ...about, timestamp: origin.now().toISOString() }, origin);
}

export function healthChangedRecords(
  origin: Origin,
  before: HealthStatus,
  report: HealthReport,
  reason: string,
): OutboundRecord[] {
  const { service, instanceId } = origin;
  const { status, checks } = report;
  const now = origin.now().toISOString();
  const hook = {
    service_info: { name: service, instance_id: instanceId },
    health_change: {
      previous_status: before,
      current_status: status,
      change_reason: reason,
      health_details: Object.fromEntries(checks.map((check) => [check.name, check.status])),
      recovery_actions: [],
    },
  };
  const about = { service, instance_id: instanceId, health_status: status, checks };
  return [
    encodeHookEvent('service.lifecycle.health_changed', hook, origin),
    lifecycle('health_changed', status, origin),
    healthRecord(origin, report),
    encodeServiceEvent(
      SERVICE_TOPICS.healthChanged,
      { ...about, previous_status: before, reason, changed_at: now },
      origin,
    ),
  ];
}

/** What stopped a worker from being healthy, for those who are called at night. */
export interface Fault {
  readonly id: string;
  readonly since: Date;
  /** How many outages of this worker have been critical. */
  readonly occurrences: number;
}

export function criticalRecords(origin: Origin, fault: Fault, report: HealthReport): OutboundRecord[] {
  const failing = report.checks.filter(({ status }) => status !== 'healthy');
  const payload = {
    error_info: {
      error_id: fault.id,
      service_name: origin.service,
      instance_id: origin.instanceId,
      error_type: `${failing[0]?.name ?? 'service'}_${report.status}`,
      severity: 'critical',
      message: reasonOf(report),
      stack_trace: null,
      first_occurrence: fault.since.toISOString(),
      occurrence_count: fault.occurrences,
    },
    context_info: { operation: 'health_check' },
    impact_assessment: { affected_operations: [], business_impact: report.status === 'degraded' ? 'medium' : 'high' },
    recovery_actions: {
      // The pipeline waits for dependencies and tries again; nothing is lost meanwhile.
      automatic_recovery_attempted: true,
      recovery_steps: ['wait_for_dependency', 'retry'],
      manual_intervention_required: report.status === 'unhealthy',
    },
  };
  return [encodeHookEvent('error.service.critical', payload, origin)];
}

function lifecycle(eventType: string, status: string, origin: Origin): OutboundRecord {
  const { service, instanceId, version } = origin;
  const payload = { service, event_type: eventType, status, instance_id: instanceId, version };
  return encodeServiceEvent(SERVICE_TOPICS.lifecycle, { ...payload, timestamp: origin.now().toISOString() }, origin);
}

export function reasonOf({ status, checks }: HealthReport): string {
  const reasons = checks
    .filter((check) => check.status !== 'healthy')
    .map(({ name, message }) => `${name}: ${message ?? 'not healthy'}`);
  return reasons.length > 0 ? reasons.join('; ') : `the service is ${status}`;
}
