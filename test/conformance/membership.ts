import { ERROR } from '../../tools/local-broker/src/apis';
import { eventually } from '../support/eventually';
import { commit, heartbeat, join, joinAlone, leave, sync } from './raw-member';
import { name, Session } from './session';

export function describeMembership(session: () => Session): void {
  it('lets only the current generation of a member commit', async () => {
    const topic = await session().topic();
    const client = await session().raw();
    const membership = await joinAlone(client, name('group'));
    const { generation } = membership;
    await expect(commit(client, membership, topic, 5)).resolves.toBe(0);
    await expect(commit(client, { ...membership, generation: generation - 1 }, topic, 6)).resolves.toBe(
      ERROR.ILLEGAL_GENERATION,
    );
    await expect(commit(client, { ...membership, memberId: 'stranger' }, topic, 6)).resolves.toBe(
      ERROR.UNKNOWN_MEMBER_ID,
    );
    await expect(commit(client, { ...membership, memberId: '', generation: -1 }, topic, 6)).resolves.toBe(
      ERROR.UNKNOWN_MEMBER_ID,
    );
    await expect(commit(client, membership, name('topic'), 6)).resolves.toBe(ERROR.UNKNOWN_TOPIC_OR_PARTITION);
    const [found] = await session().admin.fetchOffsets({ groupId: membership.group, topics: [topic] });
    expect(found!.partitions[0]!.offset).toBe('5');
  });

  it('refuses a commit for a generation of a group that does not exist', async () => {
    const topic = await session().topic();
    const client = await session().raw();
    const stranger = { group: name('group'), memberId: 'stranger', generation: 3 };
    await expect(commit(client, stranger, topic, 1)).resolves.toBe(ERROR.ILLEGAL_GENERATION);
  });

  it('refuses commits between join and sync', async () => {
    const topic = await session().topic();
    const client = await session().raw();
    const group = name('group');
    const joined = await join(client, { group });
    expect(joined).toMatchObject({ error: 0, generation: 1, leader: joined.memberId, members: [joined.memberId] });
    await expect(commit(client, { group, ...joined }, topic, 1)).resolves.toBe(ERROR.REBALANCE_IN_PROGRESS);
    await sync(client, { group, ...joined }, joined.members);
    await expect(commit(client, { group, ...joined }, topic, 1)).resolves.toBe(0);
  });

  it('tells the members at their heartbeat that another one joins, and waits for them', async () => {
    const group = name('group');
    const [one, other] = [await session().raw(), await session().raw()];
    const first = await joinAlone(one, group);
    await expect(heartbeat(one, first)).resolves.toBe(0);
    const joining = join(other, { group });
    await eventually('the group rebalances', async () => (await heartbeat(one, first)) === ERROR.REBALANCE_IN_PROGRESS);
    const leader = await join(one, { group, memberId: first.memberId });
    const follower = await joining;
    expect(leader).toMatchObject({ error: 0, generation: first.generation + 1, leader: first.memberId });
    expect([...leader.members].sort()).toEqual([first.memberId, follower.memberId].sort());
    expect(follower).toMatchObject({ error: 0, generation: leader.generation, leader: first.memberId, members: [] });

    const followerSync = sync(other, { group, ...follower }, []);
    await expect(sync(one, { group, ...leader }, leader.members)).resolves.toEqual({
      error: 0,
      assignment: leader.memberId,
    });
    await expect(followerSync).resolves.toEqual({ error: 0, assignment: follower.memberId });
  });

  it('answers members of the past', async () => {
    const group = name('group');
    const client = await session().raw();
    const membership = await joinAlone(client, group);
    const stale = { ...membership, generation: membership.generation - 1 };
    const stranger = { ...membership, memberId: 'stranger' };
    await expect(heartbeat(client, stale)).resolves.toBe(ERROR.ILLEGAL_GENERATION);
    await expect(heartbeat(client, stranger)).resolves.toBe(ERROR.UNKNOWN_MEMBER_ID);
    await expect(sync(client, stale, [])).resolves.toMatchObject({ error: ERROR.ILLEGAL_GENERATION });
    await expect(sync(client, stranger, [])).resolves.toMatchObject({ error: ERROR.UNKNOWN_MEMBER_ID });
    await expect(join(client, { group, memberId: 'stranger' })).resolves.toMatchObject({
      error: ERROR.UNKNOWN_MEMBER_ID,
    });
    await expect(leave(client, stranger)).resolves.toBe(ERROR.UNKNOWN_MEMBER_ID);
    await expect(leave(client, membership)).resolves.toBe(0);
    await expect(heartbeat(client, membership)).resolves.toBe(ERROR.UNKNOWN_MEMBER_ID);
  });

  it('knows no member of a group that does not exist', async () => {
    const client = await session().raw();
    const stranger = { group: name('group'), memberId: 'stranger', generation: 1 };
    const nameless = { ...stranger, group: '' };
    await expect(heartbeat(client, stranger)).resolves.toBe(ERROR.UNKNOWN_MEMBER_ID);
    await expect(sync(client, stranger, [])).resolves.toMatchObject({ error: ERROR.UNKNOWN_MEMBER_ID });
    await expect(leave(client, stranger)).resolves.toBe(ERROR.UNKNOWN_MEMBER_ID);
    await expect(join(client, stranger)).resolves.toMatchObject({ error: ERROR.UNKNOWN_MEMBER_ID });
    await expect(heartbeat(client, nameless)).resolves.toBe(ERROR.INVALID_GROUP_ID);
  });

  it('takes the commit of a member while others join, and goes on when it leaves', async () => {
    const [group, topic] = [name('group'), await session().topic()];
    const [one, other] = [await session().raw(), await session().raw()];
    const first = await joinAlone(one, group);
    const joining = join(other, { group });
    await eventually('the group rebalances', async () => (await heartbeat(one, first)) === ERROR.REBALANCE_IN_PROGRESS);
    await expect(commit(one, first, topic, 3)).resolves.toBe(0);
    await expect(sync(one, first, [])).resolves.toMatchObject({ error: ERROR.REBALANCE_IN_PROGRESS });
    await expect(leave(one, first)).resolves.toBe(0);
    const alone = await joining;
    expect(alone).toMatchObject({ error: 0, leader: alone.memberId, members: [alone.memberId] });
  });

  it('answers a join repeated before the sync with the same generation', async () => {
    const group = name('group');
    const client = await session().raw();
    const joined = await join(client, { group });
    await expect(join(client, { group, memberId: joined.memberId })).resolves.toEqual(joined);
  });

  it('gives a new generation when the leader joins again', async () => {
    const group = name('group');
    const client = await session().raw();
    const { memberId, generation } = await joinAlone(client, group);
    await expect(join(client, { group, memberId })).resolves.toMatchObject({ error: 0, generation: generation + 1 });
  });

  it('chooses an assignor all members know, and refuses a member without a common one', async () => {
    const group = name('group');
    const [one, other, third] = [await session().raw(), await session().raw(), await session().raw()];
    const first = await join(one, { group, protocols: ['a', 'b'] });
    expect(first.protocol).toBe('a');
    await sync(one, { group, ...first }, [first.memberId]);
    await expect(join(third, { group, protocols: ['c'] })).resolves.toMatchObject({
      error: ERROR.INCONSISTENT_GROUP_PROTOCOL,
    });
    const joining = join(other, { group, protocols: ['b'] });
    await eventually(
      'the group rebalances',
      async () => (await heartbeat(one, { group, ...first })) === ERROR.REBALANCE_IN_PROGRESS,
    );
    await expect(join(one, { group, memberId: first.memberId, protocols: ['a', 'b'] })).resolves.toMatchObject({
      protocol: 'b',
    });
    await expect(joining).resolves.toMatchObject({ error: 0, protocol: 'b' });
  });

  it('refuses a nameless group and an impossible session timeout', async () => {
    const client = await session().raw();
    await expect(join(client, { group: '' })).resolves.toMatchObject({ error: ERROR.INVALID_GROUP_ID });
    await expect(join(client, { group: name('group'), sessionTimeoutMs: 0 })).resolves.toMatchObject({
      error: ERROR.INVALID_SESSION_TIMEOUT,
    });
  });
}
