import { randomUUID } from 'node:crypto';
import { ERROR } from './apis';
import { failedJoin, Group, JoinReply, JoinRequest, SyncReply } from './group';

export interface CommittedOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly metadata: string | null;
}

export interface CoordinatorOptions {
  readonly now: () => number;
  readonly initialJoinDelayMs: number;
  readonly minSessionTimeoutMs: number;
  readonly maxSessionTimeoutMs: number;
}

interface Entry {
  readonly group: Group;
  readonly offsets: Map<string, CommittedOffset>;
  timer?: NodeJS.Timeout;
}

/** The groups of the broker, their committed offsets, and the one timer each group needs. */
export class Coordinator {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly options: CoordinatorOptions) {}

  async join(groupId: string, request: JoinRequest): Promise<JoinReply> {
    const { minSessionTimeoutMs, maxSessionTimeoutMs } = this.options;
    if (groupId === '') return failedJoin(ERROR.INVALID_GROUP_ID, request.memberId);
    if (request.sessionTimeoutMs < minSessionTimeoutMs || request.sessionTimeoutMs > maxSessionTimeoutMs) {
      return failedJoin(ERROR.INVALID_SESSION_TIMEOUT, request.memberId);
    }
    if (request.memberId !== '' && !this.entries.has(groupId)) {
      return failedJoin(ERROR.UNKNOWN_MEMBER_ID, request.memberId);
    }
    const entry = this.entryOf(groupId);
    const newId = `${request.clientId}-${randomUUID()}`;
    return this.act(entry, (now) => new Promise((reply) => entry.group.join(request, newId, now, reply)));
  }

  async sync(
    groupId: string,
    memberId: string,
    generation: number,
    assignments: Map<string, Buffer>,
  ): Promise<SyncReply> {
    const entry = this.entries.get(groupId);
    if (entry === undefined) return { error: noMemberOf(groupId), assignment: Buffer.alloc(0) };
    return this.act(
      entry,
      (now) => new Promise((reply) => entry.group.sync(memberId, generation, assignments, now, reply)),
    );
  }

  heartbeat(groupId: string, memberId: string, generation: number): number {
    const entry = this.entries.get(groupId);
    if (entry === undefined) return noMemberOf(groupId);
    return this.act(entry, (now) => entry.group.heartbeat(memberId, generation, now));
  }

  leave(groupId: string, memberId: string): number {
    const entry = this.entries.get(groupId);
    if (entry === undefined) return noMemberOf(groupId);
    return this.act(entry, (now) => entry.group.leave(memberId, now));
  }

  /** Zero where the member may commit; a client outside the group protocol brings the group into being. */
  refuseCommit(groupId: string, memberId: string, generation: number): number {
    if (generation >= 0 && !this.entries.has(groupId)) return ERROR.ILLEGAL_GENERATION;
    const entry = this.entryOf(groupId);
    return this.act(entry, (now) => entry.group.refuseCommit(memberId, generation, now));
  }

  commit(groupId: string, committed: CommittedOffset): void {
    this.entryOf(groupId).offsets.set(keyOf(committed.topic, committed.partition), committed);
  }

  committed(groupId: string, topic: string, partition: number): CommittedOffset | undefined {
    return this.entries.get(groupId)?.offsets.get(keyOf(topic, partition));
  }

  allCommitted(groupId: string): CommittedOffset[] {
    return [...(this.entries.get(groupId)?.offsets.values() ?? [])];
  }

  group(groupId: string): Group | undefined {
    return this.entries.get(groupId)?.group;
  }

  groups(): Array<{ id: string; group: Group }> {
    return [...this.entries].map(([id, { group }]) => ({ id, group }));
  }

  delete(groupId: string): number {
    const entry = this.entries.get(groupId);
    if (entry === undefined) return ERROR.GROUP_ID_NOT_FOUND;
    if (entry.group.state !== 'Empty') return ERROR.NON_EMPTY_GROUP;
    this.entries.delete(groupId);
    return 0;
  }

  /** A deleted topic takes its committed offsets along. */
  forgetTopic(topic: string): void {
    for (const { offsets } of this.entries.values()) {
      for (const [key, committed] of offsets) if (committed.topic === topic) offsets.delete(key);
    }
  }

  forceRebalance(groupId: string): void {
    const entry = this.entries.get(groupId);
    if (entry && entry.group.members.size > 0) this.act(entry, (now) => entry.group.prepareRebalance(now));
  }

  stop(): void {
    for (const { timer } of this.entries.values()) clearTimeout(timer);
  }

  private entryOf(groupId: string): Entry {
    const entry = this.entries.get(groupId) ?? {
      group: new Group(this.options.initialJoinDelayMs),
      offsets: new Map(),
    };
    this.entries.set(groupId, entry);
    return entry;
  }

  private act<T>(entry: Entry, action: (now: number) => T): T {
    const result = action(this.options.now());
    this.arm(entry);
    return result;
  }

  private arm(entry: Entry): void {
    clearTimeout(entry.timer);
    const deadline = entry.group.nextDeadline();
    if (deadline === Infinity) return;
    const wait = Math.max(1, deadline - this.options.now());
    // After a pause of this process, what members sent meanwhile is read before anybody is thought dead. An immediate
    // without a reference would wait until something else wakes the event loop.
    const tick = (): void => this.act(entry, (now) => entry.group.tick(now));
    entry.timer = setTimeout(() => setImmediate(tick), wait);
    entry.timer.unref();
  }
}

function noMemberOf(groupId: string): number {
  return groupId === '' ? ERROR.INVALID_GROUP_ID : ERROR.UNKNOWN_MEMBER_ID;
}

function keyOf(topic: string, partition: number): string {
  return `${topic}:${partition}`;
}
