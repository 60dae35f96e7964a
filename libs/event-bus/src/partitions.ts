import { DeferredRecords } from './deferred-records';
import type { Position } from './kafkajs/subscription';
import { OffsetTracker } from './offset-tracker';

/** One assigned partition. Work holds on to the one it began with: outliving that, it can no longer move a commit. */
export class Partition {
  readonly tracker = new OffsetTracker();
  readonly deferred = new DeferredRecords();
  readonly #name: string;
  /** Reading went back for deferred records and has not caught up yet. */
  rereading = false;
  /** Whether this very assignment still holds. */
  isHeld = true;

  constructor(
    readonly topic: string,
    readonly partition: number,
  ) {
    this.#name = `${topic}/${partition}/`;
  }

  /** Records of one key in one partition are one lane; the same key elsewhere is another producer's order. */
  laneOf(key: Buffer | null): string | null {
    return key === null ? null : this.#name + key.toString('latin1');
  }

  position(offset: bigint): Position {
    return { topic: this.topic, partition: this.partition, offset: offset.toString() };
  }
}

/** The partitions assigned to this worker, and how far each may be committed. */
export class Partitions {
  #assigned = new Map<string, Partition>();

  /**
   * Retained partitions keep their trackers, because their records in flight will be delivered again; others begin
   * again. Returns those that are no longer assigned.
   */
  assign(assignment: Readonly<Record<string, readonly number[]>>): readonly Partition[] {
    const next = new Map<string, Partition>();
    for (const [topic, partitions] of Object.entries(assignment)) {
      for (const partition of partitions) {
        const name = `${topic}/${partition}`;
        const kept = this.#assigned.get(name) ?? new Partition(topic, partition);
        // Reading begins where the commit stands, before everything that was deferred.
        kept.rereading = false;
        next.set(name, kept);
      }
    }
    const revoked = [...this.#assigned.values()].filter((held) => next.get(`${held.topic}/${held.partition}`) !== held);
    for (const held of revoked) held.isHeld = false;
    this.#assigned = next;
    return revoked;
  }

  find(topic: string, partition: number): Partition | undefined {
    return this.#assigned.get(`${topic}/${partition}`);
  }

  all(): readonly Partition[] {
    return [...this.#assigned.values()];
  }

  /** What was read so far means nothing any more (topic replaced, data lost): reading begins with a new tracker. */
  restart({ topic, partition }: Pick<Partition, 'topic' | 'partition'>): Partition {
    const fresh = new Partition(topic, partition);
    const replaced = this.find(topic, partition);
    if (replaced !== undefined) replaced.isHeld = false;
    this.#assigned.set(`${topic}/${partition}`, fresh);
    return fresh;
  }

  /** What may be committed and has not been; never past an unfinished record, never for a revoked partition. */
  uncommitted(): Position[] {
    const positions: Position[] = [];
    for (const assigned of this.#assigned.values()) {
      const offset = assigned.tracker.uncommitted();
      if (offset !== null) positions.push(assigned.position(offset));
    }
    return positions;
  }

  committed(positions: readonly Position[]): void {
    for (const { topic, partition, offset } of positions)
      this.find(topic, partition)?.tracker.committed(BigInt(offset));
  }
}
