import type { HealthCheckResult } from '#contracts';
import type { ObservedState } from '#operations';
import type { HealthReport } from './announcements';

/** `unhealthy` where only a restart helps, `degraded` where the work waits for something, else `healthy`. */
export function healthReport(states: readonly ObservedState[]): HealthReport {
  const down = states.filter(({ state }) => state.status === 'down');
  const beyondRepair = down.some(({ kinds }) => kinds.includes('live'));
  const waiting = down.some(({ kinds }) => kinds.includes('ready'));
  return {
    status: beyondRepair ? 'unhealthy' : waiting ? 'degraded' : 'healthy',
    checks: states.map(({ name, state }): HealthCheckResult => {
      return state.status === 'up' ? { name, status: 'healthy' } : { name, status: 'unhealthy', message: state.reason };
    }),
  };
}
