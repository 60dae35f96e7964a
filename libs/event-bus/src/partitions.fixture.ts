import { equal, ok } from 'node:assert/strict';
import * as fc from 'fast-check';
import type { OffsetTracker } from './offset-tracker';
import { Partitions } from './partitions';

/** The broker's side: where the group stands, what was handed out, and what has been settled for good. */
class Log {
  committed = 0n;
  next = 0n;
  readonly settled = new Set<bigint>();

  everythingBelow(offset: bigint): boolean {
    for (let at = 0n; at < offset; at++) if (!this.settled.has(at)) return false;
    return true;
  }
}

interface Work {
  readonly partition: number;
  readonly offset: bigint;
  readonly tracker: OffsetTracker;
}

export type Step =
  | { readonly kind: 'deliver'; readonly partition: number }
  | { readonly kind: 'finish' | 'fail'; readonly pick: number }
  | { readonly kind: 'assign'; readonly owned: readonly number[] }
  | { readonly kind: 'commit'; readonly lost: boolean };

const PARTITIONS = [0, 1, 2];
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('deliver' as const), partition: fc.constantFrom(0, 1, 2) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('finish' as const), pick: fc.nat(1000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fail' as const), pick: fc.nat(1000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('assign' as const), owned: fc.subarray(PARTITIONS) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('commit' as const), lost: fc.boolean() }) },
);

/** One worker in a group whose partitions come and go; `fail` is work that is given up and stays unfinished. */
export class World {
  readonly partitions = new Partitions();
  readonly logs = PARTITIONS.map(() => new Log());
  owned: readonly number[] = PARTITIONS;
  work: Work[] = [];

  constructor() {
    this.partitions.assign({ topic: PARTITIONS });
  }

  play(one: Step): void {
    switch (one.kind) {
      case 'deliver':
        return this.#deliver(one.partition);
      case 'finish':
      case 'fail':
        return this.#end(one.pick, one.kind === 'finish');
      case 'assign':
        return this.#assign(one.owned);
      case 'commit':
        return this.commit(one.lost);
    }
  }

  commit(lost: boolean): void {
    const positions = this.partitions.uncommitted();
    for (const { partition, offset } of positions) {
      ok(this.owned.includes(partition));
      equal(this.#log(partition).everythingBelow(BigInt(offset)), true);
      if (!lost) this.#log(partition).committed = BigInt(offset);
    }
    if (!lost) this.partitions.committed(positions);
  }

  #log(partition: number): Log {
    const log = this.logs[partition];
    if (log === undefined) throw new Error('no such partition');
    return log;
  }

  #deliver(partition: number): void {
    const log = this.#log(partition);
    const assigned = this.partitions.find('topic', partition);
    equal(assigned !== undefined, this.owned.includes(partition));
    if (assigned === undefined) return;
    const offset = log.next++;
    const { tracker } = assigned;
    const known = this.work.some((one) => one.tracker === tracker && one.offset === offset);
    if (tracker.deliver(offset)) {
      equal(known, false);
      this.work.push({ partition, offset, tracker });
    }
  }

  #end(pick: number, settled: boolean): void {
    const [ended] = this.work.splice(pick % Math.max(1, this.work.length), 1);
    if (ended === undefined) return;
    if (!settled) return;
    this.#log(ended.partition).settled.add(ended.offset);
    ended.tracker.finish(ended.offset);
  }

  /** Every assignment begins where the group's commit stands, kept partitions too. */
  #assign(owned: readonly number[]): void {
    const before = new Map(owned.map((partition) => [partition, this.partitions.find('topic', partition)]));
    this.partitions.assign({ topic: owned });
    for (const partition of owned) {
      const kept = before.get(partition);
      if (kept !== undefined) equal(this.partitions.find('topic', partition), kept);
    }
    this.owned = owned;
    for (const log of this.logs) log.next = log.committed;
  }
}
