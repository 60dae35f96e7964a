import { ConfigResourceTypes } from 'kafkajs';
import { errorTypes, name, planOf, Session } from './session';

export function describeTopics(session: () => Session, autoCreate: boolean): void {
  const create = (topic: string, partitions = 1, config = {}, more = {}): Promise<boolean> =>
    session().admin.createTopics({ topics: [{ ...planOf(topic, partitions, config), ...more }] });
  const partitionsOf = async (topic: string): Promise<number[]> => {
    const { topics } = await session().admin.fetchTopicMetadata({ topics: [topic] });
    return topics[0]!.partitions.map((partition) => partition.partitionId).sort((a, b) => a - b);
  };
  const settingsOf = async (topic: string, configNames: string[]): Promise<unknown> => {
    const { resources } = await session().admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configNames }],
    });
    const entries = resources[0]!.configEntries.map((entry) => [entry.configName, entry.configValue, entry.isDefault]);
    return entries.sort((a, b) => String(a[0]).localeCompare(String(b[0])));
  };

  it('creates a topic with the partitions and settings asked for', async () => {
    const topic = name('topic');
    await expect(create(topic, 4, { 'retention.ms': '60000', 'compression.type': 'lz4' })).resolves.toBe(true);
    await expect(partitionsOf(topic)).resolves.toEqual([0, 1, 2, 3]);
    await expect(settingsOf(topic, ['retention.ms', 'compression.type', 'cleanup.policy'])).resolves.toEqual([
      ['cleanup.policy', 'delete', true],
      ['compression.type', 'lz4', false],
      ['retention.ms', '60000', false],
    ]);
    await expect(session().admin.listTopics()).resolves.toContain(topic);
  });

  it('reports the defaults of settings nobody set', async () => {
    const topic = await session().topic();
    const expected = [
      ['max.message.bytes', '1048588', true],
      ['retention.bytes', '-1', true],
      ['retention.ms', '604800000', true],
    ];
    await expect(
      settingsOf(
        topic,
        expected.map(([key]) => String(key)),
      ),
    ).resolves.toEqual(expected);
  });

  it('leaves an existing topic alone', async () => {
    const topic = await session().topic(2);
    await expect(create(topic, 5)).resolves.toBe(false);
    await expect(partitionsOf(topic)).resolves.toEqual([0, 1]);
  });

  it('refuses a name that differs from another only in dots and underscores', async () => {
    const topic = await session().topic();
    await create(`${topic}.v1`);
    await expect(errorTypes(create(`${topic}_v1`))).resolves.toEqual(['INVALID_TOPIC_EXCEPTION']);
  });

  it('lets such names pass within one request', async () => {
    const topic = await session().topic();
    const topics = [planOf(`${topic}.v1`, 1, {}), planOf(`${topic}_v1`, 1, {})];
    await expect(session().admin.createTopics({ topics })).resolves.toBe(true);
    await expect(session().admin.listTopics()).resolves.toEqual(
      expect.arrayContaining(topics.map((plan) => plan.topic)),
    );
  });

  it('does not know a topic with an impossible name', async () => {
    await expect(errorTypes(partitionsOf('no/topic'))).resolves.toEqual(['INVALID_TOPIC_EXCEPTION']);
  });

  it.each([
    ['a name with a slash', 'INVALID_TOPIC_EXCEPTION', (topic: string) => create(`${topic}/x`)],
    ['too many partitions', 'POLICY_VIOLATION', (topic: string) => create(topic, 10_001)],
    ['no partitions', 'INVALID_PARTITIONS', (topic: string) => create(topic, 0)],
    [
      'more replicas than brokers',
      'INVALID_REPLICATION_FACTOR',
      (topic: string) => create(topic, 1, {}, { replicationFactor: 9 }),
    ],
    ['an unknown setting', 'INVALID_CONFIG', (topic: string) => create(topic, 1, { 'no.such.setting': '1' })],
    ['a malformed setting', 'INVALID_CONFIG', (topic: string) => create(topic, 1, { 'retention.ms': 'soon' })],
  ])('refuses %s with %s', async (_what, type, action) => {
    await expect(errorTypes(action(name('topic')))).resolves.toEqual([type]);
  });

  it('only checks when asked to validate only', async () => {
    const topic = name('topic');
    await session().admin.createTopics({ validateOnly: true, waitForLeaders: false, topics: [planOf(topic, 1, {})] });
    await expect(session().admin.listTopics()).resolves.not.toContain(topic);
  });

  it('adds partitions and never takes any away', async () => {
    const topic = await session().topic(2);
    const grow = (count: number): Promise<unknown> =>
      session().admin.createPartitions({ topicPartitions: [{ topic, count }] });
    await grow(3);
    await expect(partitionsOf(topic)).resolves.toEqual([0, 1, 2]);
    await expect(errorTypes(grow(3))).resolves.toEqual(['INVALID_PARTITIONS']);
    await expect(errorTypes(grow(1))).resolves.toEqual(['INVALID_PARTITIONS']);
  });

  it('forgets a deleted topic', async () => {
    const topic = await session().topic();
    await session().admin.deleteTopics({ topics: [topic] });
    await expect(errorTypes(partitionsOf(topic))).resolves.toEqual(['UNKNOWN_TOPIC_OR_PARTITION']);
    await expect(errorTypes(session().admin.deleteTopics({ topics: [topic] }))).resolves.toEqual([
      'UNKNOWN_TOPIC_OR_PARTITION',
    ]);
  });

  it('creates an unknown topic for a producer where it is set to, and only there', async () => {
    const topic = name('topic');
    const producer = await session().producer();
    const sending = producer.send({ topic, messages: [{ value: 'first' }] }).then(() => true);
    await expect(sending.catch(() => false)).resolves.toBe(autoCreate);
    expect((await session().admin.listTopics()).includes(topic)).toBe(autoCreate);
  });
}
