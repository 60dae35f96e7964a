import { join } from 'node:path';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import type { AppProcess } from '../../support/app-process';
import { eventually } from '../../support/eventually';
import { ask, responseTopic, toSend, type Asked } from '../main-job/requests';
import { TestSystem } from '../main-job/test-system';
import { health } from './health';
import { describeWithNats, NatsServer } from './nats-server';
import { about, StreamReader, type Stored } from './stream-reader';

const STARTED = 'orchestrator.step.started';
const COMPLETED = 'orchestrator.step.completed';
const FAILED = 'orchestrator.step.failed';
const USED = 'usage.metered.api_call';
const SERVED = [STARTED, COMPLETED, USED];

/** How many messages ended this way, from the metrics page. */
async function counted(app: AppProcess, result: string): Promise<number> {
  const page = await (await fetch(`${await app.url()}/metrics`)).text();
  const lines = page.matchAll(new RegExp(`^omninode_forwarded_messages_total{.*result="${result}".*} (\\d+)$`, 'gm'));
  return [...lines].reduce((sum, [, count]) => sum + Number(count), 0);
}

const stamps = (count: number, name: string): readonly Asked[] =>
  Array.from({ length: count }, (_, index) => ask('stamp', { content: `${name} ${index}`, namespace: 'a.b.nats' }));

describeWithNats('a bridge that forwards to NATS', () => {
  let broker: LocalBroker;
  let system: TestSystem;
  let nats: NatsServer;
  let reader: StreamReader;

  beforeEach(async () => {
    [broker, nats] = await Promise.all([startLocalBroker(), NatsServer.start()]);
    [system, reader] = await Promise.all([TestSystem.open(broker.bootstrap), StreamReader.open(nats.url)]);
  });

  afterEach(async () => {
    await system.close();
    await reader.close();
    await Promise.all([nats.remove(), broker.stop()]);
  });

  const bridge = (env: Readonly<Record<string, string>> = {}): AppProcess =>
    // A short session, so that the successor of one that was killed need not wait long.
    system.start('bridge', { NATS_URL: nats.url, KAFKA_SESSION_TIMEOUT_MS: '6000', ...env });

  const answered = async (...asked: readonly Asked[]): Promise<void> => {
    for (const { op, style, correlationId } of asked) await system.tap.first(responseTopic(op, style), correlationId);
  };

  const send = async (...asked: readonly Asked[]): Promise<void> => {
    await system.tap.send(...asked.map(toSend));
    await answered(...asked);
  };

  const stored = ({ correlationId }: Asked, count: number): Promise<readonly Stored[]> =>
    eventually(`${count} messages about ${correlationId}`, async () => {
      const messages = await reader.all(about(correlationId));
      return messages.length >= count && messages;
    });

  /** Each request has its three messages, in their order and none of them twice. */
  const expectEachOnce = async (asked: readonly Asked[]): Promise<void> => {
    // An alert is about the worker, which may have been down for a moment on a busy machine.
    const all = async () => (await reader.all()).filter(({ subject }) => !subject.startsWith('alerts.'));
    await eventually('all messages arrive', async () => (await all()).length >= asked.length * SERVED.length);
    const messages = await all();
    for (const { correlationId } of asked) {
      expect(messages.filter(about(correlationId)).map(({ subject }) => subject)).toEqual(SERVED);
    }
    expect(messages).toHaveLength(asked.length * SERVED.length);
  };

  it('makes of each request what its step and its use are', async () => {
    await bridge().ready();
    const stamp = ask('stamp', { content: 'forwarded' }, { sessionId: 'a session' });
    const batch = ask('batch_stamp', { contents: ['a', 'b', 'c'] }, { style: 'underscored', form: 'onex-v1' });
    const refused = ask('stamp', { content: 5 });
    await send(stamp, batch, ask('verify', { content: 'forwarded' }), refused);

    const [started, completed, usage] = await stored(stamp, 3);
    expect([started, completed, usage].map((message) => message?.subject)).toEqual(SERVED);
    expect(completed?.payload).toMatchObject({
      workflow_id: 'a session',
      step_name: 'Stamp Content',
      status: 'completed',
    });
    expect(completed?.payload['step_id']).toBe(started?.payload['step_id']);
    expect(usage?.payload).toMatchObject({
      event_id: usage?.msgId,
      service_name: 'bridge',
      event_type: 'api_call',
      quantity: 1,
      metadata: { operation: 'stamp', items: 1, bytes: Buffer.byteLength(String(toSend(stamp).value)) },
    });
    const [, , batchUsage] = await stored(batch, 3);
    expect(batchUsage?.payload).toMatchObject({ metadata: { operation: 'batch_stamp', items: 3 } });
    const [failed, ...more] = await stored(refused, 1);
    expect(failed).toMatchObject({ subject: FAILED, payload: { error: { code: 'invalid_payload' } } });
    expect(more).toEqual([]);
    for (const { msgId, eventId } of await reader.all()) expect(msgId).toBe(eventId);
    await expect(reader.config()).resolves.toMatchObject({
      subjects: ['usage.metered.>', 'orchestrator.step.>', 'alerts.>'],
      duplicate_window: 120e9,
    });
  });

  it('leaves one message where the same request is sent twice', async () => {
    const app = await bridge().ready();
    const asked = ask('stamp', { content: 'twice' });
    await send(asked);
    await stored(asked, 3);
    await system.tap.send(toSend(asked));
    await eventually('the second is forwarded too', async () => (await counted(app, 'duplicate')) >= 3);
    expect(await stored(asked, 3)).toHaveLength(3);
  });

  it('loses and repeats nothing when it is killed at work', async () => {
    await bridge().ready();
    const asked = stamps(200, 'killed');
    await system.tap.send(...asked.map(toSend));
    await eventually('it is at work', () => system.tap.on(responseTopic('stamp', 'dotted')).length > 20);
    await system.app('bridge').kill();
    await bridge().ready();
    await answered(...asked);
    await expectEachOnce(asked);
  });

  it('goes on answering while the server is away, says so, and loses nothing', async () => {
    const app = await bridge().ready();
    const before = stamps(20, 'before');
    await send(...before);
    await nats.kill();
    const during = stamps(50, 'during');
    await send(...during);
    const red = await eventually('ready is red', async () => {
      const seen = await health(app, 'ready');
      return seen.httpStatus === 503 && seen;
    });
    expect(red.details['nats']).toMatchObject({ status: 'down', reason: expect.stringMatching(/\w/) as string });
    expect(red.details['bus']).toMatchObject({ status: 'up' });
    await expect(health(app, 'live')).resolves.toMatchObject({ httpStatus: 200 });
    await nats.start();
    await app.ready();
    const after = stamps(20, 'after');
    await send(...after);
    await expectEachOnce([...before, ...during, ...after]);
  });

  it('commits no request whose messages are not stored when nothing may wait in memory', async () => {
    await bridge({ NATS_QUEUE_LIMIT: '0' }).ready();
    await nats.kill();
    const asked = stamps(20, 'strict');
    await send(...asked);
    await eventually('the bus waits for it', async () => {
      const { details } = await health(system.app('bridge'), 'ready');
      return details['bus']?.reason?.includes('NATS');
    });
    await system.app('bridge').kill();
    await nats.start();
    await bridge({ NATS_QUEUE_LIMIT: '0' }).ready();
    await expectEachOnce(asked);
  });

  it('alerts when requests take too long', async () => {
    await bridge({ NATS_ALERT_P95: '1ms' }).ready();
    await send(...stamps(40, 'slow'));
    const alerts = await eventually('an alert', async () => {
      const found = await reader.all(({ subject }) => subject.startsWith('alerts.'));
      return found.length > 0 && found;
    });
    expect(alerts).toMatchObject([
      { subject: 'alerts.high_latency', payload: { status: 'firing', severity: 'warning' } },
    ]);
  });

  it('alerts when it is not ready any more, and when it is again', async () => {
    const app = await bridge().ready();
    // The first look must have seen it ready.
    await send(...stamps(1, 'ready'));
    const alert = (status: string): Promise<Stored> =>
      eventually(
        `service_down is ${status}`,
        async () => (await reader.all(({ payload }) => payload['status'] === status))[0],
        40_000,
      );
    broker.faults.refuse(true);
    const { subject, payload } = await alert('firing');
    expect(subject).toBe('alerts.service_down');
    expect(payload).toMatchObject({ service_name: 'bridge', severity: 'critical' });
    broker.faults.refuse(false);
    await app.ready(40_000);
    await expect(alert('resolved')).resolves.toMatchObject({ payload: { since: payload['since'] } });
    const { code } = await app.stop();
    expect(code).toBe(0);
    expect(await reader.all(({ subject: name }) => name.startsWith('alerts.'))).toHaveLength(2);
  });

  it('starts without a server, and stops in time without one', async () => {
    await nats.kill();
    const app = bridge();
    await send(...stamps(5, 'alone'));
    const { code, milliseconds } = await app.stop();
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(10_000);
    expect(app.lines).toContainEqual(expect.objectContaining({ code: 'forwarding_lost', messages: 15 }));
  });

  it('loads the client where NATS_URL is set, and nothing of it where it is not', async () => {
    const preload = join(__dirname, '../../../dist/test/integration/nats/report-loaded.js');
    const loaded = async (env: Readonly<Record<string, string>>): Promise<unknown> => {
      const app = await system.start('bridge', { NODE_OPTIONS: `--require ${preload}`, ...env }).ready();
      await app.stop();
      return app.lines.find(({ message }) => message === 'loaded of NATS')?.['loaded'];
    };
    await expect(loaded({ NATS_URL: nats.url })).resolves.toBeGreaterThan(0);
    await expect(loaded({})).resolves.toBe(0);
  });
});
