import { hasEventId, type Entry } from './entry';
import type { Fault } from './fault';
import { findSwapped, type Mismatch } from './find-swap';
import { GENESIS, linkHash, type Head, type Link } from './link';

/** More tell nobody more. */
const MAX_FAULTS = 100;
/** How many entries that were taken out, and the rest numbered anew, are recognised as that. */
const MAX_TAKEN_OUT = 64n;

/** Holds the links, in order, to the entries at their positions. Each is judged by itself: one fault is not a thousand. */
export class ChainCheck {
  /** How many entries were as they should be. */
  good = 0;
  readonly #faults: Fault[] = [];
  readonly #mismatches: Mismatch[] = [];
  #last: Head = GENESIS;
  #beforeLast: Head | null = null;
  #next = 1n;
  /** What the numbers were moved by since they were hashed. */
  #shift = 0n;
  /** The link before is not there, so there is nothing to hash this one with. */
  #isAnchor = false;

  /** An entry at a position that no link names. */
  unlinked(position: bigint, eventId: Buffer): void {
    this.#add({ kind: 'insert', position, number: null, eventId, says: 'it has no link in the chain' });
  }

  /** `entry` is what stands at the link's position. */
  link(link: Link, entry: Entry | undefined): void {
    if (link.number > this.#next) this.#gone(link.number - this.#next);
    this.#next = link.number + 1n;
    if (entry === undefined) this.#add({ ...link, kind: 'delete', says: 'the entry is gone' });
    else if (!this.#isAnchor) this.#compare(link, entry);
    else if (!isOf(entry, link)) this.#add({ ...link, kind: 'edit', says: OTHER_ENTRY });
    this.#isAnchor = false;
    this.#beforeLast = this.#last;
    this.#last = link;
  }

  /** In the order of positions. */
  faults(): Fault[] {
    const [first] = this.#mismatches;
    const other = first && findSwapped(first, this.#mismatches.slice(1));
    if (first === undefined || other === undefined) return this.#faults;
    return this.#faults
      .filter(({ number }) => number !== other.link.number)
      .map((fault) =>
        fault.number === first.link.number
          ? { ...fault, kind: 'swap', says: `it has changed places with position ${other.link.position}` }
          : fault,
      );
  }

  #gone(missing: bigint): void {
    const { position, number } = this.#last;
    const says = missing === 1n ? 'an entry and its link are gone' : `${missing} entries and their links are gone`;
    this.#add({ kind: 'delete', position, number: number + 1n, eventId: null, says: `${says} behind it` });
    this.#isAnchor = true;
  }

  #compare(link: Link, entry: Entry): void {
    const number = this.#shift === 0n ? link.number : link.number - this.#shift;
    const isSame = linkHash(this.#last.hash, number, entry.bytes).equals(link.hash);
    if (isSame && isOf(entry, link)) {
      this.good += 1;
    } else if (isSame) this.#add({ ...link, kind: 'edit', says: 'the link names another entry' });
    else if (!this.#isBehindInserted(link, entry) && !this.#isBehindTakenOut(link, entry)) {
      this.#mismatch({ link, number, previous: this.#last.hash, entry });
    }
  }

  #mismatch(mismatch: Mismatch): void {
    const { link, entry } = mismatch;
    const says = isOf(entry, link) ? 'its content is not what was chained' : OTHER_ENTRY;
    this.#add({ ...link, kind: 'edit', says });
    if (this.#mismatches.length < MAX_FAULTS) this.#mismatches.push(mismatch);
  }

  /** Whether the link fits the one before the last: that was put in with a link of its own, and the rest moved up. */
  #isBehindInserted(link: Link, entry: Entry): boolean {
    if (this.#beforeLast === null) return false;
    const number = link.number - this.#shift - 1n;
    if (!linkHash(this.#beforeLast.hash, number, entry.bytes).equals(link.hash)) return false;
    this.#shift += 1n;
    const inserted = this.#last as Link;
    this.#withdraw(inserted.number);
    this.#add({ ...inserted, kind: 'insert', says: 'it was put into the chain later' });
    return true;
  }

  /** Whether the link fits with a higher number, and the last one did not fit: entries before that were taken out. */
  #isBehindTakenOut(link: Link, entry: Entry): boolean {
    const { number, hash } = this.#last;
    if (this.#mismatches.at(-1)?.link.number !== number || this.#mismatches.at(-2)?.link.number === number - 1n)
      return false;
    for (let more = 1n; more <= MAX_TAKEN_OUT; more++) {
      if (!linkHash(hash, link.number - this.#shift + more, entry.bytes).equals(link.hash)) continue;
      this.#shift -= more;
      this.#withdraw(number);
      const { position } = this.#beforeLast ?? GENESIS;
      this.#add({ kind: 'delete', position, number, eventId: null, says: `${more} taken out of the chain behind it` });
      return true;
    }
    return false;
  }

  #withdraw(number: bigint): void {
    if (this.#mismatches.at(-1)?.link.number === number) this.#mismatches.pop();
    if (this.#faults.at(-1)?.number === number) this.#faults.pop();
  }

  #add({ kind, position, number, eventId, says }: Fault): void {
    if (this.#faults.length < MAX_FAULTS) this.#faults.push({ kind, position, number, eventId, says });
  }
}

const OTHER_ENTRY = 'another entry stands in its place';

function isOf(entry: Entry, { eventId }: Link): boolean {
  return hasEventId(entry, eventId);
}
