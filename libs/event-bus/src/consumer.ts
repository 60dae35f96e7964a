import type { InboundRecord } from '#contracts';
import { asError, StoppedError } from './failures';
import { InFlight } from './in-flight';
import type { Batch } from './kafka-adapter';
import { KeyLanes } from './key-lanes';
import { Membership, type MembershipParts } from './membership';
import type { OffsetTracker } from './offset-tracker';
import type { OutageGate } from './outage-gate';
import { Partitions, type Partition } from './partitions';
import type { BusMetrics } from './settings';
import { pause } from './signals';

export interface ConsumerParts extends Pick<MembershipParts, 'connection' | 'group' | 'topics' | 'prepare' | 'log'> {
  /** Settles one record; rejecting with `StoppedError` leaves it uncommitted. */
  readonly settle: (record: InboundRecord) => Promise<void>;
  readonly gate: OutageGate;
  readonly metrics: BusMetrics;
}

/** How long finished work may stay uncommitted, which bounds what is handled twice after a crash. */
const TICK_MS = 100;

/**
 * Takes batches over into key-ordered work, at most `maxInFlight` records at once, and commits what is contiguously
 * finished. A full house waits inside the batch, heartbeating, and fetches nothing.
 */
export class BusConsumer {
  readonly membership: Membership;
  readonly #parts: ConsumerParts;
  readonly #inFlight: InFlight;
  readonly #lanes = new KeyLanes();
  readonly #partitions = new Partitions();
  #stopping = false;
  #timer: NodeJS.Timeout | null = null;
  #committing: Promise<void> | null = null;
  #fault: string | null = null;

  constructor(parts: ConsumerParts) {
    this.#parts = parts;
    this.#inFlight = new InFlight(parts.group.maxInFlight);
    this.membership = new Membership({
      ...parts,
      onBatch: (batch) => this.#take(batch),
      onAssigned: (assignment) => {
        for (const { topic, partition } of this.#partitions.assign(assignment)) {
          parts.metrics.lag(topic, partition, undefined);
        }
      },
    });
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#inFlight.tick();
      void this.commit();
    }, TICK_MS);
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
   * Takes no more records and resolves when those in flight are done, or after `deadlineMs`; then, `giveUp` having cut
   * short what still waits, commits and leaves the group.
   */
  async stop(deadlineMs: number, giveUp: () => void): Promise<void> {
    this.#stopping = true;
    await this.membership.settle();
    const deadline = performance.now() + deadlineMs;
    while (this.#inFlight.size > 0 && performance.now() < deadline) await this.#inFlight.changed();
    giveUp();
    await this.#committing;
    await this.commit();
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.membership.leave();
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

  /** Returns the offset to go on from. */
  async #take(batch: Batch): Promise<bigint | null> {
    const { topic, partition, highWatermark } = batch;
    let next: bigint | null = null;
    if (this.#partitions.find(topic, partition)?.tracker.isAhead(BigInt(highWatermark)) === true) {
      this.#parts.log.warn({ topic, partition, highWatermark }, 'the log began anew; so does this worker');
      this.#partitions.restart(topic, partition);
    }
    for await (const piece of batch.pieces) {
      for (const record of piece.records) {
        await this.#room(batch);
        const assigned = this.#partitions.find(topic, partition);
        if (this.#stopping || batch.isStale() || assigned === undefined) {
          // Not taken, so it will be fetched again; until then the broker deserves a rest.
          await pause(TICK_MS);
          return next;
        }
        const offset = BigInt(record.offset);
        if (assigned.tracker.deliver(offset)) this.#begin(record, assigned);
        next = offset + 1n;
      }
      next = piece.next;
      await batch.heartbeat();
    }
    if (next !== null) this.#parts.metrics.lag(topic, partition, Number(BigInt(highWatermark) - next));
    return next;
  }

  /** Waits until a record may begin. Heartbeats throw when the group rebalances: then the batch is fetched again. */
  async #room(batch: Batch): Promise<void> {
    while ((this.#inFlight.full || this.#parts.gate.outage !== null) && !this.#stopping && !batch.isStale()) {
      await this.#inFlight.changed();
      await batch.heartbeat();
    }
  }

  #begin(record: InboundRecord, assigned: Partition): void {
    const { tracker } = assigned;
    this.#inFlight.admit();
    this.#gauge();
    const key = record.key === null ? null : `${record.topic}/${record.partition}/${record.key.toString('latin1')}`;
    this.#lanes.run(key, () =>
      this.#inFlight.run(() => this.#settle(record, assigned, tracker)).then(() => this.#gauge()),
    );
  }

  #gauge(): void {
    this.#parts.metrics.inFlight(this.#inFlight.size);
  }

  async #settle(record: InboundRecord, assigned: Partition, tracker: OffsetTracker): Promise<void> {
    // Revoked while it waited for its turn: it is its new owner's.
    if (!this.#partitions.holds(assigned)) return;
    try {
      await this.#parts.settle(record);
      tracker.finish(BigInt(record.offset));
    } catch (error) {
      if (error instanceof StoppedError) return;
      const { topic, partition, offset } = record;
      this.#fault = `a record could not be settled: ${asError(error).message}`;
      this.#parts.log.error({ topic, partition, offset, error: asError(error) }, 'a record could not be settled');
    }
  }
}
