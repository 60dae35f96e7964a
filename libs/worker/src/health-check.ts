import {
  answer,
  IGNORED,
  type HealthCheckRequest,
  type HealthCheckResponse,
  type Ignored,
  type Origin,
  type Outcome,
} from '#contracts';
import type { HealthReport } from './announcements';

/**
 * How this instance is. A request that names another service is that service's business; one that names checks hears of
 * those only, and that a check is unknown rather than nothing.
 */
export function answerHealthCheck(
  { service, checks }: HealthCheckRequest,
  report: HealthReport,
  origin: Origin,
  uptimeSeconds: number,
): Outcome<HealthCheckResponse> | Ignored {
  if (service !== undefined && service.toLowerCase() !== origin.service.toLowerCase()) return IGNORED;
  return answer({
    service: origin.service,
    instance_id: origin.instanceId,
    status: report.status,
    checks:
      checks === undefined || checks.length === 0 ? [...report.checks] : checks.map((name) => named(name, report)),
    checked_at: origin.now().toISOString(),
    uptime_seconds: uptimeSeconds,
  });
}

function named(name: string, report: HealthReport): HealthReport['checks'][number] {
  return report.checks.find((check) => check.name === name) ?? { name, status: 'unhealthy', message: 'no such check' };
}
