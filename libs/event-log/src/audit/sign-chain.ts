import { MerkleTree } from '#merkle-tree';
import type { Signer } from '#signing';
import type { Database, Query } from '#storage';
import { readLinks } from './chain-pages';
import { checkCheckpoint, signCheckpoint, type Checkpoint } from './checkpoint';
import { addCheckpoint, readLastCheckpoint, type StoredCheckpoint } from './checkpoint-rows';
import { readHead } from './extend-chain';
import { growTree } from './grow-tree';
import type { Head } from './link';

/** Any fixed number will do; this one spells "sign". */
const LOCK = Buffer.from('sign').readInt32BE();

/** When there is a checkpoint due: so many entries since the last one, or any and so long since. */
export interface CheckpointRule {
  readonly entries: number;
  readonly milliseconds: number;
}

export interface ChainSigning {
  readonly signer: Signer;
  readonly due: CheckpointRule;
  /** Takes the checkpoint to a place outside the database; it is stored, in the transaction of `query`, when that has resolved. */
  readonly publish: (checkpoint: Checkpoint, query: Query) => Promise<void>;
}

/** The chain is not the one that was signed last; it is not signed again. `omni audit verify` says what was done to it. */
export class ChainBrokenError extends Error {
  override readonly name = 'ChainBrokenError';
  readonly code = 'audit_chain_broken';
}

/**
 * Signs what the chain is, where that is due; `null` where it is not, or another program is at it.
 *
 * @throws {ChainBrokenError}
 */
export function signChain(database: Database, { signer, due, publish }: ChainSigning): Promise<Checkpoint | null> {
  return database.transaction(async (query) => {
    const [turn] = await query<{ ours: boolean; now: Date }>(
      'SELECT pg_try_advisory_xact_lock($1) AS ours, clock_timestamp() AS now',
      [LOCK],
    );
    if (turn?.ours !== true) return null;
    const [last, head] = [await readLastCheckpoint(query), await readHead(query)];
    if (!isDue(due, last, head, turn.now)) return null;
    const tree = await treeTo(query, head, last, signer);
    const state = { size: head.number, position: head.position, head: head.hash, root: tree.root(), time: turn.now };
    const checkpoint = signCheckpoint(state, signer);
    await publish(checkpoint, query);
    await addCheckpoint(query, { ...checkpoint, peaks: tree.peaks });
    return checkpoint;
  });
}

function isDue(due: CheckpointRule, last: Checkpoint | undefined, { number }: Head, now: Date): boolean {
  if (last === undefined) return number > 0n;
  if (number < last.size) throw new ChainBrokenError(`${last.size} entries were signed, and ${number} are there`);
  if (number === last.size) return false;
  return number - last.size >= due.entries || now.getTime() - last.time.getTime() >= due.milliseconds;
}

async function treeTo(
  query: Query,
  head: Head,
  last: StoredCheckpoint | undefined,
  signer: Signer,
): Promise<MerkleTree> {
  const tree = last === undefined ? new MerkleTree() : await treeOf(query, last, signer);
  if (!(await growTree(query, tree, head.number))) throw new ChainBrokenError('links of the audit chain are gone');
  return tree;
}

/** Where the last checkpoint was, if the chain is still that there. */
async function treeOf(query: Query, last: StoredCheckpoint, signer: Signer): Promise<MerkleTree> {
  const [link] = await readLinks(query, last.size - 1n, last.size);
  const tree = MerkleTree.from(last.size, last.peaks);
  const isIntact = link?.hash.equals(last.head) === true && tree.root().equals(last.root);
  if (!isIntact || checkCheckpoint(last, [signer.publicKey]) === 'invalid') {
    throw new ChainBrokenError(`the chain is not the one of ${last.size} entries that was signed`);
  }
  return tree;
}
