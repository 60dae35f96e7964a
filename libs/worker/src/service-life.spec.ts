import type { HealthStatus, Origin, OutboundRecord } from '#contracts';
import { hookEventProcessor } from '#contracts';
import type { Bus } from '#event-bus';
import { createMetrics, type ObservedState } from '#operations';
import { ServiceLife } from './service-life';

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
  dependencies: [{ service: 'kafka', type: 'required' as const }],
  resources: { cpu_limit: '2000m' },
};

const METRICS = createMetrics({ service: 'bridge', topics: [], operations: [], codes: [] });
for (const outcome of ['answered', 'answered', 'refused']) METRICS.handled('', '', outcome, 0.0015);

/** The checks of a worker that is like this. */
function states(status: HealthStatus): readonly ObservedState[] {
  const bus: ObservedState = { name: 'bus', kinds: ['ready'], state: { status: 'up' } };
  if (status === 'healthy') return [bus];
  const kinds = [status === 'degraded' ? 'ready' : 'live'] as const;
  return [bus, { name: 'database', kinds, state: { status: 'down', reason: 'away' } }];
}

const STEPS = [
  { step: 'finish_records', duration_ms: 12, status: 'success', details: { records: 2, left: 0 } },
] as const;

class Harness {
  status: HealthStatus = 'healthy';
  away = false;
  now = 0;
  facts = FACTS;
  publish: ServiceLife['bus']['publisher']['records'] = (records) => {
    if (this.away) return Promise.reject(new Error('no broker'));
    this.sent.push(...records);
    return Promise.resolve();
  };
  looks = 0;
  readonly sent: OutboundRecord[] = [];
  readonly log: string[] = [];
  readonly life: ServiceLife;
  #farewell: Parameters<Bus['beforeClosing']>[0] = () => Promise.resolve();

  constructor() {
    const heard = (_: object, message: string) => void this.log.push(message);
    this.life = new ServiceLife(
      {
        publisher: { records: (records) => this.publish(records) },
        beforeClosing: (farewell) => void (this.#farewell = farewell),
      },
      {
        origin: ORIGIN,
        facts: () => this.facts,
        elapsedMs: () => this.now,
        metrics: METRICS,
        logger: { info: heard, warn: heard, error: heard },
      },
      {
        states: () => {
          this.looks++;
          return Promise.resolve(states(this.status));
        },
      },
    );
  }

  /** Is like this for so long, looked at every second. */
  async stays(status: HealthStatus, seconds: number): Promise<void> {
    this.status = status;
    for (let second = 0; second < seconds; second++) {
      await this.life.look();
      this.now += 1_000;
    }
  }

  /** As the app stops: the bus once it has done all it had. */
  stop(): Promise<void> {
    this.life.beforeApplicationShutdown('SIGTERM');
    return this.#farewell(STEPS);
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
    const harness = new Harness();
    await harness.stays('healthy', 1);
    const [hook] = harness.sent;
    expect(JSON.parse(String(hook?.value))).toMatchObject({
      event_type: 'service.lifecycle.started',
      source: { service_name: 'bridge', service_version: '1.2.3', instance_id: 'bridge-1' },
      payload: {
        service_info: { name: 'bridge', port: 8054, health_check_url: 'http://host:8054/health' },
        startup_info: { startup_time_ms: 1235, initialization_steps: FACTS.steps },
      },
    });
    expect(harness.heard()).toEqual(STARTED);
    await harness.stop();
    expect(JSON.parse(String(harness.sent[0]?.value))).toMatchObject({
      payload: {
        shutdown_info: {
          shutdown_reason: 'SIGTERM',
          uptime_seconds: 1,
          final_metrics: { requests_processed: 3, errors_encountered: 1, avg_response_time_ms: 1.5 },
          cleanup_steps: STEPS,
        },
      },
    });
    expect(harness.heard()).toEqual([
      'service.lifecycle.stopped',
      'omninode.service.event.lifecycle.v1',
      'omninode.infra.event.service_deregistered.v1',
    ]);
  });

  it('calls nothing a fault that is only starting, however long it takes', async () => {
    const harness = new Harness();
    await harness.stays('degraded', 30);
    expect(harness.heard()).toEqual([]);
    expect(harness.log).toEqual(['still starting']);
    await harness.stays('degraded', 60);
    await harness.stays('healthy', 60);
    expect(harness.heard()).toEqual([...STARTED, 'omninode.service.event.health.v1']);
  });

  it('says in the announcement of a slow start what it waits for', async () => {
    const harness = new Harness();
    await harness.stays('degraded', 31);
    const step = { step: 'listen', status: 'warning', details: { waiting_for: 'database: away' } };
    expect(harness.payloads('service.lifecycle.started')).toMatchObject([
      { startup_info: { initialization_steps: [step] } },
    ]);
    expect(hookEventProcessor().check(JSON.parse(String(harness.sent[0]?.value)))).toBeNull();
  });

  it('says nothing while nothing changes, and nothing of what passes at once', async () => {
    const harness = await new Harness().started();
    await harness.stays('healthy', 20);
    for (let turn = 0; turn < 5; turn++) {
      await harness.stays('degraded', 3);
      await harness.stays('healthy', 6);
    }
    expect(harness.heard()).toEqual([]);
  });

  it('tells a change that lasts once, calls for help once, and says when it is over', async () => {
    const harness = await new Harness().started();
    await harness.stays('degraded', 4);
    expect(harness.heard()).toEqual(CHANGED);
    await harness.stays('degraded', 6);
    expect(harness.heard()).toEqual([]);
    await harness.stays('degraded', 100);
    expect(harness.heard()).toEqual(['error.service.critical']);
    await harness.stays('healthy', 5);
    expect(harness.heard()).toEqual([]);
    await harness.stays('healthy', 20);
    expect(harness.payloads('service.lifecycle.health_changed')).toMatchObject([
      {
        health_change: {
          previous_status: 'degraded',
          current_status: 'healthy',
          change_reason: 'healthy again after 110 s: database: away',
        },
      },
    ]);
    expect(harness.heard()).toEqual(CHANGED);
  });

  it('takes what comes and goes for one outage', async () => {
    const harness = await new Harness().started();
    for (let turn = 0; turn < 20; turn++) {
      await harness.stays('degraded', 3);
      await harness.stays('healthy', 4);
    }
    expect(harness.heard()).toEqual([...CHANGED, 'error.service.critical']);
    await harness.stays('healthy', 6);
    expect(harness.heard()).toEqual(CHANGED);
  });

  it('calls for help with what failed and since when, and counts the outages', async () => {
    const harness = await new Harness().started();
    await harness.stays('degraded', 20);
    const [first] = harness.payloads('error.service.critical');
    expect(first).toMatchObject({
      error_info: {
        error_type: 'database_degraded',
        message: 'database: away',
        severity: 'critical',
        first_occurrence: '2026-01-02T03:03:55.678Z',
        occurrence_count: 1,
      },
    });
    const record = harness.sent.find(({ topic }) => topic === 'system.errors');
    expect(hookEventProcessor().check(JSON.parse(String(record?.value)))).toBeNull();
    harness.heard();
    await harness.stays('unhealthy', 20);
    expect(harness.heard()).toEqual(CHANGED);
    await harness.stays('healthy', 20);
    harness.heard();
    await harness.stays('unhealthy', 20);
    expect(harness.payloads('error.service.critical')).toMatchObject([
      {
        error_info: { error_type: 'database_unhealthy', occurrence_count: 2 },
        recovery_actions: { manual_intervention_required: true },
      },
    ]);
  });

  it('keeps what a broker that is away cannot take, and sends it in order', async () => {
    const harness = await new Harness().started();
    harness.away = true;
    await harness.stays('degraded', 20);
    expect(harness.heard()).toEqual([]);
    expect(harness.log).toContain('the service cannot announce itself yet');
    harness.away = false;
    await harness.stays('healthy', 10);
    expect(harness.heard()).toEqual([...CHANGED, 'error.service.critical', ...CHANGED]);
  });

  it('does not keep more than it is worth, and drops the oldest', async () => {
    const harness = await new Harness().started();
    harness.away = true;
    for (let turn = 0; turn < 30; turn++) {
      await harness.stays('degraded', 5);
      await harness.stays('healthy', 10);
    }
    harness.away = false;
    await harness.life.look();
    const heard = harness.heard();
    expect(heard.length).toBeLessThanOrEqual(60);
    expect(heard.slice(-4)).toEqual(CHANGED);
  });

  it('says no farewell that nobody could understand: a worker that never stood never stops', async () => {
    const harness = new Harness();
    await harness.stop();
    expect(harness.heard()).toEqual([]);
  });

  it('does not hold up a stop for a broker that never answers', async () => {
    jest.useFakeTimers();
    try {
      const harness = new Harness();
      harness.publish = () => new Promise<void>(() => undefined);
      const { life } = harness;
      void life.look();
      await jest.advanceTimersByTimeAsync(1);
      const stopped = harness.stop();
      await jest.advanceTimersByTimeAsync(1_000);
      await expect(stopped).resolves.toBeUndefined();
    } finally {
      jest.useRealTimers();
    }
  });

  it('goes on when an announcement would break its own schema', async () => {
    const harness = new Harness();
    harness.facts = { ...FACTS, port: 0 };
    await harness.stays('healthy', 1);
    expect(harness.log).toEqual(['an announcement is wrong and was not made']);
    expect(harness.heard()).toEqual([]);
    await harness.stays('degraded', 4);
    expect(harness.heard()).toEqual(CHANGED);
  });

  it('looks once at a time', async () => {
    const harness = new Harness();
    const { life } = harness;
    await Promise.all([life.look(), life.look(), life.look()]);
    expect(harness.looks).toBe(1);
  });
});
