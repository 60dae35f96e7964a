import * as fc from 'fast-check';
import { ERROR } from './apis';
import { Group } from './group';
import { Client, DELAY_MS, REBALANCE_MS, Schedule, SESSION_MS } from './group.fixture';

function stableGroup(size: number): { group: Group; clients: Client[]; now: number } {
  const group = new Group(DELAY_MS);
  const clients = Array.from({ length: size }, (_, at) => new Client(group, `member-${at}`).join(0));
  group.tick(DELAY_MS);
  clients.forEach((client) => client.sync(DELAY_MS));
  return { group, clients, now: DELAY_MS };
}

describe('a consumer group', () => {
  it('gathers its first members for the initial delay and makes one of them the leader', () => {
    const group = new Group(DELAY_MS);
    const [one, other] = [new Client(group, 'one').join(0), new Client(group, 'other').join(20)];
    expect(group.nextDeadline()).toBe(DELAY_MS);
    group.tick(DELAY_MS - 1);
    expect([one.waiting, other.waiting]).toEqual([true, true]);
    group.tick(DELAY_MS);
    expect(one.joined).toMatchObject({ error: 0, generation: 1, leader: 'one', memberId: 'one', protocol: 'range' });
    expect(one.joined!.members.map(({ id }) => id)).toEqual(['one', 'other']);
    expect(other.joined).toMatchObject({ error: 0, generation: 1, leader: 'one', memberId: 'other', members: [] });
  });

  it('hands out what the leader assigned, also to members that ask later', () => {
    const { group, clients } = stableGroup(2);
    expect(clients.map((client) => String(client.synced!.assignment))).toEqual(['for member-0', 'for member-1']);
    expect(clients[1]!.sync(60).synced).toMatchObject({ error: 0, assignment: Buffer.from('for member-1') });
    expect(group.state).toBe('Stable');
  });

  it('asks everyone to join again when a member comes, at their next heartbeat', () => {
    const { group, clients, now } = stableGroup(2);
    const third = new Client(group, 'third').join(now);
    expect(clients.map((client) => client.heartbeat(now))).toEqual([
      ERROR.REBALANCE_IN_PROGRESS,
      ERROR.REBALANCE_IN_PROGRESS,
    ]);
    clients[0]!.join(now);
    expect(third.waiting).toBe(true);
    clients[1]!.join(now);
    expect(third.joined).toMatchObject({ error: 0, generation: 2, leader: 'member-0' });
  });

  it('goes on when the member everybody waits for leaves', () => {
    const { group, now } = stableGroup(1);
    const other = new Client(group, 'other').join(now);
    expect(other.waiting).toBe(true);
    expect(group.leave('member-0', now)).toBe(0);
    expect(other.joined).toMatchObject({ error: 0, generation: 2, leader: 'other' });
  });

  it('answers a join repeated before the sync with the same generation', () => {
    const group = new Group(DELAY_MS);
    const client = new Client(group, 'one').join(0);
    group.tick(DELAY_MS);
    expect(client.join(60).joined).toMatchObject({ error: 0, generation: 1, leader: 'one' });
    expect(client.sync(60).synced).toMatchObject({ error: 0 });
  });

  it('goes on without members that do not join again in time', () => {
    const { group, clients, now } = stableGroup(2);
    const third = new Client(group, 'third').join(now);
    for (let at = now; at < now + REBALANCE_MS; at += SESSION_MS / 2) {
      clients.forEach((client) => client.heartbeat(at));
      group.tick(at);
      expect(third.waiting).toBe(true);
    }
    group.tick(now + REBALANCE_MS);
    expect(third.joined).toMatchObject({ error: 0, generation: 2, leader: 'third' });
    expect([...group.members.keys()]).toEqual(['third']);
  });

  it('rebalances when a session times out and chooses a new leader', () => {
    const { group, clients, now } = stableGroup(2);
    clients[1]!.heartbeat(now + 900);
    group.tick(now + SESSION_MS);
    expect(clients[1]!.heartbeat(now + SESSION_MS)).toBe(ERROR.REBALANCE_IN_PROGRESS);
    clients[1]!.join(now + SESSION_MS);
    expect(clients[1]!.joined).toMatchObject({ error: 0, generation: 2, leader: 'member-1' });
  });

  it('answers a waiting sync with REBALANCE_IN_PROGRESS when the leader never syncs', () => {
    const group = new Group(DELAY_MS);
    const [, follower] = [new Client(group, 'leader').join(0), new Client(group, 'follower').join(0)];
    group.tick(DELAY_MS);
    follower.sync(DELAY_MS);
    expect(follower.waiting).toBe(true);
    group.tick(DELAY_MS + SESSION_MS);
    expect(follower.synced).toMatchObject({ error: ERROR.REBALANCE_IN_PROGRESS });
  });

  it('is empty after its last member left, one generation later', () => {
    const { group, now } = stableGroup(1);
    expect(group.leave('member-0', now)).toBe(0);
    expect(group).toMatchObject({ state: 'Empty', generation: 2, leader: '' });
    expect(group.nextDeadline()).toBe(Infinity);
  });

  it('takes commits of the current generation only, and of outsiders only while it is empty', () => {
    const group = new Group(DELAY_MS);
    expect(group.refuseCommit('', -1, 0)).toBe(0);
    const client = new Client(group, 'one').join(0);
    group.tick(DELAY_MS);
    expect(group.refuseCommit('one', 1, 60)).toBe(ERROR.REBALANCE_IN_PROGRESS);
    client.sync(60);
    expect(group.refuseCommit('one', 1, 60)).toBe(0);
    expect(group.refuseCommit('one', 0, 60)).toBe(ERROR.ILLEGAL_GENERATION);
    expect(group.refuseCommit('two', 1, 60)).toBe(ERROR.UNKNOWN_MEMBER_ID);
    expect(group.refuseCommit('', -1, 60)).toBe(ERROR.UNKNOWN_MEMBER_ID);
  });

  it('chooses the protocol most members prefer among those all of them know', () => {
    const group = new Group(DELAY_MS);
    const lists = [
      ['sticky', 'range', 'round'],
      ['round', 'range'],
      ['round', 'range', 'sticky'],
    ];
    const clients = lists.map((protocols, at) => new Client(group, `m${at}`).join(0, protocols));
    const stranger = new Client(group, 'stranger').join(0, ['mine']);
    group.tick(DELAY_MS);
    expect(clients.map((client) => client.joined!.protocol)).toEqual(['round', 'round', 'round']);
    expect(stranger.joined).toMatchObject({ error: ERROR.INCONSISTENT_GROUP_PROTOCOL });
  });

  it('comes to rest with every living member, whatever happened before', () => {
    const step = fc.record({
      what: fc.constantFrom('join', 'sync', 'heartbeat', 'leave', 'vanish', 'rebalance', 'wait'),
      who: fc.nat({ max: 4 }),
      ms: fc.nat({ max: 1500 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const schedule = new Schedule();
        for (const { what, who, ms } of steps) schedule.apply(what, who, ms);
        schedule.settle();
      }),
      { numRuns: 500 },
    );
  });
});
