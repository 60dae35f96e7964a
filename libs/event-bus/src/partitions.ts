import { OffsetTracker } from './offset-tracker';
import type { Position } from './kafka-adapter';

/** One assigned partition. Work holds on to the tracker it began with: outliving that, it can no longer move a commit. */
export interface Partition {
  readonly topic: string;
  readonly partition: number;
  tracker: OffsetTracker;
}

/** The partitions assigned to this worker, and how far each may be committed. */
export class Partitions {
  #assigned = new Map<string, Partition>();

  /**
   * Retained partitions keep their trackers, because their records in flight will be delivered again; others begin
   * anew. Returns those that are no longer assigned.
   */
  assign(assignment: Readonly<Record<string, readonly number[]>>): readonly Partition[] {
    const next = new Map<string, Partition>();
    for (const [topic, partitions] of Object.entries(assignment)) {
      for (const partition of partitions) {
        const name = `${topic}/${partition}`;
        next.set(name, this.#assigned.get(name) ?? { topic, partition, tracker: new OffsetTracker() });
      }
    }
    const revoked = [...this.#assigned.values()].filter((held) => next.get(`${held.topic}/${held.partition}`) !== held);
    this.#assigned = next;
    return revoked;
  }

  find(topic: string, partition: number): Partition | undefined {
    return this.#assigned.get(`${topic}/${partition}`);
  }

  /** The log began anew under the same name (topic recreated, data lost): offsets seen so far mean nothing any more. */
  restart(topic: string, partition: number): void {
    const assigned = this.find(topic, partition);
    if (assigned !== undefined) assigned.tracker = new OffsetTracker();
  }

  /** Whether this very assignment still holds. */
  holds(assigned: Partition): boolean {
    return this.find(assigned.topic, assigned.partition) === assigned;
  }

  /** What may be committed and has not been; never past an unfinished record, never for a revoked partition. */
  uncommitted(): Position[] {
    const positions: Position[] = [];
    for (const { topic, partition, tracker } of this.#assigned.values()) {
      const offset = tracker.uncommitted();
      if (offset !== null) positions.push({ topic, partition, offset: offset.toString() });
    }
    return positions;
  }

  committed(positions: readonly Position[]): void {
    for (const { topic, partition, offset } of positions)
      this.find(topic, partition)?.tracker.committed(BigInt(offset));
  }
}
