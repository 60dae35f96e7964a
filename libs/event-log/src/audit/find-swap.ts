import { fieldEnds, type Entry } from './entry';
import { linkHash, type Link } from './link';

/** An entry that is not what its link says, with what the link was made from. */
export interface Mismatch {
  readonly link: Link;
  /** The number that the link's hash holds. */
  readonly number: bigint;
  readonly previous: Buffer;
  readonly entry: Entry;
}

/** The one whose content the first should have, whichever of the fields behind the position changed places. */
export function findSwapped(first: Mismatch, others: readonly Mismatch[]): Mismatch | undefined {
  return others.find((other) => exchanged(first.entry.bytes, other.entry.bytes).some((bytes) => fits(first, bytes)));
}

function fits({ link, number, previous }: Mismatch, bytes: Buffer): boolean {
  return linkHash(previous, number, bytes).equals(link.hash);
}

/** The first fields of the one with the last fields of the other, at every boundary. */
function exchanged(one: Buffer, other: Buffer): Buffer[] {
  const ends = fieldEnds(other);
  return fieldEnds(one)
    .slice(0, -1)
    .map((end, field) => Buffer.concat([one.subarray(0, end), other.subarray(ends[field])]));
}
