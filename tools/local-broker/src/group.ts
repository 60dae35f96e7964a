import { ERROR } from './apis';

export type GroupState = 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Stable';

export interface Protocol {
  readonly name: string;
  readonly metadata: Buffer;
}

export interface JoinRequest {
  readonly memberId: string;
  readonly clientId: string;
  readonly clientHost: string;
  readonly sessionTimeoutMs: number;
  readonly rebalanceTimeoutMs: number;
  readonly protocolType: string;
  readonly protocols: readonly Protocol[];
}

export interface JoinReply {
  readonly error: number;
  readonly generation: number;
  readonly protocol: string;
  readonly leader: string;
  readonly memberId: string;
  readonly members: ReadonlyArray<{ id: string; metadata: Buffer }>;
}

export interface SyncReply {
  readonly error: number;
  readonly assignment: Buffer;
}

interface Member {
  readonly id: string;
  request: JoinRequest;
  assignment: Buffer;
  lastSeen: number;
  joining?: (reply: JoinReply) => void;
  syncing?: (reply: SyncReply) => void;
}

const NOTHING = Buffer.alloc(0);

/**
 * The classic consumer group protocol as a state machine. It knows no timers: every call brings the time in
 * milliseconds, and `tick` must be called when `nextDeadline` has passed. Replies to join and sync may come later.
 */
export class Group {
  state: GroupState = 'Empty';
  generation = 0;
  protocolType = '';
  protocol = '';
  leader = '';
  readonly members = new Map<string, Member>();
  private joinDeadline = Infinity;
  /** An empty group waits its initial delay for more members instead of completing with the first. */
  private gathering = false;

  constructor(private readonly initialDelayMs: number) {}

  join(request: JoinRequest, newId: string, now: number, reply: (reply: JoinReply) => void): void {
    const refused = this.refuseJoin(request);
    if (refused) return reply(failedJoin(refused, request.memberId));
    const known = this.members.get(request.memberId);
    if (known && this.keepsGeneration(known, request)) {
      known.lastSeen = now;
      return reply(this.joinReply(known));
    }
    const member = known ?? { id: newId, request, assignment: NOTHING, lastSeen: now };
    this.members.set(member.id, member);
    this.protocolType = request.protocolType;
    member.joining?.(failedJoin(ERROR.REBALANCE_IN_PROGRESS, member.id));
    Object.assign(member, { request, lastSeen: now, joining: reply });
    if (this.state === 'PreparingRebalance') this.completeWhenAllJoined(now);
    else this.prepareRebalance(now);
  }

  sync(
    memberId: string,
    generation: number,
    assignments: ReadonlyMap<string, Buffer>,
    now: number,
    reply: (reply: SyncReply) => void,
  ): void {
    const refused = this.refuseMember(memberId, generation);
    if (refused) return reply({ error: refused, assignment: NOTHING });
    const member = this.members.get(memberId)!;
    member.lastSeen = now;
    if (this.state === 'PreparingRebalance') return reply({ error: ERROR.REBALANCE_IN_PROGRESS, assignment: NOTHING });
    if (this.state === 'Stable') return reply({ error: 0, assignment: member.assignment });
    member.syncing = reply;
    if (memberId === this.leader) this.assign(assignments, now);
  }

  heartbeat(memberId: string, generation: number, now: number): number {
    const refused = this.refuseMember(memberId, generation);
    if (refused) return refused;
    this.members.get(memberId)!.lastSeen = now;
    return this.state === 'PreparingRebalance' ? ERROR.REBALANCE_IN_PROGRESS : 0;
  }

  leave(memberId: string, now: number): number {
    if (!this.members.has(memberId)) return ERROR.UNKNOWN_MEMBER_ID;
    this.remove(memberId, now);
    return 0;
  }

  /** Zero where this member may commit now. A negative generation is a client outside the group protocol. */
  refuseCommit(memberId: string, generation: number, now: number): number {
    if (generation < 0 && this.state === 'Empty') return 0;
    const refused = this.refuseMember(memberId, generation);
    if (refused) return refused;
    this.members.get(memberId)!.lastSeen = now;
    return this.state === 'CompletingRebalance' ? ERROR.REBALANCE_IN_PROGRESS : 0;
  }

  /** Asks every member to join again. */
  prepareRebalance(now: number): void {
    for (const member of this.members.values()) this.answerSync(member, ERROR.REBALANCE_IN_PROGRESS);
    this.gathering = this.state === 'Empty';
    const rebalanceTimeoutMs = Math.max(
      0,
      ...[...this.members.values()].map((member) => member.request.rebalanceTimeoutMs),
    );
    this.joinDeadline = now + (this.gathering ? this.initialDelayMs : rebalanceTimeoutMs);
    this.state = 'PreparingRebalance';
    this.completeWhenAllJoined(now);
  }

  /** The earliest time at which `tick` has something to do. */
  nextDeadline(): number {
    return Math.min(this.joinDeadline, ...[...this.members.values()].map(expiry));
  }

  tick(now: number): void {
    for (const member of this.members.values()) if (expiry(member) <= now) this.remove(member.id, now);
    if (this.joinDeadline > now) return;
    for (const member of this.members.values()) if (!member.joining) this.members.delete(member.id);
    this.completeJoin(now);
  }

  private refuseJoin(request: JoinRequest): number {
    if (request.memberId !== '' && !this.members.has(request.memberId)) return ERROR.UNKNOWN_MEMBER_ID;
    const others = [...this.members.values()].filter((member) => member.id !== request.memberId);
    if (request.protocols.length === 0) return ERROR.INCONSISTENT_GROUP_PROTOCOL;
    if (others.length === 0) return 0;
    const common = commonProtocols([...others.map((member) => member.request), request]);
    return request.protocolType === this.protocolType && common.length > 0 ? 0 : ERROR.INCONSISTENT_GROUP_PROTOCOL;
  }

  private refuseMember(memberId: string, generation: number): number {
    if (!this.members.has(memberId)) return ERROR.UNKNOWN_MEMBER_ID;
    return generation === this.generation ? 0 : ERROR.ILLEGAL_GENERATION;
  }

  /**
   * A member that repeats itself gets the current generation again; the leader of a stable group asks for a new one.
   */
  private keepsGeneration(member: Member, request: JoinRequest): boolean {
    if (!sameProtocols(member.request.protocols, request.protocols)) return false;
    return this.state === 'CompletingRebalance' || (this.state === 'Stable' && member.id !== this.leader);
  }

  private completeWhenAllJoined(now: number): void {
    if (this.gathering && this.members.size > 0) return;
    if ([...this.members.values()].every((member) => member.joining)) this.completeJoin(now);
  }

  private completeJoin(now: number): void {
    this.gathering = false;
    this.joinDeadline = Infinity;
    this.generation++;
    const members = [...this.members.values()];
    this.state = members.length === 0 ? 'Empty' : 'CompletingRebalance';
    this.protocol = vote(members.map((member) => member.request));
    if (!this.members.has(this.leader)) this.leader = members[0]?.id ?? '';
    for (const member of members) {
      member.lastSeen = now;
      member.assignment = NOTHING;
      member.joining?.(this.joinReply(member));
      member.joining = undefined;
    }
  }

  private assign(assignments: ReadonlyMap<string, Buffer>, now: number): void {
    this.state = 'Stable';
    for (const member of this.members.values()) {
      member.assignment = assignments.get(member.id) ?? NOTHING;
      if (member.syncing) member.lastSeen = now;
      this.answerSync(member, 0);
    }
  }

  private answerSync(member: Member, error: number): void {
    member.syncing?.({ error, assignment: error ? NOTHING : member.assignment });
    member.syncing = undefined;
  }

  private remove(memberId: string, now: number): void {
    const member = this.members.get(memberId);
    this.members.delete(memberId);
    member?.joining?.(failedJoin(ERROR.UNKNOWN_MEMBER_ID, memberId));
    if (member) this.answerSync(member, ERROR.UNKNOWN_MEMBER_ID);
    if (this.state === 'PreparingRebalance') this.completeWhenAllJoined(now);
    else this.prepareRebalance(now);
  }

  private joinReply(member: Member): JoinReply {
    const { generation, protocol, leader } = this;
    const members = [...this.members.values()].map(({ id, request }) => ({
      id,
      metadata: metadataOf(request, protocol),
    }));
    const isLeader = member.id === leader;
    return { error: 0, generation, protocol, leader, memberId: member.id, members: isLeader ? members : [] };
  }
}

export function metadataOf(request: JoinRequest, protocol: string): Buffer {
  return request.protocols.find((one) => one.name === protocol)?.metadata ?? NOTHING;
}

export function failedJoin(error: number, memberId: string): JoinReply {
  return { error, generation: -1, protocol: '', leader: '', memberId, members: [] };
}

/** A member whose answer is still owed is alive: it waits for us. */
function expiry(member: Member): number {
  return member.joining || member.syncing ? Infinity : member.lastSeen + member.request.sessionTimeoutMs;
}

function sameProtocols(one: readonly Protocol[], other: readonly Protocol[]): boolean {
  return (
    one.length === other.length &&
    one.every((protocol, at) => protocol.name === other[at]!.name && protocol.metadata.equals(other[at]!.metadata))
  );
}

function commonProtocols(requests: readonly JoinRequest[]): string[] {
  const names = requests.map((request) => request.protocols.map((protocol) => protocol.name));
  return (names[0] ?? []).filter((name) => names.every((list) => list.includes(name)));
}

/** Every member votes for the first protocol on its list that all of them know. */
function vote(requests: readonly JoinRequest[]): string {
  const candidates = commonProtocols(requests);
  const votes = requests.map((request) => request.protocols.find((one) => candidates.includes(one.name))?.name ?? '');
  const count = (name: string): number => votes.filter((one) => one === name).length;
  return [...candidates].sort((a, b) => count(b) - count(a))[0] ?? '';
}
