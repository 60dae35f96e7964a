import { asError } from './failures';
import type { Membership } from './membership';
import type { Partitions } from './partitions';
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

  constructor(parts: PositionsParts) {
    this.#parts = parts;
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
    try {
      await membership.commit(positions);
      partitions.committed(positions);
      metrics.committed();
    } catch (error) {
      log.debug({ error: asError(error) }, 'commit refused; the next one carries it');
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
    const { membership, partitions, metrics } = this.#parts;
    const begun = partitions.all().filter(({ tracker }) => tracker.begun);
    if (!membership.joined || begun.length === 0) return;
    for (const { topic, partition, offset } of await membership.ends(begun)) {
      const watermark = partitions.find(topic, partition)?.tracker.watermark() ?? null;
      if (watermark !== null) metrics.lag(topic, partition, Math.max(0, Number(BigInt(offset) - watermark)));
    }
  }
}
