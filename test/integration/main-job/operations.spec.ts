import { randomUUID } from 'node:crypto';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import type { AppName, AppProcess } from '../../support/app-process';
import { eventually } from '../../support/eventually';
import { ask, deadLetterTopic, requestTopic, responseTopic, STYLES, toSend, type Asked } from './requests';
import { TestSystem } from './test-system';
import { json, type Json } from './tap';

interface Health {
  readonly httpStatus: number;
  readonly status: string;
  readonly details: Readonly<Record<string, { readonly status: string; readonly reason?: string }>>;
}

async function health(app: AppProcess, kind: 'live' | 'ready' | 'startup'): Promise<Health> {
  const response = await fetch(`${await app.url()}/health/${kind}`);
  return { httpStatus: response.status, ...((await response.json()) as Omit<Health, 'httpStatus'>) };
}

/** What an operator sees of the built apps. On the local broker, because only that one breaks on demand. */
describe('operating the workers', () => {
  let broker: LocalBroker;
  let system: TestSystem;

  beforeAll(async () => {
    broker = await startLocalBroker();
    system = await TestSystem.open(broker.bootstrap);
    const apps = (['bridge', 'intelligence', 'dlq-monitor'] as const).map((name) => system.start(name));
    await Promise.all(apps.map((app) => app.ready()));
  });

  afterAll(async () => {
    await system.close();
    await broker.stop();
  });

  /** The first announcement of a service on that topic, of that type where types share it. */
  function announced(topic: string, service: string, type = topic): Promise<Json> {
    const isIt = (message: Json): boolean => {
      const { service_name, service: name } = message['source'] as Json;
      return message['event_type'] === type && [service_name, name].includes(service);
    };
    return eventually(`${type} of ${service}`, () => system.tap.on(topic).map(json).find(isIt), 40_000);
  }

  it.each<[AppName, readonly string[]]>([
    ['bridge', ['bus', 'database']],
    ['intelligence', ['bus']],
    ['dlq-monitor', ['bus', 'database']],
  ])('%s is healthy while it idles, and says so check by check', async (name, checks) => {
    const up = Object.fromEntries(checks.map((check) => [check, expect.objectContaining({ status: 'up' }) as unknown]));
    const app = system.app(name);
    await expect(health(app, 'ready')).resolves.toMatchObject({ httpStatus: 200, status: 'ok', details: up });
    await expect(health(app, 'startup')).resolves.toMatchObject({ httpStatus: 200, details: up });
    await expect(health(app, 'live')).resolves.toMatchObject({
      httpStatus: 200,
      details: { consumer: { status: 'up' } },
    });
  });

  it('announces itself to everyone who listens for services', async () => {
    for (const service of ['bridge', 'intelligence', 'dlq-monitor']) {
      const started = await announced('hooks.service_lifecycle', service, 'service.lifecycle.started');
      const [, port] = /:(\d+)$/.exec(await system.app(service as AppName).url()) ?? [];
      expect(started['payload']).toMatchObject({
        service_info: { port: Number(port), capabilities: expect.arrayContaining(['infra.request.health_check']) },
        startup_info: { initialization_steps: [{ step: 'listen' }, { step: 'prepare' }, { step: 'consume' }] },
      });
      await announced('omninode.infra.event.service_registered.v1', service);
      await announced('omninode.service.event.lifecycle.v1', service);
    }
  });

  it('says on the bus how it is: all of them when all are asked, one when one is named', async () => {
    const [everyone, one] = [randomUUID(), randomUUID()];
    const request = (id: string, payload: Json) => ({
      topic: 'omninode.infra.request.health_check.v1',
      key: id,
      value: JSON.stringify({ correlation_id: id, event_id: randomUUID(), payload }),
    });
    await system.tap.send(request(everyone, {}), request(one, { service: 'dlq-monitor', checks: ['database'] }));
    const response = 'omninode.infra.response.health_check.v1';
    const answers = await system.tap.all(response, everyone, 3);
    const payloads = answers.map((record) => json(record)['payload'] as Json);
    expect(payloads.map(({ service }) => String(service)).sort()).toEqual(['bridge', 'dlq-monitor', 'intelligence']);
    expect(payloads.map(({ status }) => status)).toEqual(['healthy', 'healthy', 'healthy']);
    expect(new Set(answers.map((record) => json(record)['event_id'])).size).toBe(3);
    expect(json(await system.tap.first(response, one))['payload']).toMatchObject({
      service: 'dlq-monitor',
      checks: [{ name: 'database', status: 'healthy' }],
    });
    // What came after was answered by the others, too: they have passed over the one that was not for them.
    const last = randomUUID();
    await system.tap.send(request(last, {}));
    await system.tap.all(response, last, 3);
    expect(system.tap.keyed(response, one)).toHaveLength(1);
  });

  it('turns ready red with a reason in a broker outage, leaves live green, and heals by itself', async () => {
    const [bridge, intelligence] = [system.app('bridge'), system.app('intelligence')];
    await Promise.all([bridge, intelligence].map((app) => health(app, 'startup')));
    broker.faults.refuse(true);
    for (const app of [bridge, intelligence]) {
      const red = await eventually(
        'ready is red',
        async () => {
          const seen = await health(app, 'ready');
          return seen.httpStatus === 503 && seen;
        },
        40_000,
      );
      expect(red.details['bus']).toMatchObject({ status: 'down', reason: expect.stringMatching(/\w+ \w+/) as string });
      await expect(health(app, 'live')).resolves.toMatchObject({ httpStatus: 200, status: 'ok' });
      await expect(health(app, 'startup')).resolves.toMatchObject({ httpStatus: 200 });
    }
    for (const app of [bridge, intelligence]) {
      const critical = 'not healthy for long: somebody should look';
      await eventually('it is critical', () => app.lines.find(({ message }) => message === critical), 40_000);
    }
    broker.faults.refuse(false);
    await Promise.all([bridge, intelligence].map((app) => app.ready(40_000)));
    const asked = ask('stamp', { content: 'after the outage' });
    await system.tap.send(toSend(asked));
    await system.tap.first(responseTopic('stamp', 'dotted'), asked.correlationId, 40_000);
    for (const service of ['bridge', 'intelligence']) {
      const changed = await announced('hooks.service_lifecycle', service, 'service.lifecycle.health_changed');
      expect(changed['payload']).toMatchObject({
        health_change: { previous_status: 'healthy', current_status: 'degraded', health_details: { bus: 'unhealthy' } },
      });
      const fault = await announced('system.errors', service, 'error.service.critical');
      expect(fault['payload']).toMatchObject({ error_info: { error_type: 'bus_degraded', occurrence_count: 1 } });
      await announced('omninode.infra.event.service_health.v1', service);
      await announced('omninode.service.event.health.v1', service);
      await eventually('the end is told', () =>
        system
          .app(service as AppName)
          .lines.find(({ message, status }) => message === 'health changed' && status === 'healthy'),
      );
    }
  });

  it('counts with labels from closed sets whatever is sent', async () => {
    const noise = Array.from({ length: 100 }, (_, index) => ({
      topic: requestTopic(index % 2 === 0 ? 'stamp' : 'verify', STYLES[index % 4 < 2 ? 0 : 1] ?? 'dotted'),
      key: randomUUID(),
      value: JSON.stringify({ event_type: `noise.${randomUUID()}`, operation: randomUUID(), payload: { content: 5 } }),
      headers: { event_type: randomUUID() },
    }));
    await system.tap.send(...noise);
    const letters = STYLES.flatMap((style) => [deadLetterTopic('stamp', style), deadLetterTopic('verify', style)]);
    for (const [index, { key }] of noise.entries()) {
      await eventually(`dead letter ${index}`, () => letters.some((topic) => system.tap.keyed(topic, key).length > 0));
    }
    const page = await (await fetch(`${await system.app('bridge').url()}/metrics`)).text();
    expect(page).not.toMatch(/noise/);
    expect(page).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-4/);
    const values = (label: string) =>
      [
        ...new Set([...page.matchAll(new RegExp(`[{,]${label}="([^"]*)"`, 'g'))].map(([, value]) => value ?? '')),
      ].sort();
    expect(values('operation')).toEqual(expect.arrayContaining(['stamp', 'verify']));
    expect(['stamp', 'batch_stamp', 'verify', 'health_check', 'other']).toEqual(
      expect.arrayContaining(values('operation')),
    );
    expect(values('code')).toContain('invalid_payload');
    const known = /^(omninode[._][a-z._]+|other|hooks\.service_lifecycle|system\.errors)[._a-z0-9]*$/;
    for (const label of ['topic', 'messaging_destination_name']) {
      expect(values(label)).toContain(requestTopic('stamp', 'dotted'));
      expect(values(label).filter((topic) => topic !== '' && !known.test(topic))).toEqual([]);
    }
    const versions = [...page.matchAll(/^omninode_schema_checks_total\{.*version="([^"]*)"/gm)].map(([, one]) => one);
    expect(versions).toContain('none');
    expect(versions.filter((version) => !/^(?:\d\.\d|none|other)$/.test(version ?? ''))).toEqual([]);
  });

  it('has one line in its log for each request: whose it was, how it ended, and how long that took', async () => {
    const sessionId = randomUUID();
    const [good, bad] = [ask('stamp', { content: 'a line' }, { sessionId }), ask('stamp', { content: 5 })];
    await system.tap.send(toSend(good), toSend(bad));
    const linesOf = ({ correlationId }: Asked) =>
      system.app('bridge').lines.filter((line) => line['correlation_id'] === correlationId && 'outcome' in line);
    await eventually('both are told', () => linesOf(good).length > 0 && linesOf(bad).length > 0);
    const line = { level: 'info', topic: requestTopic('stamp', 'dotted'), milliseconds: expect.any(Number) as number };
    expect(linesOf(good)).toMatchObject([{ ...line, session_id: sessionId, outcome: 'answered' }]);
    expect(linesOf(bad)).toMatchObject([{ ...line, session_id: null, outcome: 'refused', code: 'invalid_payload' }]);
  });

  it('logs JSON with the correlation ids of failed records and nothing of what was in them', async () => {
    const marker = `marker${randomUUID().replaceAll('-', '')}`;
    const refused = ask('validate', { code_content: marker, language: `cobol` });
    const broken = { topic: requestTopic('stamp', 'dotted'), key: randomUUID(), value: `{"payload":"${marker}` };
    const wrong = ask('stamp', { content: 5, namespace: marker, content_type: marker });
    await system.tap.send(toSend(refused), broken, toSend(wrong));
    const failed = [
      { app: system.app('intelligence'), topic: deadLetterTopic('validate', 'dotted'), id: refused.correlationId },
      { app: system.app('bridge'), topic: deadLetterTopic('stamp', 'dotted'), id: broken.key },
      { app: system.app('bridge'), topic: deadLetterTopic('stamp', 'dotted'), id: wrong.correlationId },
    ];
    for (const { app, topic, id } of failed) {
      await system.tap.first(topic, id);
      await eventually(`a line about ${id}`, () => app.lines.some((line) => line['correlation_id'] === id), 5_000);
    }
    const lines = system.apps.flatMap((app) => app.lines);
    expect(lines.filter((line) => 'broken' in line || 'stderr' in line)).toEqual([]);
    expect(lines.every((line) => ['time', 'level', 'service', 'message'].every((name) => name in line))).toBe(true);
    expect(JSON.stringify(lines)).not.toContain(marker);
  });

  it('stops on SIGTERM under load within 10 s with exit code 0, and its successor answers the rest', async () => {
    const requests = Array.from({ length: 3_000 }, (_, index) => ask('stamp', { content: `load ${index}` }));
    const topic = responseTopic('stamp', 'dotted');
    const answered = (): number => system.tap.on(topic).length;
    const before = answered();
    for (let at = 0; at < requests.length; at += 500) {
      await system.tap.send(...requests.slice(at, at + 500).map(toSend));
    }
    await eventually('it is at work', () => answered() > before);
    const { code, milliseconds } = await system.app('bridge').stop();
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(10_000);
    const stopped = await announced('hooks.service_lifecycle', 'bridge', 'service.lifecycle.stopped');
    const { shutdown_info } = stopped['payload'] as { shutdown_info: { cleanup_steps: readonly Json[] } };
    expect(shutdown_info).toMatchObject({ shutdown_reason: 'shutdown' });
    const steps = shutdown_info.cleanup_steps.map(({ step }) => step);
    expect(steps).toEqual(['stop_fetching', 'finish_records', 'commit_offsets', 'leave_group']);
    await announced('omninode.infra.event.service_deregistered.v1', 'bridge');
    await system.start('bridge').ready();
    for (const { correlationId } of requests) await system.tap.first(topic, correlationId);
    const first = requests[0]?.correlationId ?? '';
    expect(json(await system.tap.first(topic, first))).not.toHaveProperty('error');
  });
});
