import type { InboundRecord } from '#contracts';
import { asError, StoppedError } from './failures';
import { InFlight } from './in-flight';
import type { Batch } from './kafka-adapter';
import type { Start } from './kafkajs/group-state';
import { costOf } from './kafkajs/record-fields';
import { KeyLanes } from './key-lanes';
import { Membership, type MembershipParts } from './membership';
import type { OutageGate } from './outage-gate';
import { Partitions, type Partition } from './partitions';
import type { BusMetrics } from './settings';
import { pause, within } from './signals';

export interface ConsumerParts extends Pick<MembershipParts, 'connection' | 'group' | 'topics' | 'prepare' | 'log'> {
  /** Settles one record; rejecting with `StoppedError` leaves it uncommitted. */
  readonly settle: (record: InboundRecord) => Promise<void>;
  readonly gate: OutageGate;
  readonly metrics: BusMetrics;
}

/** How long finished work may stay uncommitted, which bounds what is handled twice after a crash. */
const TICK_MS = 100;

const LAG_EVERY_MS = 5_000;

/** Records of one key that wait here for their turn; more of them wait at the broker. */
const MAX_WAITING_PER_KEY = 500;

/** Of how many bytes in flight those may be that only wait for records of their own key. */
const WAITING_SHARE = 0.5;

/** Passed-over records of one partition; beyond that, reading waits. Each costs the memory of a number. */
const MAX_DEFERRED = 100_000;

/** What becomes of a record that was fetched. */
type Verdict = 'begin' | 'defer' | 'skip' | 'wait';

/**
 * Takes batches over into key-ordered work, bounded by records and by bytes, and commits what is contiguously finished.
 * While there is no room the batch waits, heartbeating, and fetches nothing. A key whose queue is full costs the others
 * nothing: its records are passed over and read again later.
 */
export class BusConsumer {
  readonly membership: Membership;
  readonly #parts: ConsumerParts;
  readonly #inFlight: InFlight;
  readonly #lanes: KeyLanes;
  readonly #partitions = new Partitions();
  #waitingBytes = 0;
  #stopping = false;
  #timers: NodeJS.Timeout[] = [];
  #committing: Promise<void> | null = null;
  #measuring: Promise<void> | null = null;
  #fault: string | null = null;

  constructor(parts: ConsumerParts) {
    this.#parts = parts;
    this.#inFlight = new InFlight(parts.group.maxInFlightBytes);
    this.#lanes = new KeyLanes(() => this.#inFlight.tick());
    this.membership = new Membership({
      ...parts,
      onBatch: (batch) => this.#take(batch),
      onAssigned: (assignment) => {
        for (const { topic, partition } of this.#partitions.assign(assignment)) {
          parts.metrics.lag(topic, partition, undefined);
        }
        void this.measureLag();
      },
      onStart: (start) => this.#start(start),
      onReplaced: (topic) => this.#replace(topic),
    });
  }

  start(): void {
    this.#timers = [
      setInterval(() => {
        this.#inFlight.tick();
        void this.commit();
      }, TICK_MS),
      setInterval(() => void this.measureLag(), LAG_EVERY_MS),
    ];
    this.membership.start();
  }

  /** Something that will not mend itself; the process should be replaced. */
  get fault(): string | null {
    return this.#fault ?? this.membership.fault;
  }

  /** Age in milliseconds of the oldest record in work. */
  get oldestMs(): number {
    return this.#inFlight.oldestMs();
  }

  get inFlight(): number {
    return this.#inFlight.size;
  }

  /**
   * Takes no more records and resolves when those that run are done, or after `drainMs`, or when a dependency is down
   * that they wait for. Then, `giveUp` having cut short what still waits, commits and leaves the group, within `leaveMs`.
   */
  async stop(drainMs: number, leaveMs: number, giveUp: () => void): Promise<void> {
    this.#stopping = true;
    const deadline = performance.now() + drainMs;
    await within(drainMs, this.membership.settle());
    while (this.#lanes.running > 0 && this.#parts.gate.outage === null && performance.now() < deadline) {
      await this.#inFlight.changed();
    }
    giveUp();
    await within(leaveMs, this.#lastCommit());
    for (const timer of this.#timers) clearInterval(timer);
    await this.membership.leave(leaveMs);
  }

  async #lastCommit(): Promise<void> {
    await this.#committing;
    await this.commit();
  }

  /** Commits every partition's watermark that has moved. Failing is harmless: the next one carries it. */
  async commit(): Promise<void> {
    this.#committing ??= this.#commit().finally(() => {
      this.#committing = null;
    });
    await this.#committing;
  }

  async #commit(): Promise<void> {
    const positions = this.membership.joined ? this.#partitions.uncommitted() : [];
    if (positions.length === 0) return;
    try {
      await this.membership.commit(positions);
      this.#partitions.committed(positions);
      this.#parts.metrics.committed();
    } catch (error) {
      this.#parts.log.debug({ error: asError(error) }, 'commit refused; the next one carries it');
    }
  }

  /** Asks the broker how far behind each partition is, whether or not anything is taken from it. */
  measureLag(): Promise<void> {
    this.#measuring ??= this.#measureLag()
      .catch((error: unknown) => this.#parts.log.debug({ error: asError(error) }, 'the lag could not be measured'))
      .finally(() => {
        this.#measuring = null;
      });
    return this.#measuring;
  }

  async #measureLag(): Promise<void> {
    const begun = this.#partitions.all().filter(({ tracker }) => tracker.begun);
    if (!this.membership.joined || begun.length === 0) return;
    for (const { topic, partition, offset } of await this.membership.ends(begun)) {
      const watermark = this.#partitions.find(topic, partition)?.tracker.watermark() ?? null;
      if (watermark !== null)
        this.#parts.metrics.lag(topic, partition, Math.max(0, Number(BigInt(offset) - watermark)));
    }
  }

  #start(start: Start): void {
    const assigned = this.#partitions.find(start.topic, start.partition);
    if (assigned === undefined) return;
    const offset = BigInt(start.offset);
    const { tracker } = assigned;
    const next = tracker.next;
    if (next === null) tracker.begin(offset);
    else if (start.reset && offset > next) {
      const { topic, partition } = start;
      const facts = { topic, partition, from: next.toString(), to: start.offset };
      this.#parts.log.warn(facts, 'records were deleted before they were read');
      tracker.pass(offset);
    } else if (start.reset || offset > (tracker.watermark() ?? offset)) {
      // Another log, or another member was here meanwhile.
      this.#partitions.restart(assigned).tracker.begin(offset);
    }
  }

  #replace(topic: string): void {
    this.#parts.log.warn({ topic }, 'the topic was replaced by another of its name; reading it from its beginning');
    for (const assigned of this.#partitions.all()) if (assigned.topic === topic) this.#partitions.restart(assigned);
  }

  /** Resolves to the offset to go on from. */
  async #take(batch: Batch): Promise<bigint | null> {
    const assigned = this.#assignedTo(batch);
    if (assigned === undefined) {
      await pause(TICK_MS);
      return null;
    }
    let next: bigint | null = null;
    for await (const piece of batch.pieces) {
      for (const record of piece.records) {
        if (!(await this.#accept(record, assigned, batch))) return next;
        next = BigInt(record.offset) + 1n;
      }
      assigned.tracker.pass(piece.next);
      next = piece.next;
      await batch.heartbeat();
      if (assigned.rereading && this.#leaps(assigned, next, batch.end)) return next;
    }
    return next;
  }

  /** The partition as this batch knows it: a batch fetched before the topic was replaced belongs to nobody. */
  #assignedTo({ topic, partition, highWatermark }: Batch): Partition | undefined {
    const assigned = this.#partitions.find(topic, partition);
    if (assigned?.tracker.isAhead(BigInt(highWatermark)) !== true)
      return assigned?.tracker.begun ? assigned : undefined;
    this.#parts.log.warn(
      { topic, partition, highWatermark },
      'the log ends before what was read; reading it from its beginning',
    );
    const fresh = this.#partitions.restart(assigned);
    fresh.tracker.begin(0n);
    return fresh;
  }

  /** `false`: not taken over, so it will be fetched again. */
  async #accept(record: InboundRecord, assigned: Partition, batch: Batch): Promise<boolean> {
    const key = laneOf(record);
    const offset = BigInt(record.offset);
    const bytes = costOf(record);
    for (;;) {
      if (this.#stopping || batch.isStale() || !this.#partitions.holds(assigned)) {
        // Until it is fetched again the broker deserves a rest.
        if (!assigned.rereading) await pause(TICK_MS);
        return false;
      }
      switch (this.#judge(key, offset, bytes, assigned)) {
        case 'skip':
          assigned.tracker.deliver(offset);
          return true;
        case 'defer':
          assigned.tracker.deliver(offset);
          assigned.deferred.add(key ?? '', offset);
          return true;
        case 'begin':
          if (!assigned.tracker.deliver(offset)) assigned.deferred.take(key ?? '');
          this.#begin(record, key, bytes, assigned);
          return true;
        case 'wait':
          // A heartbeat throws when the group rebalances: then the batch is fetched again.
          await this.#inFlight.changed();
          await batch.heartbeat();
      }
    }
  }

  #judge(key: string | null, offset: bigint, bytes: number, { tracker, deferred }: Partition): Verdict {
    const isDeferred = key !== null && deferred.firstOf(key) === offset;
    if (tracker.knows(offset) && !isDeferred) return 'skip';
    if (this.#parts.gate.outage !== null) return 'wait';
    const comesTooEarly = key !== null && !isDeferred && deferred.has(key);
    if (comesTooEarly || (key !== null && this.#lanes.isBusy(key) && !this.#mayWait(key, bytes))) {
      if (isDeferred) return 'skip';
      return deferred.size < MAX_DEFERRED ? 'defer' : 'wait';
    }
    const hasLane = (key !== null && this.#lanes.isBusy(key)) || this.#lanes.running < this.#parts.group.maxInFlight;
    return hasLane && this.#inFlight.fits(bytes) ? 'begin' : 'wait';
  }

  /** Whether one more record may wait here behind those of its key. */
  #mayWait(key: string, bytes: number): boolean {
    return (
      this.#lanes.waiting(key) < MAX_WAITING_PER_KEY &&
      this.#waitingBytes + bytes <= this.#parts.group.maxInFlightBytes * WAITING_SHARE
    );
  }

  #begin(record: InboundRecord, key: string | null, bytes: number, assigned: Partition): void {
    const waits = key !== null && this.#lanes.isBusy(key);
    this.#inFlight.admit(bytes);
    if (waits) this.#waitingBytes += bytes;
    this.#gauge();
    this.#lanes.run(key, async () => {
      if (waits) this.#waitingBytes -= bytes;
      await this.#inFlight.run(bytes, () => this.#settle(record, assigned));
      this.#gauge();
      if (key !== null && assigned.deferred.has(key) && this.#hasRoom(key)) {
        this.#recall(assigned, assigned.deferred.firstOf(key));
      }
    });
  }

  /** Goes back for a deferred record whose key has room again. */
  #recall(assigned: Partition, offset: bigint | null): void {
    if (offset === null || assigned.rereading || !this.membership.joined || !this.#partitions.holds(assigned)) return;
    assigned.rereading = true;
    this.membership.seek([assigned.position(offset)]);
  }

  #hasRoom(key: string): boolean {
    return this.#lanes.waiting(key) <= MAX_WAITING_PER_KEY / 2;
  }

  /**
   * While rereading, leaps over what is known: to the next deferred record whose key has room, or to where reading was
   * when it went back.
   */
  #leaps(assigned: Partition, from: bigint, end: bigint): boolean {
    const frontier = assigned.tracker.next ?? from;
    const ready = assigned.deferred.firstReady((key) => this.#hasRoom(key));
    if (from >= frontier) {
      assigned.rereading = false;
      this.#recall(assigned, ready);
      return assigned.rereading;
    }
    const to = ready ?? frontier;
    if (to >= from && to < end) return false;
    assigned.rereading = ready !== null;
    this.membership.seek([assigned.position(to)]);
    return true;
  }

  #gauge(): void {
    this.#parts.metrics.inFlight(this.#inFlight.size);
  }

  async #settle(record: InboundRecord, assigned: Partition): Promise<void> {
    // Revoked while it waited for its turn: it is its new owner's. Or the worker stops: it is handled after the next start.
    if (this.#stopping || !this.#partitions.holds(assigned)) return;
    try {
      await this.#parts.settle(record);
      assigned.tracker.finish(BigInt(record.offset));
    } catch (error) {
      if (error instanceof StoppedError) return;
      const { topic, partition, offset } = record;
      this.#fault = `a record could not be settled: ${asError(error).message}`;
      this.#parts.log.error({ topic, partition, offset, error: asError(error) }, 'a record could not be settled');
    }
  }
}

/** Work of one key of one partition is one lane; the same key elsewhere is another producer's order. */
function laneOf({ topic, partition, key }: InboundRecord): string | null {
  return key === null ? null : `${topic}/${partition}/${key.toString('latin1')}`;
}
