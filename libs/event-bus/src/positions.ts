import { asError } from './failures';
import type { Membership } from './membership';
import type { Partition, Partitions } from './partitions';
import type { BusLog, BusMetrics } from './settings';

export interface PositionsParts {
  readonly membership: Pick<Membership, 'joined' | 'commit' | 'ends'>;
  readonly partitions: Partitions;
  readonly metrics: Pick<BusMetrics, 'committed' | 'lag'>;
  readonly log: Pick<BusLog, 'debug'>;
}

/** Where the group stands: commits what is contiguously finished, and measures how far behind the ends that is. */
export class Positions {
  readonly #parts: PositionsParts;
  #committing: Promise<void> | null = null;
  #measuring: Promise<void> | null = null;
  /** Where partitions ended when that was last known. */
  readonly #ends = new WeakMap<Partition, bigint>();
  readonly #behind = new WeakMap<Partition, { readonly watermark: bigint; readonly since: number }>();
  readonly #now: () => number;

  /** `now` are milliseconds of the clock that records' timestamps are of. */
  constructor(parts: PositionsParts, now: () => number = Date.now) {
    this.#parts = parts;
    this.#now = now;
  }

  /** Commits every partition's watermark that has moved. Failing is harmless: the next one carries it. */
  commit(): Promise<void> {
    this.#committing ??= this.#commit().finally(() => {
      this.#committing = null;
    });
    return this.#committing;
  }

  /** Commits what is finished now, after a commit that is under way. */
  async commitLast(): Promise<void> {
    await this.#committing;
    await this.commit();
  }

  async #commit(): Promise<void> {
    const { membership, partitions, metrics, log } = this.#parts;
    const positions = membership.joined ? partitions.uncommitted() : [];
    if (positions.length === 0) return;
    const started = performance.now();
    try {
      await membership.commit(positions);
      partitions.committed(positions);
      metrics.committed((performance.now() - started) / 1000);
    } catch (error) {
      log.debug({ error: asError(error) }, 'commit refused; the next one carries it');
    }
  }

  /**
   * Asks the broker where the partitions end, whether or not anything is taken from them. A broker that does not answer
   * leaves what it said last; records that wait grow older all the same.
   */
  measureLag(): Promise<void> {
    this.#report();
    this.#measuring ??= this.#measureLag()
      .catch((error: unknown) => this.#parts.log.debug({ error: asError(error) }, 'the lag could not be measured'))
      .finally(() => {
        this.#measuring = null;
        this.#report();
      });
    return this.#measuring;
  }

  async #measureLag(): Promise<void> {
    const { membership, partitions } = this.#parts;
    const begun = partitions.all().filter(({ tracker }) => tracker.begun);
    if (!membership.joined || begun.length === 0) return;
    for (const { topic, partition, offset } of await membership.ends(begun)) {
      const assigned = partitions.find(topic, partition);
      if (assigned !== undefined) this.#ends.set(assigned, BigInt(offset));
    }
  }

  #report(): void {
    for (const assigned of this.#parts.partitions.all()) {
      const end = this.#ends.get(assigned);
      const watermark = assigned.tracker.watermark();
      if (end === undefined || watermark === null) continue;
      const records = Math.max(0, Number(end - watermark));
      const seconds = records === 0 ? 0 : this.#waitingSeconds(assigned, watermark);
      this.#parts.metrics.lag(assigned.topic, assigned.partition, { records, seconds });
    }
  }

  /** By the record's own timestamp; before it was fetched, or where it has none, since it was first seen to be there. */
  #waitingSeconds(assigned: Partition, watermark: bigint): number {
    const now = this.#now();
    const seen = this.#behind.get(assigned);
    const since = seen?.watermark === watermark ? seen.since : now;
    this.#behind.set(assigned, { watermark, since });
    return Math.max(0, now - (assigned.tracker.timestamp ?? since)) / 1000;
  }
}
