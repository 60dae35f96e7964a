import { MerkleTree } from '#merkle-tree';
import type { Query } from '#storage';
import { readLinks } from './chain-pages';
import { readCheckpointOf } from './checkpoint-rows';
import { readEntryAt } from './entry';
import { growTree } from './grow-tree';
import { GENESIS } from './link';
import { isSound, type Proof } from './proof';

/**
 * Why there is no proof: nothing has this id, no checkpoint has been signed since it was recorded, or the chain is not
 * what was signed.
 */
export type NoProof = 'not_found' | 'not_signed_yet' | 'broken';

const FIND = `
SELECT number FROM audit_chain JOIN event_log_audit USING (position) WHERE event_log_audit.event_id = $1::uuid`;

const FIND_ENVELOPE = `
SELECT number FROM event_log_audit JOIN audit_chain USING (position) WHERE envelope_id = $1 ORDER BY number LIMIT 1`;

/** That an audit entry is in the chain. `id`: of the event in the log, else what its envelope says. */
export async function prove(query: Query, id: string): Promise<Proof | NoProof> {
  const number = await findNumber(query, id);
  if (number === null) return 'not_found';
  const checkpoint = await readCheckpointOf(query, number);
  if (checkpoint === undefined) return 'not_signed_yet';
  const [link] = await readLinks(query, number - 1n, number);
  const entry = await readEntryAt(query, link!.position);
  const [before] = number === 1n ? [GENESIS] : await readLinks(query, number - 2n, number - 1n);
  if (entry === undefined || before === undefined) return 'broken';
  const tree = new MerkleTree(number);
  if (!(await growTree(query, tree, checkpoint.size))) return 'broken';
  const { hash } = link!;
  const [path = []] = tree.paths();
  const proof = { number, previous: before.hash, hash, entry: entry.bytes, path, checkpoint };
  return isSound(proof) ? proof : 'broken';
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

async function findNumber(query: Query, id: string): Promise<bigint | null> {
  const [own] = UUID.test(id) ? await query<{ number: string }>(FIND, [id]) : [];
  const [found] = own === undefined ? await query<{ number: string }>(FIND_ENVELOPE, [id]) : [own];
  return found === undefined ? null : BigInt(found.number);
}
