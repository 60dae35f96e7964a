import type { InboundRecord } from '#contracts';
import { asError, StoppedError } from './failures';
import { InFlight } from './in-flight';
import type { Batch, KafkaConnection, Subscription } from './kafka-adapter';
import { KeyLanes } from './key-lanes';
import type { OutageGate } from './outage-gate';
import { Partitions, type Partition } from './partitions';
import type { BusLog, BusMetrics, GroupSettings } from './settings';
import { pause } from './signals';

export interface ConsumerParts {
  readonly connection: KafkaConnection;
  readonly group: GroupSettings;
  readonly topics: readonly string[];
  /** Settles one record; rejecting with `StoppedError` leaves it uncommitted. */
  readonly settle: (record: InboundRecord) => Promise<void>;
  readonly gate: OutageGate;
  readonly log: BusLog;
  readonly metrics: BusMetrics;
}

/** How long finished work may stay uncommitted, which bounds what is handled twice after a crash. */
const TICK_MS = 100;
const RECONNECT_DELAY_MS = 1_000;

/**
 * Consumes as a group member: takes batches over into key-ordered work, at most `maxInFlight` records at once, and
 * commits what is contiguously finished. A full house waits inside the batch, heartbeating, and fetches nothing.
 */
export class BusConsumer {
  readonly #parts: ConsumerParts;
  readonly #inFlight: InFlight;
  readonly #lanes = new KeyLanes();
  readonly #partitions = new Partitions();
  readonly #stopping = new AbortController();
  #subscription: Subscription | null = null;
  #joined = false;
  #lastContact = performance.now();
  #fault: string | null = null;
  #waitingFor: string | null = 'not started';
  #committing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;
  #starting: Promise<void> = Promise.resolve();

  constructor(parts: ConsumerParts) {
    this.#parts = parts;
    this.#inFlight = new InFlight(parts.group.maxInFlight);
  }

  /** Begins in the background and keeps trying: a worker that starts before its broker waits for it. */
  start(): void {
    this.#timer = setInterval(() => {
      this.#inFlight.tick();
      void this.commit();
    }, TICK_MS);
    this.#starting = this.#subscribe();
  }

  get joined(): boolean {
    return this.#joined;
  }

  /** Something that will not mend itself; the process should be replaced. */
  get fault(): string | null {
    return this.#fault;
  }

  /** Why no group has been joined yet. */
  get waitingFor(): string | null {
    return this.#waitingFor;
  }

  /** Milliseconds since the broker was last heard from. */
  get silenceMs(): number {
    return performance.now() - this.#lastContact;
  }

  get oldestMs(): number {
    return this.#inFlight.oldestMs();
  }

  get inFlight(): number {
    return this.#inFlight.size;
  }

  /**
   * Stops taking records and resolves when those in flight are done, or after `deadlineMs`; then, with `finish`
   * having cut short what still waits, commits and leaves the group.
   */
  async stop(deadlineMs: number, finish: () => void): Promise<void> {
    this.#stopping.abort();
    await this.#starting;
    const deadline = AbortSignal.timeout(deadlineMs);
    while (this.#inFlight.size > 0 && !deadline.aborted) {
      await this.#inFlight.changed();
    }
    finish();
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#committing;
    await this.commit();
    this.#joined = false;
    await this.#subscription?.stop();
  }

  /** Commits every partition's watermark that has moved. Failing is harmless: the next one carries it. */
  commit(): Promise<void> {
    const positions = this.#joined ? this.#partitions.uncommitted() : [];
    const subscription = this.#subscription;
    if (positions.length === 0 || subscription === null || this.#isCommitting) return this.#committing;
    this.#isCommitting = true;
    this.#committing = subscription
      .commit(positions)
      .then(
        () => {
          this.#partitions.committed(positions);
          this.#parts.metrics.committed();
        },
        (error: unknown) => this.#parts.log.debug({ error: asError(error) }, 'commit refused; the next one carries it'),
      )
      .finally(() => {
        this.#isCommitting = false;
      });
    return this.#committing;
  }

  #isCommitting = false;

  async #subscribe(): Promise<void> {
    const { connection, group, topics, log } = this.#parts;
    while (!this.#stopping.signal.aborted) {
      try {
        this.#subscription = await connection.subscribe({ ...group, topics }, this.#events());
        return;
      } catch (error) {
        this.#waitingFor = asError(error).message;
        log.warn({ topics, reason: this.#waitingFor }, 'cannot subscribe yet; trying again');
        await pause(RECONNECT_DELAY_MS, this.#stopping.signal);
      }
    }
  }

  #events() {
    const { log, group } = this.#parts;
    return {
      onBatch: (batch: Batch) => this.#take(batch),
      onContact: () => {
        this.#lastContact = performance.now();
      },
      onRebalance: () => {
        this.#joined = false;
        this.#waitingFor = 'the group is rebalancing';
      },
      onAssigned: (assignment: Readonly<Record<string, readonly number[]>>) => {
        this.#partitions.assign(assignment);
        this.#joined = true;
        this.#waitingFor = null;
        this.#lastContact = performance.now();
        log.info({ group: group.groupId, assignment }, 'partitions assigned');
      },
      onCrash: (error: Error, fatal: boolean) => {
        this.#joined = false;
        this.#waitingFor = error.message;
        if (fatal) this.#fault = `the consumer gave up: ${error.message}`;
        log.error({ error, fatal }, 'the consumer crashed');
      },
    };
  }

  /** Returns the last offset that was taken over. */
  async #take(batch: Batch): Promise<string | null> {
    const { topic, partition, highWatermark, records } = batch;
    let taken: string | null = null;
    for (const record of records) {
      await this.#room(batch);
      const assigned = this.#partitions.find(topic, partition);
      if (this.#stopping.signal.aborted || batch.isStale() || assigned === undefined) {
        // Not taken, so it will be fetched again; until then the broker deserves a rest.
        await pause(TICK_MS);
        return taken;
      }
      if (assigned.tracker.deliver(BigInt(record.offset))) this.#begin(record, assigned);
      taken = record.offset;
    }
    if (taken !== null) this.#parts.metrics.lag(topic, partition, Number(BigInt(highWatermark) - BigInt(taken) - 1n));
    return taken;
  }

  /** Waits until a record may begin. Heartbeats throw when the group rebalances: then the batch is fetched again. */
  async #room(batch: Batch): Promise<void> {
    while ((this.#inFlight.full || this.#parts.gate.outage !== null) && !this.#stopping.signal.aborted) {
      await this.#inFlight.changed();
      await batch.heartbeat();
    }
  }

  #begin(record: InboundRecord, assigned: Partition): void {
    this.#inFlight.admit();
    this.#parts.metrics.inFlight(this.#inFlight.size);
    const key = record.key === null ? null : `${record.topic}/${record.partition}/${record.key.toString('latin1')}`;
    this.#lanes.run(key, () => this.#inFlight.run(() => this.#settle(record, assigned)));
  }

  async #settle(record: InboundRecord, assigned: Partition): Promise<void> {
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
