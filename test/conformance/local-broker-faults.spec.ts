import * as fc from 'fast-check';
import { ApiName, LocalBroker, LocalBrokerOptions, startLocalBroker } from '../../tools/local-broker/src';
import { API_NAMES, APIS, ERROR } from '../../tools/local-broker/src/apis';
import { batchOf } from '../../tools/local-broker/src/batch.fixture';
import { eventually } from '../support/eventually';
import { fetch, initProducer, produce, RawClient } from './raw-client';
import { commit, heartbeat, join, joinAlone } from './raw-member';

const TOPIC = 'topic';

const stops: Array<() => Promise<void>> = [];
let broker: LocalBroker;
let client: RawClient;

async function start(options: LocalBrokerOptions): Promise<LocalBroker> {
  const started = await startLocalBroker(options);
  stops.push(() => started.stop());
  return started;
}

async function connect(to: LocalBroker): Promise<RawClient> {
  const connected = await RawClient.connect(to.bootstrap);
  stops.push(async () => connected.close());
  return connected;
}

beforeEach(async () => {
  broker = await start({ defaultPartitions: 1 });
  client = await connect(broker);
  await client.request('Metadata', 1, (request) => request.array([TOPIC], (name) => request.string(name)));
});

afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

describe('the local broker, asked to misbehave,', () => {
  it('answers the n-th produce with an error and stores nothing of it', async () => {
    broker.faults.error('Produce', ERROR.CORRUPT_MESSAGE, { nth: 2 });
    const errors: number[] = [];
    for (let round = 0; round < 3; round++) errors.push((await produce(client, { topic: TOPIC }, batchOf())).error);
    expect(errors).toEqual([0, ERROR.CORRUPT_MESSAGE, 0]);
    expect(broker.endOffset(TOPIC, 0)).toBe(2);
  });

  it('answers fetch, commit, join, heartbeat and metadata with errors', async () => {
    const membership = await joinAlone(client, 'group');
    const apis: ApiName[] = ['Fetch', 'OffsetCommit', 'Heartbeat', 'JoinGroup', 'Metadata', 'InitProducerId'];
    apis.forEach((api) => broker.faults.error(api, 99));
    expect((await fetch(client, { topic: TOPIC, offset: 0 }, { maxWaitMs: 30_000 })).error).toBe(99);
    expect(await commit(client, membership, TOPIC, 1)).toBe(99);
    expect(await heartbeat(client, membership)).toBe(99);
    expect((await join(client, { group: 'group' })).error).toBe(99);
    expect((await initProducer(client)).error).toBe(99);
    const metadata = await client.request('Metadata', 0, (request) =>
      request.array([TOPIC], (name) => request.string(name)),
    );
    metadata.array(() => [metadata.int32(), metadata.string(), metadata.int32()]);
    metadata.int32();
    expect(metadata.int16()).toBe(99);
    expect(broker.committed('group', TOPIC, 0)).toBeUndefined();
  });

  it('cuts the connection before a request, or after it with the answer lost', async () => {
    broker.faults.dropConnection('Produce', 1, 'after');
    await expect(produce(client, { topic: TOPIC }, batchOf())).rejects.toThrow('closed the connection');
    expect(broker.endOffset(TOPIC, 0)).toBe(1);
    client = await connect(broker);
    broker.faults.dropConnection('Produce');
    await expect(produce(client, { topic: TOPIC }, batchOf())).rejects.toThrow('closed the connection');
    expect(broker.endOffset(TOPIC, 0)).toBe(1);
  });

  it('refuses connections and cuts those it has, until it accepts them again', async () => {
    broker.faults.refuse(true);
    await client.hungUp();
    const turnedAway = await connect(broker);
    await turnedAway.hungUp();
    broker.faults.clear();
    client = await connect(broker);
    expect((await initProducer(client)).error).toBe(0);
  });

  it('holds answers back', async () => {
    broker.faults.delay('InitProducerId', 200, 1);
    const begun = performance.now();
    await initProducer(client);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(190);
  });

  it('forces a rebalance', async () => {
    const membership = await joinAlone(client, 'group');
    broker.faults.forceRebalance('group');
    expect(await heartbeat(client, membership)).toBe(ERROR.REBALANCE_IN_PROGRESS);
    const again = await join(client, { group: 'group', memberId: membership.memberId });
    expect(again).toMatchObject({ error: 0, generation: membership.generation + 1 });
  });

  it('tells tests what was committed and stored', async () => {
    const membership = await joinAlone(client, 'group');
    await commit(client, membership, TOPIC, 41);
    expect(broker.committed('group', TOPIC, 0)).toBe(41);
    expect(broker.committed('group', TOPIC, 1)).toBeUndefined();
    expect(broker.endOffset('nowhere', 0)).toBe(0);
  });

  it('expires sessions by the clock it was given', async () => {
    let now = Date.now();
    const frozen = await start({ now: () => now, initialJoinDelayMs: 0 });
    const member = await connect(frozen);
    const membership = { group: 'group', ...(await join(member, { group: 'group', sessionTimeoutMs: 200 })) };
    now += 199;
    expect(await heartbeat(member, membership)).toBe(0);
    now += 201;
    await eventually(
      'the member is forgotten',
      async () => (await heartbeat(member, { ...membership, generation: 0 })) === ERROR.UNKNOWN_MEMBER_ID,
    );
  });

  it('creates no topics when told not to', async () => {
    const strict = await start({ autoCreateTopics: false });
    const other = await connect(strict);
    await other.request('Metadata', 1, (request) => request.array([TOPIC], (name) => request.string(name)));
    expect((await produce(other, { topic: TOPIC }, batchOf())).error).toBe(ERROR.UNKNOWN_TOPIC_OR_PARTITION);
  });

  it('survives any request', async () => {
    const requests = fc.record({
      key: fc.constantFrom(...API_NAMES),
      version: fc.nat({ max: 12 }),
      body: fc.uint8Array(),
    });
    await fc.assert(
      fc.asyncProperty(requests, async ({ key, version, body }) => {
        const stranger = await RawClient.connect(broker.bootstrap);
        const header = Buffer.from([0, APIS[key].key, 0, version, 0, 0, 0, 1, 255, 255]);
        stranger.sendFrame(Buffer.concat([header, body]));
        stranger.close();
        expect((await initProducer(client)).error).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});
