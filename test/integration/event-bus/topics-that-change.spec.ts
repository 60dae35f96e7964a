import { randomUUID } from 'node:crypto';
import { topicCatalog } from '#contracts';
import { busReadiness, KafkaConnection, OTHER_TOPICS, type Bus, type EventOrder, type GroupSettings } from '#event-bus';
import { startLocalBroker } from '../../../tools/local-broker/src';
import { onEveryBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { eventHandler, Door, numbered, Rig, textOf } from './rig';

const LOOK_MS = 200;

onEveryBroker(({ name, bootstrap }) => {
  let rig: Rig;
  let tag: string;
  let buses: Bus[] = [];

  beforeEach(async () => {
    rig = await Rig.start(bootstrap());
    tag = randomUUID().slice(0, 8);
  });

  afterEach(async () => {
    await Promise.all(buses.map((bus) => bus.stop()));
    buses = [];
    await rig.end();
  });

  /** Repeated until it is there: a topic that is being deleted is in the way for a moment. */
  const create = async (topic: string, numPartitions = 1): Promise<void> => {
    await eventually('the topic is made', async () => {
      await rig.admin.createTopics({ topics: [{ topic, numPartitions }] }).catch(() => false);
      const { topics } = await rig.admin.fetchTopicMetadata({ topics: [topic] });
      return topics[0]?.partitions.length === numPartitions;
    });
  };

  /** A worker that notes the values it sees; `handle` may hold it up. */
  function listen(
    topics: readonly string[],
    settings: Partial<GroupSettings> = {},
    handle: (value: string) => Promise<void> = () => Promise.resolve(),
    order: EventOrder = 'key',
  ) {
    const seen: string[] = [];
    const log: string[] = [];
    const note = (facts: object, message: string): void => void log.push(`${message} ${JSON.stringify(facts)}`);
    const bus = rig.idleBus(
      { groupId: `group-${tag}`, lookForTopicsMs: LOOK_MS, ...settings },
      {
        log: { debug: () => undefined, info: note, warn: note, error: note },
        otherTopics: (topic) => topic.startsWith(`${tag}-any-`),
      },
    );
    const take = async (text: string) => {
      seen.push(text);
      await handle(text);
      return [];
    };
    bus.start(new Map(topics.map((topic) => [topic, eventHandler(`news of ${topic}`, textOf, take, order)])));
    buses.push(bus);
    return { bus, seen, log };
  }

  const ready = (bus: Bus) => eventually('it is ready', () => busReadiness(bus).status === 'up');
  const committed = async (topic: string, partition = 0): Promise<number> => {
    const [found] = await rig.admin.fetchOffsets({ groupId: `group-${tag}`, topics: [topic] });
    return Number(found?.partitions.find((one) => one.partition === partition)?.offset ?? -1);
  };

  it('a topic that is deleted stops no other, is not made by us, and is served when it is back', async () => {
    const [gone, kept] = [`${tag}-gone`, `${tag}-kept`];
    await create(gone);
    await create(kept);
    const { bus, seen, log } = listen([gone, kept]);
    await ready(bus);
    await rig.publish(gone, 'before');
    await eventually('it works', () => seen.includes('before'));
    await rig.admin.deleteTopics({ topics: [gone] });
    await eventually('it is noticed', () => log.some((line) => line.startsWith('topics are missing')));
    for (const value of numbered(5, 'other-')) await rig.publish(kept, value);
    await eventually(
      'the other topic is served',
      () => seen.filter((value) => value.startsWith('other-')).length === 5,
    );
    expect(busReadiness(bus)).toEqual({ status: 'up', missing_topics_for: [`news of ${gone}`] });
    expect(await rig.admin.listTopics()).not.toContain(gone);
    expect(log.filter((line) => line.startsWith('the consumer left the group'))).toEqual([]);

    await create(gone, 2);
    await eventually('a record can be sent', () => rig.publish(gone, 'after').then(() => true));
    await eventually('the new topic is served', () => seen.includes('after'));
    expect(busReadiness(bus)).toEqual({ status: 'up' });
  });

  it('a topic that is made again is read from its beginning, also where the old position exists in it', async () => {
    const topic = `${tag}-again`;
    await create(topic);
    const { bus, seen } = listen([topic], { fromBeginning: false });
    await ready(bus);
    for (const value of numbered(5, 'old-')) await rig.publish(topic, value);
    await eventually('the old ones are committed', async () => (await committed(topic)) === 5);
    await rig.admin.deleteTopics({ topics: [topic] });
    // Only topic ids can tell what was made again between two looks.
    if (name === 'local') await eventually('it is noticed', () => bus.condition.missing.length === 1);
    await create(topic);
    const values = numbered(20, 'new-');
    for (const value of values)
      await eventually('a record can be sent', () => rig.publish(topic, value).then(() => true));
    await eventually('all are served', () => values.every((value) => seen.includes(value)));
    await eventually('all are committed', async () => (await committed(topic)) === 20);
  });

  // Only topic ids can tell.
  if (name !== 'local')
    it('a topic that was made again is told to whoever keeps positions from one consumer to the next', async () => {
      const topic = `${tag}-kept`;
      await create(topic);
      const connection = new KafkaConnection(
        { brokers: [bootstrap()], clientId: tag, ssl: false },
        { debug: () => undefined },
      );
      const options = { groupId: `group-${tag}`, topics: [topic], fromBeginning: true, sessionTimeoutMs: 10_000 };
      const replacedBy = async (topicIds: Map<string, string>): Promise<readonly string[]> => {
        const [started, replaced]: string[][] = [[], []];
        const none = () => undefined;
        const subscription = await connection.subscribe(options, {
          topicIds,
          onStart: (start) => void started!.push(start.topic),
          onReplaced: (name) => void replaced!.push(name),
          onBatch: () => Promise.resolve(null),
          onRebalance: none,
          onAssigned: none,
          onContact: none,
          onCrash: none,
        });
        await eventually('reading begins', () => started!.length > 0);
        await subscription.stop();
        return replaced!;
      };
      const [kept, forgotten] = [new Map<string, string>(), new Map<string, string>()];
      expect(await replacedBy(kept)).toEqual([]);
      await rig.admin.deleteTopics({ topics: [topic] });
      await create(topic);
      expect(await replacedBy(forgotten)).toEqual([]);
      expect(await replacedBy(kept)).toEqual([topic]);
      expect(await replacedBy(kept)).toEqual([]);
    });

  it('a partition that is added is read from its beginning, whatever the reset policy', async () => {
    const topic = `${tag}-grown`;
    await create(topic);
    const { bus, seen } = listen([topic], { fromBeginning: false });
    await ready(bus);
    await eventually('its position is committed', async () => (await committed(topic)) === 0);
    await rig.admin.createPartitions({ topicPartitions: [{ topic, count: 3 }] });
    const values = numbered(3);
    for (const [partition, value] of values.entries()) {
      await rig.publish(topic, value, partition);
    }
    await eventually('all are served', () => values.every((value) => seen.includes(value)));
  });

  it('a topic that appears is read from its beginning, whatever the reset policy', async () => {
    const [first, second] = [`${tag}-first`, `${tag}-second`];
    await create(first);
    const { bus, seen } = listen([first, second], { fromBeginning: false });
    await ready(bus);
    await create(second);
    await rig.publish(second, 'news');
    await eventually('it is served', () => seen.includes('news'));
  });

  it('other topics that are wanted are taken in, those that appear from their beginning; the rest is left alone', async () => {
    const [first, second, left] = [`${tag}-any-first`, `${tag}-any-second`, `${tag}-left`];
    await create(first);
    await create(left);
    const { bus, seen } = listen([OTHER_TOPICS], { fromBeginning: false });
    await ready(bus);
    await create(second);
    for (const topic of [first, second, left]) {
      await eventually('a record can be sent', () => rig.publish(topic, topic).then(() => true));
    }
    await eventually('both are served', () => seen.length === 2);
    expect([...seen].sort()).toEqual([first, second]);
    expect(await committed(left)).toBe(-1);
  });

  it('where arrival is the order, records of one key do not wait for each other', async () => {
    const topic = `${tag}-arrival`;
    await create(topic);
    const door = new Door();
    const { bus, seen } = listen([topic], {}, () => door.opened, 'arrival');
    await ready(bus);
    const values = numbered(50);
    await rig.publishAll(
      topic,
      values.map((value) => ({ key: 'same', value })),
    );
    await eventually('all are begun', () => seen.length === 50);
    expect(seen).toEqual(values);
    door.open();
    await eventually('all are committed', async () => (await committed(topic)) === 50);
  });

  it('nothing is lost from the moment of assignment, with `latest` too', async () => {
    const topic = `${tag}-latest`;
    await create(topic, 2);
    await rig.publish(topic, 'history', 0);
    const first = listen([topic], { fromBeginning: false });
    await ready(first.bus);
    await eventually(
      'both positions are committed',
      async () => (await committed(topic, 0)) === 1 && (await committed(topic, 1)) === 0,
    );
    await first.bus.stop();
    await rig.publish(topic, 'news 0', 0);
    await rig.publish(topic, 'news 1', 1);
    const second = listen([topic], { fromBeginning: false });
    await eventually('both are served', () => second.seen.length === 2);
    expect([...second.seen].sort()).toEqual(['news 0', 'news 1']);
    expect(first.seen).toEqual([]);
  });

  it('a key with a long queue costs no other key its turn, and keeps its order', async () => {
    const topic = `${tag}-hot`;
    await create(topic);
    const door = new Door();
    const { bus, seen } = listen([topic], { maxInFlight: 4 }, (value) =>
      value.startsWith('hot') ? door.opened : Promise.resolve(),
    );
    await ready(bus);
    const hot = numbered(3_000, 'hot-');
    const others = numbered(50, 'other-');
    await rig.publishAll(topic, [
      ...hot.map((value) => ({ key: 'hot', value })),
      ...others.map((value) => ({ key: value, value })),
    ]);
    await eventually('all others are served', () => others.every((value) => seen.includes(value)));
    expect(seen.filter((value) => value.startsWith('hot'))).toEqual(['hot-0']);
    expect(bus.condition.inFlight).toBeLessThan(1_000);
    await rig.publishAll(topic, [{ key: 'late', value: 'late' }]);
    await eventually('a later one is served', () => seen.includes('late'));
    door.open();
    await eventually('all are served', () => seen.length === hot.length + others.length + 1);
    expect(seen.filter((value) => value.startsWith('hot'))).toEqual(hot);
    await eventually('all are committed', async () => (await committed(topic)) === seen.length);
  });
});

it('a reply topic that vanishes is made again as the catalog has it, and the reply is delivered', async () => {
  const broker = await startLocalBroker();
  const rig = await Rig.start(broker.bootstrap);
  const group = await rig.group();
  const { bus } = rig.worker({ group });
  await rig.send('before');
  await eventually('it works', () => rig.answered(['before']));
  await rig.admin.deleteTopics({ topics: [rig.route.response] });
  const end = await rig.send('after');
  await eventually('it is settled', async () => (await rig.committed(group)) === end + 1);
  const { topics } = await rig.admin.fetchTopicMetadata({ topics: [rig.route.response] });
  const wanted = topicCatalog().find(({ name }) => name === rig.route.response);
  expect(topics[0]?.partitions).toHaveLength(wanted?.partitions ?? 0);
  expect(busReadiness(bus)).toEqual({ status: 'up' });
  await rig.end();
  await broker.stop();
});
