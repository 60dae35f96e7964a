import { eventually } from '../support/eventually';
import { commitFromOutside, joinAlone } from './raw-member';
import { errorTypes, name, Session } from './session';

export function describeGroups(session: () => Session): void {
  const describe = async (groupId: string): Promise<{ state: string; members: readonly unknown[] }> => {
    const group = (await session().admin.describeGroups([groupId])).groups[0]!;
    return { state: group.state, members: group.members };
  };
  const send = async (topic: string, messages: Array<{ value: string; partition?: number }>): Promise<void> => {
    const producer = await session().producer();
    await producer.send({ topic, messages });
  };
  const stableWith = (groupId: string, members: number): Promise<unknown> =>
    eventually(`the group has ${members} members`, async () => {
      const { state, members: present } = await describe(groupId);
      return state === 'Stable' && present.length === members;
    });

  it('shares partitions between members and gives them back when one leaves', async () => {
    const [topic, groupId] = [await session().topic(2), name('group')];
    const one = await session().consume(topic, groupId);
    await stableWith(groupId, 1);
    const other = await session().consume(topic, groupId);
    await stableWith(groupId, 2);
    await send(topic, [
      { value: 'a', partition: 0 },
      { value: 'b', partition: 1 },
    ]);
    await eventually('each has one record', () => one.received.length === 1 && other.received.length === 1);
    await other.consumer.disconnect();
    await stableWith(groupId, 1);
    await send(topic, [
      { value: 'c', partition: 0 },
      { value: 'd', partition: 1 },
    ]);
    await eventually('one has the rest', () => one.received.length === 3);
  });

  it('takes over from a member that vanished, once its session has timed out', async () => {
    const [topic, groupId] = [await session().topic(), name('group')];
    await send(topic, [{ value: 'a' }]);
    const vanishing = await session().raw();
    await joinAlone(vanishing, groupId, ['RoundRobinAssigner']);
    vanishing.close();
    const begun = performance.now();
    const { received } = await session().consume(topic, groupId);
    await eventually('the record comes', () => received.length === 1);
    expect(performance.now() - begun).toBeGreaterThan(4000);
  });

  it('resumes a group where it committed', async () => {
    const [topic, groupId] = [await session().topic(), name('group')];
    await send(topic, [{ value: 'a' }, { value: 'b' }]);
    const before = await session().consume(topic, groupId);
    await eventually('both records come', () => before.received.length === 2);
    await before.consumer.disconnect();
    await expect(commitFromOutside(await session().raw(), groupId, topic, 1)).resolves.toBe(0);
    const after = await session().consume(topic, groupId);
    await eventually('the rest comes', () => after.received.length === 1);
    expect(String(after.received[0]!.message.value)).toBe('b');
  });

  it('tells committed offsets, and -1 where there are none', async () => {
    const [topic, groupId] = [await session().topic(2), name('group')];
    await expect(commitFromOutside(await session().raw(), groupId, topic, 7)).resolves.toBe(0);
    const [found] = await session().admin.fetchOffsets({ groupId, topics: [topic] });
    const offsets = new Map(found!.partitions.map(({ partition, offset }) => [partition, offset]));
    expect([offsets.get(0), offsets.get(1)]).toEqual(['7', '-1']);
    await expect(session().admin.fetchOffsets({ groupId })).resolves.toMatchObject([
      { topic, partitions: [{ partition: 0, offset: '7' }] },
    ]);
  });

  it('lets an admin move the committed offset of an empty group', async () => {
    const [topic, groupId] = [await session().topic(), name('group')];
    await session().admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: '3' }] });
    await expect(session().admin.fetchOffsets({ groupId, topics: [topic] })).resolves.toMatchObject([
      { topic, partitions: [{ partition: 0, offset: '3' }] },
    ]);
  });

  it('forgets committed offsets together with their topic', async () => {
    const [topic, groupId] = [await session().topic(), name('group')];
    await commitFromOutside(await session().raw(), groupId, topic, 7);
    await session().admin.deleteTopics({ topics: [topic] });
    await eventually(
      'the offsets are gone',
      async () => (await session().admin.fetchOffsets({ groupId })).length === 0,
    );
  });

  it('lists and describes a group, and deletes it only when it is empty', async () => {
    const [topic, groupId] = [await session().topic(), name('group')];
    const { consumer } = await session().consume(topic, groupId);
    await stableWith(groupId, 1);
    const { groups } = await session().admin.listGroups();
    expect(groups).toContainEqual(expect.objectContaining({ groupId, protocolType: 'consumer' }));
    await expect(errorTypes(session().admin.deleteGroups([groupId]))).resolves.toEqual(['NON_EMPTY_GROUP']);
    await consumer.disconnect();
    await eventually('the group is empty', async () => (await describe(groupId)).state === 'Empty');
    await session().admin.deleteGroups([groupId]);
    await expect(describe(groupId)).resolves.toEqual({ state: 'Dead', members: [] });
  });

  it('calls a group it never saw dead, and cannot delete it', async () => {
    const groupId = name('group');
    await expect(describe(groupId)).resolves.toEqual({ state: 'Dead', members: [] });
    await expect(errorTypes(session().admin.deleteGroups([groupId]))).resolves.toEqual(['GROUP_ID_NOT_FOUND']);
  });
}
