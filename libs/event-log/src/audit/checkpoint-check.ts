import type { KeyObject } from 'node:crypto';
import { MerkleTree } from '#merkle-tree';
import { checkCheckpoint, type Checkpoint } from './checkpoint';
import type { Fault } from './fault';
import { GENESIS, type Head, type Link } from './link';

const UNSIGNED = { invalid: 'its signature is not valid', unknown_key: 'it is signed with another key' } as const;

/** Holds the chain to what was signed about it. */
export class CheckpointCheck {
  /** How many checkpoints the chain agrees with. */
  good = 0;
  readonly #tree = new MerkleTree();
  readonly #faults: Fault[] = [];
  readonly #expected: Checkpoint[];
  /** The first entry that the last good checkpoint says nothing about. */
  #since: Link | null = null;
  #head: Head = GENESIS;
  #isReplaced = false;

  /** Where there are no public keys, signatures are not looked at. */
  constructor(checkpoints: readonly Checkpoint[], publicKeys: readonly KeyObject[]) {
    this.#expected = checkpoints
      .filter((checkpoint) => publicKeys.length === 0 || this.#isSigned(checkpoint, publicKeys))
      .sort((a, b) => Number(a.size - b.size));
  }

  link(link: Link): void {
    if (this.#expected.length === 0) return;
    this.#head = link;
    this.#since ??= link;
    this.#tree.add(link.hash);
    while (this.#expected[0] !== undefined && this.#expected[0].size <= link.number) {
      this.#compare(this.#expected.shift()!);
    }
  }

  /** When the last link has been seen. */
  faults(): readonly Fault[] {
    const last = this.#expected.at(-1);
    if (last === undefined) return this.#faults;
    const says = `the chain ends at ${this.#head.number} of ${last.size} entries that were signed`;
    const gone = { kind: 'truncation', position: this.#head.position, number: this.#head.number + 1n } as const;
    return [...this.#faults, { ...gone, eventId: null, says }];
  }

  #compare({ size, head, root, time }: Checkpoint): void {
    if (this.#isReplaced) return;
    const isSame = this.#tree.size === size && head.equals(this.#head.hash) && root.equals(this.#tree.root());
    if (isSame) {
      this.good += 1;
      this.#since = null;
      return;
    }
    this.#isReplaced = true;
    const says = `the chain is not the one of ${size} entries that was signed at ${time.toISOString()}`;
    const first = this.#since ?? this.#head;
    this.#faults.push({
      kind: 'replacement',
      position: first.position,
      number: 'eventId' in first ? first.number : null,
      eventId: null,
      says,
    });
  }

  #isSigned(checkpoint: Checkpoint, publicKeys: readonly KeyObject[]): boolean {
    const outcome = checkCheckpoint(checkpoint, publicKeys);
    if (outcome === 'valid') return true;
    const { position, size } = checkpoint;
    const says = `the checkpoint of ${size} entries: ${UNSIGNED[outcome]}`;
    this.#faults.push({ kind: 'checkpoint', position, number: size, eventId: null, says });
    return false;
  }
}
