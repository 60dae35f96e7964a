import type { KeyObject } from 'node:crypto';
import type { Query } from '#storage';
import { ChainCheck } from './chain-check';
import { pagesOf, readLinks } from './chain-pages';
import type { Checkpoint } from './checkpoint';
import { CheckpointCheck } from './checkpoint-check';
import { readCheckpoints } from './checkpoint-rows';
import { entryOf, eventIdOf, selectEntries, type Entry } from './entry';
import type { Fault } from './fault';
import type { Link } from './link';

/** Where a chain is read from. */
export interface ChainSource {
  readonly query: Query;
  /** The rows of a SELECT with one column of bytes, many at a time. */
  readonly copy: (select: string) => AsyncIterable<readonly Buffer[]>;
}

export interface Verification {
  /** From outside the database: without them, that the end is gone or all was replaced cannot be seen. */
  readonly checkpoints: readonly Checkpoint[];
  /** Of those who sign; without them signatures are not looked at. */
  readonly publicKeys: readonly KeyObject[];
  /** Entries that were looked at, of how many. */
  readonly onProgress: (done: number, total: number) => void;
}

export interface Verified {
  /** Links of the chain when it began. */
  readonly entries: number;
  /** Entries that are as they were chained. */
  readonly good: number;
  /** Checkpoints that the chain agrees with, those of the table and those from outside. */
  readonly checkpoints: number;
  /** In the order of positions; empty where all is as it was. */
  readonly faults: readonly Fault[];
}

/** One statement, so that what is appended meanwhile is in neither or in both. */
const STATE = `
WITH head AS (SELECT number, position FROM audit_chain ORDER BY number DESC LIMIT 1)
SELECT coalesce((SELECT number FROM head), 0) AS number, coalesce((SELECT position FROM head), 0) AS position,
  unlinked.position AS unlinked, uuid_send(unlinked.event_id) AS "eventId"
FROM (SELECT) AS one LEFT JOIN LATERAL (
  SELECT position, event_id FROM event_log_audit
  WHERE position > coalesce((SELECT position FROM head), 0) ORDER BY position LIMIT 1) AS unlinked ON true`;

interface State {
  readonly number: string;
  readonly position: string;
  readonly unlinked: string | null;
  readonly eventId: Buffer | null;
}

/**
 * Reads the chain as it is now from its first entry to its last, in order, beside the entries themselves. What is
 * appended meanwhile is left to the next time.
 */
export async function verifyChain({ query, copy }: ChainSource, verification: Verification): Promise<Verified> {
  const { checkpoints: outside, publicKeys, onProgress } = verification;
  const stored = await readCheckpoints(query);
  const [state] = await query<State & Record<string, unknown>>(STATE);
  const [last, lastPosition] = [BigInt(state!.number), BigInt(state!.position)];
  const chain = new ChainCheck();
  const signed = new CheckpointCheck([...stored, ...outside], publicKeys);
  // From the lowest position there can be: the log begins at 1, and a forger need not.
  const entries = new EntryFeed(copy(selectEntries(`position <= ${lastPosition}`)));
  const pages = pagesOf<Link>((link) => readLinks(query, link?.number ?? 0n, last));
  for await (const page of pages) {
    for (const link of page) {
      if (!entries.isAt(link.position)) {
        for (const entry of await entries.upTo(link.position)) chain.unlinked(entry.position, eventIdOf(entry));
      }
      chain.link(link, entries.takeAt(link.position));
      signed.link(link);
    }
    onProgress(Number(page.at(-1)!.number), Number(last));
  }
  for (const entry of await entries.upTo(lastPosition + 1n)) chain.unlinked(entry.position, eventIdOf(entry));
  if (state!.unlinked !== null) chain.unlinked(BigInt(state!.unlinked), state!.eventId!);
  const faults = inOrder(chain.faults(), signed.faults());
  return { entries: Number(last), good: chain.good, checkpoints: signed.good, faults };
}

/** A chain that is broken is not the one that was signed either; what broke it says more. */
function inOrder(chain: readonly Fault[], signed: readonly Fault[]): Fault[] {
  const told = chain.length === 0 ? signed : signed.filter(({ kind }) => kind !== 'replacement');
  return [...chain, ...told].sort((a, b) => Number(a.position - b.position));
}

/** Entries in the order of positions, beside links that are read at another pace. */
class EntryFeed {
  readonly #pages: AsyncIterator<readonly Buffer[]>;
  #page: readonly Entry[] = [];
  #next = 0;

  constructor(pages: AsyncIterable<readonly Buffer[]>) {
    this.#pages = pages[Symbol.asyncIterator]();
  }

  isAt(position: bigint): boolean {
    return this.#page[this.#next]?.position === position;
  }

  /** Those before the position that have not been taken. */
  async upTo(position: bigint): Promise<readonly Entry[]> {
    const passed: Entry[] = [];
    for (;;) {
      const entry = this.#page[this.#next];
      if (entry === undefined && !(await this.#turn())) return passed;
      if (entry === undefined) continue;
      if (entry.position >= position) return passed;
      passed.push(entry);
      this.#next += 1;
    }
  }

  takeAt(position: bigint): Entry | undefined {
    return this.isAt(position) ? this.#page[this.#next++] : undefined;
  }

  async #turn(): Promise<boolean> {
    const turned = await this.#pages.next();
    [this.#page, this.#next] = [turned.done === true ? [] : turned.value.map(entryOf), 0];
    return turned.done !== true;
  }
}
