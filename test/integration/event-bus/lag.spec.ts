import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { busReadiness, NO_METRICS, type Lag } from '#event-bus';
import { onEveryBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { Door, eventHandler, numbered, Rig, textOf } from './rig';

onEveryBroker(({ name, bootstrap }) => {
  let rig: Rig;
  let topic: string;
  const lags = new Map<number, Lag | undefined>();

  beforeEach(async () => {
    rig = await Rig.start(bootstrap());
    topic = `lag-${randomUUID()}`;
    lags.clear();
    await rig.admin.createTopics({ topics: [{ topic, numPartitions: 1 }] });
  });
  afterEach(() => rig.end());

  /** A worker that handles one record at a time, each when the door is open. */
  async function listen(door: Door) {
    const seen: string[] = [];
    const lag = (_topic: string, partition: number, behind: Lag | undefined): void => void lags.set(partition, behind);
    const bus = rig.idleBus(
      { groupId: `group-${topic}`, lookForTopicsMs: 200, maxInFlight: 1 },
      { metrics: { ...NO_METRICS, lag } },
    );
    const take = async (text: string) => {
      seen.push(text);
      await door.opened;
      return [];
    };
    bus.start(new Map([[topic, eventHandler('news', textOf, take)]]));
    await eventually('it is ready', () => busReadiness(bus).status === 'up', 30_000);
    return { bus, seen };
  }

  const isBehind = (records: number, partition = 0) =>
    eventually(`${records} are waiting`, () => lags.get(partition)?.records === records, 20_000);

  it('is true while nothing is taken, grows older, and ends', async () => {
    const door = new Door();
    const { bus, seen } = await listen(door);
    for (const value of numbered(7)) await rig.publish(topic, value);
    await eventually('one is in work', () => seen.length === 1);
    await isBehind(7);
    const first = lags.get(0)?.seconds ?? 0;
    await eventually('it grows older', () => (lags.get(0)?.seconds ?? 0) > first, 20_000);
    door.open();
    await isBehind(0);
    expect(lags.get(0)).toEqual({ records: 0, seconds: 0 });
    await bus.stop();
  });

  it('is true after a restart, by the time of the first record that waits', async () => {
    const before = await listen(new Door());
    await rig.publish(topic, 'first');
    await eventually('it is in work', () => before.seen.length === 1);
    const waitingSince = Date.now();
    for (const value of numbered(2)) await rig.publish(topic, value);
    await isBehind(3);
    await Promise.all([before.bus.stop(), eventually('some time passes', () => Date.now() - waitingSince > 2_000)]);
    lags.clear();
    const door = new Door();
    const { bus } = await listen(door);
    await isBehind(3);
    expect(lags.get(0)?.seconds).toBeGreaterThan(2);
    expect(lags.get(0)?.seconds).toBeLessThan((Date.now() - waitingSince) / 1_000 + 10);
    door.open();
    await isBehind(0);
    await bus.stop();
  });

  it('is true of partitions that are new', async () => {
    const door = new Door();
    const { bus } = await listen(door);
    await rig.admin.createPartitions({ topicPartitions: [{ topic, count: 2 }] });
    await eventually('a record can be sent', () => rig.publish(topic, 'news', 1).then(() => true), 20_000);
    await isBehind(1, 1);
    door.open();
    await isBehind(0, 1);
    await bus.stop();
  });

  // The local broker keeps no transactions.
  if (name !== 'local')
    it('ends behind transactions, whose markers are records that nobody handles', async () => {
      const door = new Door();
      door.open();
      const { bus, seen } = await listen(door);
      const client = new Kafka({ brokers: [rig.bootstrap], logLevel: logLevel.NOTHING });
      const producer = client.producer({ transactionalId: topic, idempotent: true, maxInFlightRequests: 1 });
      await producer.connect();
      for (const end of ['abort', 'commit', 'abort'] as const) {
        const transaction = await producer.transaction();
        await transaction.send({ topic, messages: [{ value: end }] });
        await transaction[end]();
      }
      await producer.disconnect();
      await eventually('what was committed is handled', () => seen.length === 1);
      await isBehind(0);
      const { offset } = (await rig.admin.fetchTopicOffsets(topic))[0]!;
      expect([offset, seen]).toEqual(['6', ['commit']]);
      await bus.stop();
    });
});
