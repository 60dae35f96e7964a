import {
  answer,
  refusal,
  refuse,
  type Outcome,
  type StampTreeProof,
  type StampTreeRequest,
  type StampTreeResponse,
} from '#contracts';
import { elapsedMs, metadataOf, refused, stampedEvents } from '../stamp';
import type { Stamping } from '../stamp-store';
import { FileTree } from './file-tree';
import { readTreeRequest, type AskedTree } from './tree-request';

/** Of the stamp of a root, which is the hash of no content: `content_length` is 0. */
export const TREE_TYPE = 'application/vnd.onex.tree';

/**
 * Stamps the root of a tree, or finds the stamp it has already: the answer is the same to the byte, in whatever order
 * the files come. Nothing of the files is stored. Refuses what is no tree, and a root that is not that of the files.
 * Rejects when the store does; nothing is lost by trying again.
 */
export async function stampTree(request: StampTreeRequest, stamping: Stamping): Promise<Outcome<StampTreeResponse>> {
  const started = stamping.now();
  const { namespace, root_hash = null } = request;
  const asked = readTreeRequest(request);
  const rooted = 'refusal' in asked ? asked : withRoot(asked);
  if ('root_hash' in rooted && root_hash !== null && root_hash !== rooted.root_hash) return refuseRoot();
  if ('refusal' in rooted) return refuse(rooted.refusal, [refused(rooted.refusal)]);
  const draft = {
    namespace,
    blake3_hash: rooted.root_hash,
    content_type: TREE_TYPE,
    content_length: 0,
    file_path: null,
  };
  const row = await stamping.stamps.stamp(draft);
  const { file_count, results } = rooted;
  return answer(
    {
      root_hash: row.blake3_hash,
      file_count,
      metadata: metadataOf(row),
      stamp_time: row.stamped_at.toISOString(),
      results,
    },
    stampedEvents({}, row, elapsedMs(started, stamping.now())),
  );
}

interface Rooted {
  readonly root_hash: string;
  readonly file_count: number | null;
  readonly results: StampTreeProof[];
}

function withRoot(asked: AskedTree): Rooted {
  if (asked.files === null) return { root_hash: asked.root_hash, file_count: null, results: [] };
  const { files, proofsOf } = asked;
  const tree = new FileTree(...proofsOf);
  for (const file of files) tree.add(file);
  const root_hash = tree.root();
  const proofs = tree.proofs();
  const results = proofsOf.map((index, nth) => ({ ...files[index]!, index, proof: [...proofs[nth]!] }));
  return { root_hash, file_count: files.length, results };
}

function refuseRoot(): Outcome<StampTreeResponse> {
  const detail = { path: '/root_hash', message: 'must be the root of the files' };
  const reason = refusal('invalid_payload', `${detail.path} ${detail.message}`, [detail]);
  return refuse(reason, [refused(reason)]);
}
