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
  now = 0;
  readonly sent: OutboundRecord[] = [];
  readonly log: string[] = [];
  readonly life: ServiceLife;

  constructor(over: Partial<LifeParts> = {}) {
    this.life = new ServiceLife({
      origin: ORIGIN,
      facts: () => FACTS,
      publish: (records) => {
        if (this.away) return Promise.reject(new Error('no broker'));
        this.sent.push(...records);
        return Promise.resolve();
      },
      health: () => Promise.resolve(report(this.status)),
      metrics: () => Promise.resolve(METRICS),
      uptimeSeconds: () => 60.5,
      elapsedMs: () => this.now,
      log: {
        info: (_, message) => void this.log.push(message),
        warn: (_, message) => void this.log.push(message),
        error: (_, message) => void this.log.push(message),
      },
      ...over,
    });
  }

  /** Is like this for so long, looked at every second. */
  async stays(status: HealthStatus, seconds: number): Promise<void> {
    this.status = status;
    for (let second = 0; second < seconds; second++) {
      await this.life.look();
      this.now += 1_000;
    }
  }

  /** Has started, healthy, and what it told about that is heard. */
  async started(): Promise<this> {
    await this.stays('healthy', 1);
    this.sent.length = 0;
    return this;
  }

  /** What was heard, in short: the hook event's type or the topic. */
  heard(): string[] {
    return this.sent.splice(0).map(({ topic, headers }) => String(headers?.['event_type'] ?? topic));
  }

  payloads(type: string): unknown[] {
    return this.sent
      .filter(({ headers }) => headers?.['event_type'] === type)
      .map(({ value }) => (JSON.parse(String(value)) as { payload: unknown }).payload);
  }
}

const STARTED = [
  'service.lifecycle.started',
  'omninode.service.event.lifecycle.v1',
  'omninode.infra.event.service_registered.v1',
];
const CHANGED = [
  'service.lifecycle.health_changed',
  'omninode.service.event.lifecycle.v1',
  'omninode.service.event.health.v1',
  'omninode.infra.event.service_health.v1',
];

describe('ServiceLife', () => {
  it('announces a start and a stop to all three audiences', async () => {
    const witness = new Witness();
    await witness.stays('healthy', 1);
    const [hook] = witness.sent;
    expect(JSON.parse(String(hook?.value))).toMatchObject({
      event_type: 'service.lifecycle.started',
      source: { service_name: 'bridge', service_version: '1.2.3', instance_id: 'bridge-1' },
      payload: {
        service_info: { name: 'bridge', port: 8054, health_check_url: 'http://host:8054/health' },
        startup_info: { startup_time_ms: 1235, initialization_steps: FACTS.steps },
      },
    });
    expect(witness.heard()).toEqual(STARTED);
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

  it('calls nothing a fault that is only starting, however long it takes', async () => {
    const witness = new Witness();
    await witness.stays('degraded', 30);
    expect(witness.heard()).toEqual([]);
    expect(witness.log).toEqual(['still starting']);
    await witness.stays('degraded', 60);
    await witness.stays('healthy', 60);
    expect(witness.heard()).toEqual([...STARTED, 'omninode.service.event.health.v1']);
  });

  it('says in the announcement of a slow start what it waits for', async () => {
    const witness = new Witness();
    await witness.stays('degraded', 31);
    const step = { step: 'listen', status: 'warning', details: { waiting_for: 'database: away' } };
    expect(witness.payloads('service.lifecycle.started')).toMatchObject([
      { startup_info: { initialization_steps: [step] } },
    ]);
    expect(hookEventProcessor().check(JSON.parse(String(witness.sent[0]?.value)))).toBeNull();
  });

  it('says nothing while nothing changes, and nothing of what passes at once', async () => {
    const witness = await new Witness().started();
    await witness.stays('healthy', 20);
    for (let turn = 0; turn < 5; turn++) {
      await witness.stays('degraded', 3);
      await witness.stays('healthy', 6);
    }
    expect(witness.heard()).toEqual([]);
  });

  it('tells a change that lasts once, calls for help once, and says when it is over', async () => {
    const witness = await new Witness().started();
    await witness.stays('degraded', 4);
    expect(witness.heard()).toEqual(CHANGED);
    await witness.stays('degraded', 6);
    expect(witness.heard()).toEqual([]);
    await witness.stays('degraded', 100);
    expect(witness.heard()).toEqual(['error.service.critical']);
    await witness.stays('healthy', 5);
    expect(witness.heard()).toEqual([]);
    await witness.stays('healthy', 20);
    expect(witness.payloads('service.lifecycle.health_changed')).toMatchObject([
      {
        health_change: {
          previous_status: 'degraded',
          current_status: 'healthy',
          change_reason: 'healthy again after 110 s: database: away',
        },
      },
    ]);
    expect(witness.heard()).toEqual(CHANGED);
  });

  it('takes what comes and goes for one outage', async () => {
    const witness = await new Witness().started();
    for (let turn = 0; turn < 20; turn++) {
      await witness.stays('degraded', 3);
      await witness.stays('healthy', 4);
    }
    expect(witness.heard()).toEqual([...CHANGED, 'error.service.critical']);
    await witness.stays('healthy', 6);
    expect(witness.heard()).toEqual(CHANGED);
  });

  it('calls for help with what failed and since when, and counts the outages', async () => {
    const witness = await new Witness().started();
    await witness.stays('degraded', 20);
    const [first] = witness.payloads('error.service.critical');
    expect(first).toMatchObject({
      error_info: {
        error_type: 'database_degraded',
        message: 'database: away',
        severity: 'critical',
        first_occurrence: '2026-01-02T03:03:55.678Z',
        occurrence_count: 1,
      },
    });
    const record = witness.sent.find(({ topic }) => topic === 'system.errors');
    expect(hookEventProcessor().check(JSON.parse(String(record?.value)))).toBeNull();
    witness.heard();
    await witness.stays('unhealthy', 20);
    expect(witness.heard()).toEqual(CHANGED);
    await witness.stays('healthy', 20);
    witness.heard();
    await witness.stays('unhealthy', 20);
    expect(witness.payloads('error.service.critical')).toMatchObject([
      {
        error_info: { error_type: 'database_unhealthy', occurrence_count: 2 },
        recovery_actions: { manual_intervention_required: true },
      },
    ]);
  });

  it('keeps what a broker that is away cannot take, and sends it in order', async () => {
    const witness = await new Witness().started();
    witness.away = true;
    await witness.stays('degraded', 20);
    expect(witness.heard()).toEqual([]);
    expect(witness.log).toContain('the service cannot announce itself yet');
    witness.away = false;
    await witness.stays('healthy', 10);
    expect(witness.heard()).toEqual([...CHANGED, 'error.service.critical', ...CHANGED]);
  });

  it('does not keep more than it is worth, and drops the oldest', async () => {
    const witness = await new Witness().started();
    witness.away = true;
    for (let turn = 0; turn < 30; turn++) {
      await witness.stays('degraded', 5);
      await witness.stays('healthy', 10);
    }
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
      void life.look();
      await jest.advanceTimersByTimeAsync(1);
      const stopped = life.stopped('SIGTERM');
      await jest.advanceTimersByTimeAsync(1_000);
      await expect(stopped).resolves.toBeUndefined();
    } finally {
      jest.useRealTimers();
    }
  });

  it('goes on when an announcement would break its own schema', async () => {
    const witness = new Witness({ facts: () => ({ ...FACTS, port: 0 }) });
    await witness.stays('healthy', 1);
    expect(witness.log).toEqual(['an announcement is wrong and was not made']);
    expect(witness.heard()).toEqual([]);
    await witness.stays('degraded', 4);
    expect(witness.heard()).toEqual(CHANGED);
  });

  it('looks once at a time', async () => {
    const health = jest.fn(() => Promise.resolve(report('healthy')));
    const { life } = new Witness({ health });
    await Promise.all([life.look(), life.look(), life.look()]);
    expect(health).toHaveBeenCalledTimes(1);
  });
});
