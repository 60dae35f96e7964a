import type { InboundRecord } from '#contracts';
import { asError, StoppedError } from './failures';
import { InFlight } from './in-flight';
import type { Batch, Position } from './kafkajs/subscription';
import { costOf } from './kafkajs/record-fields';
import { KeyLanes } from './key-lanes';
import type { OutageGate } from './outage-gate';
import type { Partition, Partitions } from './partitions';
import type { BusLog, BusMetrics, GroupSettings } from './settings';
import { pause } from './signals';

export interface IntakeParts {
  readonly limits: Pick<GroupSettings, 'maxInFlight' | 'maxInFlightBytes'>;
  readonly partitions: Partitions;
  /** Whether records of one key wait for each other in this topic. */
  readonly inKeyOrder: (topic: string) => boolean;
  /**
   * Settles one record, taken over at that moment of `performance.now()`; rejecting with `StoppedError` leaves it
   * uncommitted.
   */
  readonly settle: (record: InboundRecord, receivedAt: number) => Promise<void>;
  /** Continues reading a partition from there; `false` where it cannot, because the group rebalances. */
  readonly seek: (position: Position) => boolean;
  readonly gate: Pick<OutageGate, 'outage'>;
  readonly metrics: Pick<BusMetrics, 'inFlight'>;
  readonly log: BusLog;
}

/** How long a batch that cannot be taken is left to itself, in milliseconds: until it is fetched again the broker deserves a rest. */
const REST_MS = 100;

/** Records of one key that wait here for their turn; more of them wait at the broker. */
const MAX_WAITING_PER_KEY = 500;

/** Of how many bytes in flight those may be that only wait for records of their own key. */
const WAITING_SHARE = 0.5;

/** Passed-over records of one partition; beyond that, reading waits. Each costs the memory of a number. */
const MAX_DEFERRED = 100_000;

/** What becomes of a record that was fetched. */
type Verdict = 'begin' | 'defer' | 'skip' | 'wait';

/**
 * Takes batches over into key-ordered work, bounded by records and by bytes. While there is no room the batch waits,
 * heartbeating, and fetches nothing. A key whose queue is full costs the others nothing: its records are passed over and
 * read again later.
 */
export class Intake {
  readonly #parts: IntakeParts;
  readonly #inFlight: InFlight;
  readonly #lanes: KeyLanes;
  #waitingBytes = 0;
  #stopped = false;
  #fault: string | null = null;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
    this.#inFlight = new InFlight(parts.limits.maxInFlightBytes);
    this.#lanes = new KeyLanes(() => this.#inFlight.tick());
  }

  /** A record that could not be settled: a mistake of ours, which holds its partition up for good. */
  get fault(): string | null {
    return this.#fault;
  }

  /** Records taken over and not done. */
  get size(): number {
    return this.#inFlight.size;
  }

  /** Age in milliseconds of the oldest record in work. */
  get oldestMs(): number {
    return this.#inFlight.oldestMs();
  }

  /** Lets everything that waits look around. */
  tick(): void {
    this.#inFlight.tick();
  }

  /** Nothing is taken over and nothing begins from here on. */
  stop(): void {
    this.#stopped = true;
  }

  /** Resolves when nothing runs any more, after `ms`, or while a dependency is down that the work waits for. */
  async drained(ms: number): Promise<void> {
    const deadline = performance.now() + ms;
    while (this.#lanes.running > 0 && this.#parts.gate.outage === null && performance.now() < deadline) {
      await this.#inFlight.changed();
    }
  }

  /** Resolves to the offset to go on from, or `null` when nothing was taken over. */
  async take(batch: Batch): Promise<bigint | null> {
    const assigned = this.#assignedTo(batch);
    if (assigned === undefined) {
      await pause(REST_MS);
      return null;
    }
    let next: bigint | null = null;
    for await (const piece of batch.pieces) {
      for (const record of piece.records) {
        if (!this.#accept(record, assigned, batch) && !(await this.#untilAccepted(record, assigned, batch)))
          return next;
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
    const assigned = this.#parts.partitions.find(topic, partition);
    if (assigned?.tracker.isAhead(BigInt(highWatermark)) !== true)
      return assigned?.tracker.begun ? assigned : undefined;
    this.#parts.log.warn(
      { topic, partition, highWatermark },
      'the log ends before what was read; reading it from its beginning',
    );
    const fresh = this.#parts.partitions.restart(assigned);
    fresh.tracker.begin(0n);
    return fresh;
  }

  /** Whether the batch may still be taken from. */
  #isCurrent(assigned: Partition, batch: Batch): boolean {
    return !this.#stopped && assigned.isHeld && !batch.isStale();
  }

  /** `false`: there is no room, or it is not ours to take. */
  #accept(record: InboundRecord, assigned: Partition, batch: Batch): boolean {
    if (!this.#isCurrent(assigned, batch)) return false;
    const key = this.#parts.inKeyOrder(record.topic) ? assigned.laneOf(record.key) : null;
    const offset = BigInt(record.offset);
    const bytes = costOf(record);
    const { timestamp } = record;
    switch (this.#judge(key, offset, bytes, assigned)) {
      case 'wait':
        assigned.tracker.wait(offset, timestamp);
        return false;
      case 'skip':
        assigned.tracker.deliver(offset);
        return true;
      case 'defer':
        assigned.tracker.deliver(offset, timestamp);
        assigned.deferred.add(key ?? '', offset);
        return true;
      case 'begin':
        if (!assigned.tracker.deliver(offset, timestamp)) assigned.deferred.take(key ?? '');
        this.#begin(record, key, bytes, assigned);
        return true;
    }
  }

  /** `false`: it will be fetched again. */
  async #untilAccepted(record: InboundRecord, assigned: Partition, batch: Batch): Promise<boolean> {
    while (this.#isCurrent(assigned, batch)) {
      await this.#inFlight.changed();
      // It throws when the group rebalances: then the batch is fetched again.
      await batch.heartbeat();
      if (this.#accept(record, assigned, batch)) return true;
    }
    if (!assigned.rereading) await pause(REST_MS);
    return false;
  }

  #judge(key: string | null, offset: bigint, bytes: number, { tracker, deferred }: Partition): Verdict {
    const isDeferred = key !== null && deferred.firstOf(key) === offset;
    if (tracker.knows(offset) && !isDeferred) return 'skip';
    if (this.#parts.gate.outage !== null) return 'wait';
    const comesTooEarly = key !== null && !isDeferred && deferred.has(key);
    const isBusy = key !== null && this.#lanes.isBusy(key);
    if (comesTooEarly || (isBusy && !this.#mayWait(key, bytes))) {
      if (isDeferred) return 'skip';
      return deferred.size < MAX_DEFERRED ? 'defer' : 'wait';
    }
    const hasLane = isBusy || this.#lanes.running < this.#parts.limits.maxInFlight;
    return hasLane && this.#inFlight.fits(bytes) ? 'begin' : 'wait';
  }

  /** Whether one more record may wait here behind those of its key. */
  #mayWait(key: string, bytes: number): boolean {
    return (
      this.#lanes.waiting(key) < MAX_WAITING_PER_KEY &&
      this.#waitingBytes + bytes <= this.#parts.limits.maxInFlightBytes * WAITING_SHARE
    );
  }

  #begin(record: InboundRecord, key: string | null, bytes: number, assigned: Partition): void {
    const waits = key !== null && this.#lanes.isBusy(key);
    this.#inFlight.admit(bytes);
    if (waits) this.#waitingBytes += bytes;
    this.#parts.metrics.inFlight(this.#inFlight.size);
    const receivedAt = performance.now();
    this.#lanes.run(key, () => {
      if (waits) this.#waitingBytes -= bytes;
      return this.#run(record, receivedAt, key, bytes, assigned);
    });
  }

  async #run(
    record: InboundRecord,
    receivedAt: number,
    key: string | null,
    bytes: number,
    assigned: Partition,
  ): Promise<void> {
    const work = this.#inFlight.start();
    // Revoked while it waited for its turn: it is its new owner's. Or the worker stops: it is handled after the next start.
    if (!this.#stopped && assigned.isHeld) {
      try {
        await this.#parts.settle(record, receivedAt);
        assigned.tracker.finish(BigInt(record.offset));
      } catch (error) {
        if (!(error instanceof StoppedError)) this.#fail(record, asError(error));
      }
    }
    this.#inFlight.end(work, bytes);
    this.#parts.metrics.inFlight(this.#inFlight.size);
    if (key !== null && assigned.deferred.has(key) && this.#hasRoom(key)) {
      this.#recall(assigned, assigned.deferred.firstOf(key));
    }
  }

  #fail({ topic, partition, offset }: InboundRecord, error: Error): void {
    this.#fault = `a record could not be settled: ${error.message}`;
    this.#parts.log.error({ topic, partition, offset, error }, 'a record could not be settled');
  }

  /** Goes back for a deferred record whose key has room again. */
  #recall(assigned: Partition, offset: bigint | null): void {
    if (offset === null || assigned.rereading || !assigned.isHeld) return;
    assigned.rereading = this.#parts.seek(assigned.position(offset));
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
    this.#parts.seek(assigned.position(to));
    return true;
  }
}
