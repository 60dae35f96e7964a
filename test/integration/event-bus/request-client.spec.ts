import { randomUUID } from 'node:crypto';
import { derivedId, HOME_STYLES, type Operation } from '#contracts';
import { InvalidPayloadError, RequestClient, RequestTimeoutError } from '#event-bus';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { onEveryBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { numbered, originOf, Rig, type Worker } from './rig';

const MIXIN = { operation: 'mixin' as const, payload: { requirements: ['cache'] } };
const quiet = (): void => undefined;
const LOG = { debug: quiet, info: quiet, warn: quiet, error: quiet };

function clientOf(bootstrap: string): RequestClient {
  return new RequestClient({ brokers: [bootstrap], clientId: 'asker' }, originOf('asker'), LOG);
}

async function opened(bootstrap: string, operations: readonly Operation[] = ['mixin']): Promise<RequestClient> {
  const client = clientOf(bootstrap);
  await client.open(operations);
  return client;
}

onEveryBroker(({ bootstrap }) => {
  // A block of its own: its worker must be stopped before the broker is.
  describe('a request client', () => {
    let rig: Rig;
    let worker: Worker;

    beforeAll(async () => {
      rig = await Rig.start(bootstrap());
      worker = rig.worker({ group: await rig.group() });
      await eventually('the worker has joined', () => worker.bus.condition.joined);
    });

    afterAll(() => rig.end());

    it('asks 500 questions at once and gives each its own answer', async () => {
      const client = await opened(bootstrap());
      const ids = numbered(500, `many-${randomUUID()}-`);
      const ask = (correlationId: string) =>
        client.ask({ ...MIXIN, style: 'dotted', correlationId, timeoutMs: 30_000 });
      const replies = await Promise.all(ids.map(ask));
      expect(replies.map(({ correlationId }) => correlationId)).toEqual(ids);
      expect(replies.every(({ error, payload }) => error === null && payload['total_recommendations'] === 0)).toBe(
        true,
      );
      await client.close();
    });

    it('loses no first reply, however soon it is asked', async () => {
      for (let round = 0; round < 5; round++) {
        const client = await opened(bootstrap());
        const reply = await client.ask({ ...MIXIN, style: 'dotted', timeoutMs: 5_000 });
        expect(reply.error).toBeNull();
        await client.close();
      }
    });

    it('hears its correlation id back as it was sent, and tells a refusal from an answer', async () => {
      const client = await opened(bootstrap());
      const correlationId = `SHOUTED-${randomUUID().toUpperCase()}`;
      const reply = await client.ask({ ...MIXIN, style: 'dotted', correlationId, timeoutMs: 10_000 });
      expect(reply).toMatchObject({ correlationId, topic: rig.route.response });
      await client.close();
    });

    it('gives each its own answer where ids differ in case or normalization only', async () => {
      const client = await opened(bootstrap());
      const [name, uuid] = [`é-${randomUUID()}-a`, randomUUID()];
      const ids = [name, name.toUpperCase(), name.normalize('NFD'), uuid, uuid.toUpperCase()];
      const ask = (correlationId: string) =>
        client.ask({ ...MIXIN, style: 'dotted', correlationId, timeoutMs: 10_000 });
      const replies = await Promise.all(ids.map(ask));
      expect(replies.map(({ correlationId }) => correlationId)).toEqual(ids);
      await client.close();
    });

    it('forgets nothing on the broker when it closes', async () => {
      const client = await opened(bootstrap());
      await client.close();
      const { groups } = await rig.admin.listGroups();
      expect(groups.filter(({ groupId }) => groupId.startsWith('asker-'))).toEqual([]);
    });
  });
});

describe('the request client', () => {
  let broker: LocalBroker;
  let rig: Rig;
  beforeEach(async () => {
    broker = await startLocalBroker();
    rig = await Rig.start(broker.bootstrap);
  });
  afterEach(async () => {
    broker.faults.clear();
    await rig.end();
    await broker.stop();
  });

  it('times out when nobody answers, ignores replies it never asked for, and frees the id', async () => {
    const client = await opened(broker.bootstrap);
    await rig.publish(rig.route.response, JSON.stringify({ correlation_id: 'stranger', payload: {} }));
    await rig.publish(rig.route.response, 'no reply at all');
    const asking = client.ask({ ...MIXIN, style: 'dotted', correlationId: 'lost', timeoutMs: 300 });
    await expect(asking).rejects.toThrow(RequestTimeoutError);
    await expect(asking).rejects.toMatchObject({ code: 'request_timeout' });
    rig.worker({ group: 'late' });
    const reply = await client.ask({ ...MIXIN, style: 'dotted', correlationId: 'lost', timeoutMs: 10_000 });
    expect(reply.correlationId).toBe('lost');
    await client.close();
  });

  it('knows a UUID in the other case, and a number by its digits', async () => {
    const client = await opened(broker.bootstrap);
    const uuid = randomUUID();
    const asked = { [uuid]: `"${uuid.toUpperCase()}"`, '9007199254740993': '9007199254740993' };
    for (const [correlationId, written] of Object.entries(asked)) {
      const asking = client.ask({ ...MIXIN, style: 'dotted', correlationId, timeoutMs: 10_000 });
      await rig.publish(rig.route.response, `{"correlation_id":${written},"payload":{}}`);
      expect((await asking).correlationId.toLowerCase()).toBe(correlationId);
    }
    await client.close();
  });

  it('times out on time while the broker is away', async () => {
    const client = await opened(broker.bootstrap);
    broker.faults.delay('Produce', 1_500);
    const started = performance.now();
    await expect(client.ask({ ...MIXIN, style: 'dotted', timeoutMs: 300 })).rejects.toThrow(RequestTimeoutError);
    expect(performance.now() - started).toBeLessThan(1_200);
    broker.faults.clear();
    await client.close();
  });

  it('refuses an invalid payload before anything is sent', async () => {
    const client = await opened(broker.bootstrap);
    const payload = { requirements: 7 } as unknown as { requirements: string[] };
    const asking = client.ask({ operation: 'mixin', style: 'dotted', payload, timeoutMs: 5_000 });
    await expect(asking).rejects.toThrow(InvalidPayloadError);
    await expect(asking).rejects.toMatchObject({
      code: 'invalid_payload',
      message: expect.stringContaining('/requirements'),
    });
    expect([0, 1, 2].map((partition) => broker.endOffset(rig.route.request, partition))).toEqual([0, 0, 0]);
    await client.close();
  });

  it('does not open without a reply topic', async () => {
    const client = clientOf(broker.bootstrap);
    await expect(client.open(['pattern'])).rejects.toThrow('none of the reply topics');
    await client.close();
  });

  it('gets the reply id that is derived from its request', async () => {
    rig.worker({ group: 'ids' });
    await rig.send('known', { eventId: 'an-event' });
    const reply = await eventually('it is answered', () => rig.replies()[0]);
    expect(reply.body['event_id']).toBe(derivedId('an-event', rig.route.response));
  });
});

it.each(HOME_STYLES)('a request client speaks %s', async (style) => {
  const broker = await startLocalBroker();
  const rig = await Rig.start(broker.bootstrap, style);
  rig.worker({ group: 'styled' });
  const client = await opened(broker.bootstrap);
  const reply = await client.ask({ ...MIXIN, style, correlationId: 'Styled', timeoutMs: 10_000 });
  expect(reply).toMatchObject({ correlationId: 'Styled', error: null, topic: rig.route.response });
  expect(reply.topic).toBe(
    style === 'dotted' ? 'omninode.codegen.response.mixin.v1' : 'omninode_codegen_response_mixin_v1',
  );
  await client.close();
  await rig.end();
  await broker.stop();
});
