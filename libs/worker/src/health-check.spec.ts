import { Counter, Histogram, Registry } from 'prom-client';
import { checkOf, HealthCheckResponse, IGNORED, type Origin } from '#contracts';
import { finalMetrics } from './final-metrics';
import { answerHealthCheck } from './health-check';
import { healthReport } from './health-report';

const ORIGIN: Origin = {
  service: 'bridge',
  version: '1.2.3',
  instanceId: 'bridge-1',
  hostname: 'host',
  now: () => new Date('2026-01-02T03:04:05.678Z'),
  newId: () => 'id',
};
const UP = { status: 'up' } as const;
const DOWN = { status: 'down', reason: 'away' } as const;

const states = (bus: typeof UP | typeof DOWN, consumer: typeof UP | typeof DOWN = UP) => [
  { name: 'bus', kinds: ['ready', 'startup'] as const, state: bus },
  { name: 'consumer', kinds: ['live'] as const, state: consumer },
];

describe('healthReport', () => {
  it.each([
    ['healthy', states(UP)],
    ['degraded', states(DOWN)],
    ['unhealthy', states(UP, DOWN)],
    ['unhealthy', states(DOWN, DOWN)],
  ])('is %s', (status, observed) => {
    expect(healthReport(observed).status).toBe(status);
  });

  it('names what is down and why', () => {
    expect(healthReport(states(DOWN)).checks).toEqual([
      { name: 'bus', status: 'unhealthy', message: 'away' },
      { name: 'consumer', status: 'healthy' },
    ]);
  });
});

describe('answerHealthCheck', () => {
  const report = healthReport(states(DOWN));
  const ask = (request: { service?: string; checks?: string[] }) => answerHealthCheck(request, report, ORIGIN, 1.5);

  it('answers everyone who names it or nobody, in a form its schema allows', () => {
    for (const request of [{}, { service: 'bridge' }, { service: 'BRIDGE' }, { checks: [] }]) {
      const outcome = ask(request);
      if (outcome.kind !== 'answer') throw new Error(outcome.kind);
      expect(outcome.result).toMatchObject({ service: 'bridge', status: 'degraded', uptime_seconds: 1.5 });
      expect(outcome.result.checks).toHaveLength(2);
      expect(checkOf(HealthCheckResponse)(outcome.result)).toEqual([]);
    }
  });

  it('leaves what is meant for another to that one', () => {
    expect(ask({ service: 'intelligence' })).toBe(IGNORED);
  });

  it('tells of the checks that were asked for, and of those it does not have', () => {
    expect(ask({ checks: ['consumer', 'moon'] })).toMatchObject({
      result: {
        checks: [
          { name: 'consumer', status: 'healthy' },
          { name: 'moon', status: 'unhealthy', message: 'no such check' },
        ],
      },
    });
  });
});

describe('finalMetrics', () => {
  it('adds up what the bus counted', async () => {
    const registry = new Registry();
    const registers = [registry];
    const handled = new Counter({
      name: 'messaging_client_consumed_messages_total',
      help: 'h',
      labelNames: ['outcome'],
      registers,
    });
    const duration = new Histogram({ name: 'messaging_process_duration_seconds', help: 'h', registers });
    handled.inc({ outcome: 'answered' }, 5);
    handled.inc({ outcome: 'refused' }, 2);
    handled.inc({ outcome: 'dead_lettered' });
    duration.observe(0.001);
    duration.observe(0.004);
    await expect(finalMetrics(registry)).resolves.toEqual({
      requests_processed: 8,
      errors_encountered: 3,
      avg_response_time_ms: 2.5,
    });
  });

  it('is zero before there is anything to count', async () => {
    await expect(finalMetrics(new Registry())).resolves.toEqual({
      requests_processed: 0,
      errors_encountered: 0,
      avg_response_time_ms: 0,
    });
  });
});
