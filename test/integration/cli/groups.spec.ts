import { randomUUID } from 'node:crypto';
import { Kafka, logLevel, type Admin, type Consumer } from 'kafkajs';
import { KafkaConnection, type Position } from '#event-bus';
import { onEveryBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { commitFromOutside } from '../main-job/group-offsets';
import { documents, omni, type Ended } from './omni';

onEveryBroker((broker) => {
  let kafka: Kafka;
  let admin: Admin;
  let topic: string;
  let group: string;
  const consumers: Consumer[] = [];

  beforeAll(async () => {
    kafka = new Kafka({ brokers: [broker.bootstrap()], logLevel: logLevel.NOTHING });
    admin = kafka.admin();
    await admin.connect();
  });
  afterAll(() => admin.disconnect());
  beforeEach(async () => {
    [topic, group] = [`t-${randomUUID()}`, `g-${randomUUID()}`];
    await admin.createTopics({ topics: [{ topic, numPartitions: 2 }] });
    const producer = kafka.producer();
    await producer.connect();
    for (const [partition, count] of [5, 3].entries()) {
      await producer.send({ topic, messages: Array.from({ length: count }, (_, n) => ({ partition, value: `${n}` })) });
    }
    await producer.disconnect();
  });
  afterEach(async () => {
    await Promise.all(consumers.splice(0).map((consumer) => consumer.disconnect()));
    await admin.deleteTopics({ topics: [topic] });
  });

  function groups(...argv: string[]): Promise<Ended> {
    return omni(['groups', ...argv, '--brokers', broker.bootstrap()]);
  }

  const commit = (...offsets: string[]): Promise<void> =>
    commitFromOutside(
      broker.bootstrap(),
      group,
      offsets.map((offset, partition) => ({ topic, partition, offset })),
    );

  async function positions(): Promise<string[]> {
    const [found] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
    return (found?.partitions ?? []).toSorted((a, b) => a.partition - b.partition).map(({ offset }) => offset);
  }

  async function join(): Promise<void> {
    const consumer = kafka.consumer({ groupId: group });
    consumers.push(consumer);
    await consumer.connect();
    await consumer.subscribe({ topic });
    const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
    await consumer.run({ autoCommit: false, eachMessage: () => Promise.resolve() });
    await joined;
  }

  it('lists groups with how far they are behind', async () => {
    await commit('4', '3');
    const { code, stdout } = await groups('ls', '--match', group);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${group}  Empty  0 members  1 record behind\n` });
    expect(documents((await groups('ls', '--match', group, '--output', 'json')).stdout)).toEqual([
      { group, state: 'Empty', members: 0, lag: 1, topics: [{ topic, lag: 1 }] },
    ]);
  });

  it('shows who reads a partition, where it is and what is left', async () => {
    await commit('4', '3');
    await join();
    const { code, stdout } = await groups('describe', group);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^${group} {2}Stable, 1 member, 1 record behind\n {2}#1 {2}kafkajs {2}`));
    expect(stdout).toMatch(new RegExp(`^${topic} +0 +4 +5 +1 +#1\n${topic} +1 +3 +3 +0 +#1$`, 'm'));
    const [described] = documents((await groups('describe', group, '--output', 'json')).stdout);
    expect(described).toMatchObject({ members: [{ clientId: 'kafkajs' }], positions: [{ partition: 0, lag: 1 }, {}] });
  });

  it('says where a group would go and moves it when that is meant', async () => {
    await commit('4', '3');
    const planned = await groups('seek', group, '--to', 'earliest');
    expect(planned).toMatchObject({ code: 0, stderr: 'Nothing was moved: --yes does it.\n' });
    expect(planned.stdout).toMatch(new RegExp(`^${topic} +0 +4 +0\n${topic} +1 +3 +0$`, 'm'));
    expect(await positions()).toEqual(['4', '3']);
    expect(await groups('seek', group, '--to', 'earliest', '--yes')).toMatchObject({ code: 0, stderr: '' });
    expect(await positions()).toEqual(['0', '0']);
  });

  it.each([
    [
      ['--to', 'latest'],
      ['5', '3'],
    ],
    [
      ['--to', 'end', '--partition', '1'],
      ['1', '3'],
    ],
    [
      ['--to', '4'],
      ['4', '3'],
    ],
    [
      ['--to', '2000-01-01T00:00:00Z'],
      ['0', '0'],
    ],
    [
      ['--to', '2999-01-01T00:00:00Z'],
      ['5', '3'],
    ],
  ])('goes to %j', async (argv, expected) => {
    await commit('1', '1');
    expect(await groups('seek', group, ...argv, '--yes')).toMatchObject({ code: 0 });
    expect(await positions()).toEqual(expected);
  });

  it('places a group that has read nothing yet on the topic that is named', async () => {
    expect(await groups('seek', group, '--to', 'latest', '--yes')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('name one: --topic TOPIC'),
    });
    await groups('seek', group, '--to', 'latest', '--topic', topic, '--yes');
    expect(await positions()).toEqual(['5', '3']);
  });

  it('neither moves nor deletes a group that has members', async () => {
    await commit('4', '3');
    await join();
    for (const argv of [
      ['seek', group, '--to', 'earliest'],
      ['delete', group],
    ]) {
      expect(await groups(...argv)).toMatchObject({ code: 0, stderr: expect.stringContaining('stopped first') });
      const refused = await groups(...argv, '--yes');
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining(`${group} has 1 members: kafkajs`) });
    }
    expect(await positions()).toEqual(['4', '3']);
    const connection = new KafkaConnection(
      { brokers: [broker.bootstrap()], clientId: group },
      { debug: () => undefined },
    );
    const moved = connection.administration.moveGroup(group, [{ topic, partition: 0, offset: '0' } satisfies Position]);
    await expect(moved).rejects.toThrow(/member/);
    connection.end();
  });

  it('deletes a group when that is meant', async () => {
    await commit('4', '3');
    expect((await groups('delete', group)).stdout).toBe(`would delete ${group} with its offsets on 2 partitions\n`);
    expect(await groups('delete', group, '--yes')).toMatchObject({ code: 0, stderr: '' });
    await eventually('the group is gone', async () => {
      const listed = await admin.listGroups();
      return !listed.groups.some(({ groupId }) => groupId === group);
    });
    expect(await groups('delete', `${group}x`)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('there is no group'),
    });
  });
});
