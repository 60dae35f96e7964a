import type { HealthStatus, Origin, OutboundRecord } from '#contracts';
import { hookEventProcessor } from '#contracts';
import type { HealthReport } from './announcements';
import { ServiceLife, type LifeParts } from './service-life';

const ORIGIN: Origin = {
  service: 'bridge',
  version: '1.2.3',
  instanceId: 'bridge-1',
  hostname: 'host',
  now: () => new Date('2026-01-02T03:04:05.678Z'),
  newId: () => '0b0e7f2c-7b61-4c2e-9a52-3a1d7f0c9e11',
};
const FACTS = {
  origin: ORIGIN,
  port: 8054,
  capabilities: ['bridge.request.stamp'],
  steps: [{ step: 'listen', duration_ms: 12, status: 'success' as const }],
  startupMs: 1234.5,
};
const METRICS = { requests_processed: 7, errors_encountered: 1, avg_response_time_ms: 1.5 };

function report(status: HealthStatus): HealthReport {
  const bad = status === 'healthy' ? [] : [{ name: 'database', status: 'unhealthy' as const, message: 'away' }];
  return { status, checks: [{ name: 'bus', status: 'healthy' }, ...bad] };
}

class Witness {
  status: HealthStatus = 'healthy';
  away = false;
  readonly sent: OutboundRecord[] = [];
  readonly warnings: string[] = [];
  readonly life: ServiceLife;

  constructor(over: Partial<LifeParts> = {}) {
    this.life = new ServiceLife({
      origin: ORIGIN,
      publish: (records) => {
        if (this.away) return Promise.reject(new Error('no broker'));
        this.sent.push(...records);
        return Promise.resolve();
      },
      health: () => Promise.resolve(report(this.status)),
      metrics: () => Promise.resolve(METRICS),
      uptimeSeconds: () => 60.5,
      log: {
        warn: (_, message) => void this.warnings.push(message),
        error: (_, message) => void this.warnings.push(message),
      },
      ...over,
    });
  }

  async becomes(status: HealthStatus): Promise<void> {
    this.status = status;
    await this.life.look();
  }

  /** What was heard, in short: the hook event's type or the topic. */
  heard(): string[] {
    return this.sent.splice(0).map(({ topic, headers }) => String(headers?.['event_type'] ?? topic));
  }
}

const CHANGED = [
  'service.lifecycle.health_changed',
  'omninode.service.event.lifecycle.v1',
  'omninode.service.event.health.v1',
  'omninode.infra.event.service_health.v1',
];

describe('ServiceLife', () => {
  it('announces a start and a stop to all three audiences', async () => {
    const witness = new Witness();
    await witness.life.started(FACTS);
    const [hook] = witness.sent;
    expect(JSON.parse(String(hook?.value))).toMatchObject({
      event_type: 'service.lifecycle.started',
      source: { service_name: 'bridge', service_version: '1.2.3', instance_id: 'bridge-1' },
      payload: {
        service_info: { name: 'bridge', port: 8054, health_check_url: 'http://host:8054/health' },
        startup_info: { startup_time_ms: 1235, initialization_steps: FACTS.steps },
      },
    });
    expect(witness.heard()).toEqual([
      'service.lifecycle.started',
      'omninode.service.event.lifecycle.v1',
      'omninode.infra.event.service_registered.v1',
    ]);
    await witness.life.stopped('SIGTERM');
    expect(JSON.parse(String(witness.sent[0]?.value))).toMatchObject({
      payload: { shutdown_info: { shutdown_reason: 'SIGTERM', uptime_seconds: 60.5, final_metrics: METRICS } },
    });
    expect(witness.heard()).toEqual([
      'service.lifecycle.stopped',
      'omninode.service.event.lifecycle.v1',
      'omninode.infra.event.service_deregistered.v1',
    ]);
  });

  it('says nothing while nothing changes, and once when something does', async () => {
    const witness = new Witness();
    await witness.becomes('healthy');
    expect(witness.heard()).toEqual([]);
    await witness.becomes('degraded');
    await witness.becomes('degraded');
    expect(witness.heard()).toEqual([...CHANGED, 'error.service.critical']);
    await witness.becomes('healthy');
    expect(witness.heard()).toEqual(CHANGED);
  });

  it('calls for help once per fault, with what failed, and counts the faults', async () => {
    const witness = new Witness();
    const critical = async (status: HealthStatus): Promise<unknown> => {
      await witness.becomes(status);
      const record = witness.sent.find(({ topic }) => topic === 'system.errors');
      witness.sent.length = 0;
      return record && JSON.parse(String(record.value));
    };
    const info = {
      error_type: 'database_degraded',
      message: 'database: away',
      severity: 'critical',
      occurrence_count: 1,
    };
    const first = await critical('degraded');
    expect(first).toMatchObject({ payload: { error_info: info } });
    expect(hookEventProcessor().check(first)).toBeNull();
    await expect(critical('unhealthy')).resolves.toBeUndefined();
    await critical('healthy');
    await expect(critical('unhealthy')).resolves.toMatchObject({
      payload: {
        error_info: { error_type: 'database_unhealthy', occurrence_count: 2 },
        recovery_actions: { manual_intervention_required: true },
      },
    });
  });

  it('keeps what a broker that is away cannot take, and sends it in order', async () => {
    const witness = new Witness();
    witness.away = true;
    await witness.becomes('degraded');
    expect(witness.heard()).toEqual([]);
    expect(witness.warnings).toEqual(['the service cannot announce itself yet']);
    witness.away = false;
    await witness.becomes('healthy');
    expect(witness.heard()).toEqual([...CHANGED, 'error.service.critical', ...CHANGED]);
  });

  it('does not keep more than it is worth, and drops the oldest', async () => {
    const witness = new Witness();
    witness.away = true;
    for (let turn = 0; turn < 50; turn++) await witness.becomes(turn % 2 === 0 ? 'degraded' : 'healthy');
    witness.away = false;
    await witness.life.look();
    const heard = witness.heard();
    expect(heard.length).toBeLessThanOrEqual(60);
    expect(heard.slice(-4)).toEqual(CHANGED);
  });

  it('says no farewell that nobody could understand: a worker that never stood never stops', async () => {
    const witness = new Witness();
    await witness.life.stopped('SIGTERM');
    expect(witness.heard()).toEqual([]);
  });

  it('does not hold up a stop for a broker that never answers', async () => {
    jest.useFakeTimers();
    try {
      const { life } = new Witness({ publish: () => new Promise<void>(() => undefined) });
      void life.started(FACTS);
      const stopped = life.stopped('SIGTERM');
      await jest.advanceTimersByTimeAsync(1_000);
      await expect(stopped).resolves.toBeUndefined();
    } finally {
      jest.useRealTimers();
    }
  });

  it('goes on when an announcement would break its own schema', async () => {
    const witness = new Witness();
    await witness.life.started({ ...FACTS, port: 0 });
    expect(witness.warnings).toEqual(['an announcement is wrong and was not made']);
    expect(witness.heard()).toEqual([]);
    await witness.becomes('degraded');
    expect(witness.heard()).toHaveLength(5);
  });

  it('looks once at a time', async () => {
    const health = jest.fn(() => Promise.resolve(report('healthy')));
    const { life } = new Witness({ health });
    await Promise.all([life.look(), life.look(), life.look()]);
    expect(health).toHaveBeenCalledTimes(1);
  });
});
