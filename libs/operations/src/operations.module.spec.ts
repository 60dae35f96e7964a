import type { AddressInfo } from 'node:net';
import { Injectable, Module, type INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Registry } from 'prom-client';
import { createMetrics } from './metrics/metrics';
import { OperationsModule } from './operations.module';
import type { HealthCheck, HealthState } from './health/health-check';

const metrics = { registry: new Registry() };
const UP: HealthState = { status: 'up' };
let app: INestApplication | undefined;

afterEach(async () => {
  await app?.close();
  app = undefined;
});

async function serve(module: Parameters<typeof start>[0]): Promise<(path: string) => Promise<Answer>> {
  const origin = await start(module);
  return async (path) => {
    const response = await fetch(`${origin}${path}`);
    return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
  };
}

async function start(module: ReturnType<typeof OperationsModule.forRootAsync>): Promise<string> {
  const testing = await Test.createTestingModule({ imports: [module] }).compile();
  app = testing.createNestApplication({ logger: false });
  await app.listen(0, '127.0.0.1');
  return `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
}

interface Answer {
  status: number;
  type: string | null;
  text: string;
}

const serving = (...checks: HealthCheck[]) => serve(OperationsModule.forRoot({ checks, metrics, checkDeadlineMs: 50 }));
const check = (name: string, kinds: HealthCheck['kinds'], state: HealthCheck['check']): HealthCheck => ({
  name,
  kinds,
  check: state,
});
const details = ({ text }: Answer): Record<string, HealthState> =>
  (JSON.parse(text) as { details: Record<string, HealthState> }).details;

describe('the health pages', () => {
  it('are green for a service that has nothing to check or nothing to do', async () => {
    const ask = await serving();
    for (const path of ['/health', '/health/live', '/health/ready', '/health/startup']) {
      expect(await ask(path)).toMatchObject({ status: 200, type: expect.stringContaining('application/json') });
    }
  });

  it('ask only the checks of their kind: an outage turns readiness red and leaves liveness green', async () => {
    const ask = await serving(
      check('broker', ['ready'], () => ({ status: 'down', reason: 'no broker answers', brokers: 3 })),
      check('loop', ['live', 'ready'], () => ({ status: 'up', idle_seconds: 900 })),
    );
    expect((await ask('/health/live')).status).toBe(200);
    const ready = await ask('/health/ready');
    expect(ready.status).toBe(503);
    expect(JSON.parse(ready.text)).toMatchObject({
      status: 'error',
      error: { broker: { status: 'down', reason: 'no broker answers', brokers: 3 } },
      info: { loop: { status: 'up', idle_seconds: 900 } },
    });
    expect(await ask('/health')).toEqual(ready);
  });

  it('count a check that throws as down, and tell no secret', async () => {
    const ask = await serving(
      check('database', ['ready'], () => Promise.reject(new Error('postgres://app:hunter2@db/x refused'))),
      check('cache', ['ready'], () => Promise.reject(new AggregateError([new Error('connect ECONNREFUSED')]))),
      check('broker', ['ready'], () => ({ status: 'down', reason: 'password=hunter2', url: 'redis://:hunter2@cache' })),
    );
    const answer = await ask('/health/ready');
    expect(answer.status).toBe(503);
    expect(details(answer)['database']).toEqual({ status: 'down', reason: expect.stringContaining('db/x refused') });
    expect(details(answer)['cache']).toEqual({ status: 'down', reason: 'connect ECONNREFUSED' });
    expect(answer.text).not.toContain('hunter2');
  });

  it('count a check that throws at once, or answers nonsense, as down', async () => {
    const nonsense = { status: 'fine' } as unknown as HealthState;
    const ask = await serving(
      check('a', ['live'], () => {
        throw new Error('no');
      }),
      check('b', ['live'], () => nonsense),
    );
    expect(details(await ask('/health/live'))).toEqual({
      a: { status: 'down', reason: 'no' },
      b: { status: 'down', reason: 'the check gave no reason' },
    });
  });

  it('count a check that does not answer as down, and run it once for all who ask meanwhile', async () => {
    let runs = 0;
    const ask = await serving(
      check('stuck', ['live', 'ready'], () => {
        runs += 1;
        return new Promise<HealthState>(() => {});
      }),
    );
    const answers = await Promise.all(['/health/live', '/health/ready', '/health'].map(ask));
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503]);
    expect(answers.map(details)).toEqual(
      answers.map(() => ({ stuck: { status: 'down', reason: 'no answer within 50 ms' } })),
    );
    expect(runs).toBe(1);
  });

  it('turn startup green once, and then it stays green', async () => {
    let state: HealthState = { status: 'down', reason: 'engines are warming up' };
    const ask = await serving(check('engines', ['startup'], () => state));
    expect((await ask('/health/startup')).status).toBe(503);
    state = UP;
    expect((await ask('/health/startup')).status).toBe(200);
    state = { status: 'down', reason: 'broken' };
    expect((await ask('/health/startup')).status).toBe(200);
  });

  it('refuse two checks of one name at boot', async () => {
    const twice = [check('a', ['live'], () => UP), check('a', ['ready'], () => UP)];
    await expect(serving(...twice)).rejects.toThrow('Two health checks are named "a"');
  });
});

@Injectable()
class Broker {
  readonly reason = 'not connected';

  check(): HealthState {
    return { status: 'down', reason: this.reason };
  }
}

@Module({ providers: [Broker], exports: [Broker] })
class BrokerModule {}

describe('the operations module', () => {
  it('takes its checks and metrics from injected providers', async () => {
    const bus = createMetrics({ service: 'bridge', topics: ['t'], operations: [], codes: [] });
    bus.retried('t');
    const ask = await serve(
      OperationsModule.forRootAsync({
        imports: [BrokerModule],
        inject: [Broker],
        useFactory: (broker: Broker) => ({
          metrics: bus,
          checks: [Object.assign(broker, { name: 'broker', kinds: ['ready'] as const })],
        }),
      }),
    );
    expect(details(await ask('/health/ready'))['broker']).toEqual({ status: 'down', reason: 'not connected' });
    const page = await ask('/metrics');
    expect(page).toMatchObject({ status: 200, type: expect.stringContaining('text/plain') });
    expect(page.text).toContain('omninode_retries_total{topic="t",service="bridge"} 1');
  });
});
