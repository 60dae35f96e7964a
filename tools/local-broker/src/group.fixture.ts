import { strict as assert } from 'node:assert';
import { ERROR } from './apis';
import { Group, JoinReply, JoinRequest, SyncReply } from './group';

export const SESSION_MS = 1000;
export const REBALANCE_MS = 5000;
export const DELAY_MS = 50;

function request(memberId: string, protocols = ['range']): JoinRequest {
  return {
    memberId,
    clientId: 'client',
    clientHost: '/127.0.0.1',
    sessionTimeoutMs: SESSION_MS,
    rebalanceTimeoutMs: REBALANCE_MS,
    protocolType: 'consumer',
    protocols: protocols.map((name) => ({ name, metadata: Buffer.from(name) })),
  };
}

/** A client that joins and syncs when told to, and remembers what it heard. */
export class Client {
  id = '';
  generation = -1;
  joined: JoinReply | undefined;
  synced: SyncReply | undefined;
  waiting = false;

  constructor(
    private readonly group: Group,
    private readonly newId: string,
  ) {}

  join(now: number, protocols?: string[]): this {
    this.joined = this.synced = undefined;
    this.waiting = true;
    this.group.join(request(this.id, protocols), this.newId, now, (reply) => {
      this.waiting = false;
      this.joined = reply;
      this.generation = reply.generation;
      this.id = reply.error ? '' : reply.memberId;
    });
    return this;
  }

  sync(now: number): this {
    const assignments = new Map(this.joined?.members.map(({ id }) => [id, Buffer.from(`for ${id}`)]));
    this.waiting = true;
    this.group.sync(this.id, this.generation, assignments, now, (reply) => {
      this.waiting = false;
      this.synced = reply;
    });
    return this;
  }

  heartbeat(now: number): number {
    return this.group.heartbeat(this.id, this.generation, now);
  }
}

/** Random life of up to five clients; checks after each step what must always hold. */
export class Schedule {
  private readonly group = new Group(DELAY_MS);
  private readonly clients = new Map<number, Client>();
  private now = 0;
  private born = 0;
  private lastGeneration = 0;

  apply(what: string, who: number, ms: number): void {
    const client = this.clients.get(who);
    if (what === 'wait') this.passTime(ms);
    if (what === 'rebalance' && this.group.members.size > 0) this.group.prepareRebalance(this.now);
    if (what === 'join' && !client?.waiting) this.clientAt(who).join(this.now);
    if (client === undefined || client.waiting) return;
    if (what === 'sync' && client.joined?.error === 0 && !client.synced) client.sync(this.now);
    if (what === 'heartbeat') client.heartbeat(this.now);
    if (what === 'leave') this.group.leave(client.id, this.now);
    if (what === 'leave' || what === 'vanish') this.clients.delete(who);
    this.check();
  }

  /** Everyone follows the protocol; vanished members time out. */
  settle(): void {
    for (let round = 0; round < 100 && !this.isAtRest(); round++) {
      this.passTime(SESSION_MS / 10);
      for (const client of this.clients.values()) this.follow(client);
      this.check();
    }
    assert(this.isAtRest(), 'the group does not come to rest');
    const living = [...this.clients.values()].map((client) => client.id);
    assert.deepEqual(new Set(this.group.members.keys()), new Set(living));
    for (const { synced, id } of this.clients.values()) assert.equal(String(synced?.assignment), `for ${id}`);
  }

  private follow(client: Client): void {
    if (client.waiting) return;
    if (client.joined?.error === 0 && client.synced === undefined) client.sync(this.now);
    else if (client.joined?.error !== 0 || client.synced?.error !== 0) client.join(this.now);
    else this.obey(client, client.heartbeat(this.now));
  }

  private obey(client: Client, error: number): void {
    if (error === ERROR.UNKNOWN_MEMBER_ID) client.id = '';
    if (error !== 0) client.join(this.now);
  }

  private isAtRest(): boolean {
    const clients = [...this.clients.values()];
    const quiet = clients.every((client) => !client.waiting && client.synced?.error === 0);
    const current = clients.every((client) => client.generation === this.group.generation);
    return quiet && current && this.group.members.size === clients.length && this.group.state !== 'PreparingRebalance';
  }

  private check(): void {
    assert(this.group.generation >= this.lastGeneration);
    this.lastGeneration = this.group.generation;
    const settled = this.group.state === 'Stable' || this.group.state === 'CompletingRebalance';
    if (settled) assert(this.group.members.has(this.group.leader));
    if (this.group.state === 'Empty') assert.equal(this.group.members.size, 0);
    const { generation } = this.group;
    const current = [...this.clients.values()].filter((client) => client.generation === generation && client.joined);
    assert(current.filter((client) => client.joined!.members.length > 0).length <= 1);
    assert(new Set(current.map((client) => client.joined!.leader)).size <= 1);
  }

  private passTime(ms: number): void {
    const until = this.now + ms;
    while (this.group.nextDeadline() <= until) {
      this.now = Math.max(this.now, this.group.nextDeadline());
      this.group.tick(this.now);
    }
    this.now = until;
  }

  private clientAt(who: number): Client {
    const client = this.clients.get(who) ?? new Client(this.group, `member-${this.born++}`);
    this.clients.set(who, client);
    return client;
  }
}
