import { readFile, realpath } from 'node:fs/promises';
import { isSoundProof, readTreeProof, type TreeProof } from '#stamping';
import type { Arguments } from '../arguments';
import { EXIT, usage } from '../failure';
import { oneLine } from '../printable';
import type { Session } from '../session';
import { refusalOf } from '../stamp/each-file';
import { namespaceOf } from '../stamp/stamp';
import { reasonOf } from '../system-error';
import { hashFile } from './hash-file';
import { rootAsked } from './root';

type ProofVerdict =
  'valid' | 'content_mismatch' | 'proof_altered' | 'root_mismatch' | 'namespace_mismatch' | 'proof_unreadable';

const SAYS: Readonly<Record<Exclude<ProofVerdict, 'valid'>, string>> = {
  content_mismatch: 'the file is not what it was in the tree',
  proof_altered: 'the proof does not lead from its file to its root',
  root_mismatch: 'the proof is of another tree',
  namespace_mismatch: 'the tree was stamped in another namespace',
  proof_unreadable: 'the file is no proof',
};

/** `omni verify FILE --proof PROOF`: needs neither the tree nor its manifest. */
export async function verifyProof(typed: Arguments, session: Session): Promise<number> {
  const [file = ''] = typed.words(0, ['FILE']);
  const named = typed.text('proof') ?? '';
  const asked = { root: rootAsked(typed), namespace: namespaceOf(typed) };
  const text = await readFile(named, 'utf8').catch((error: unknown) => {
    throw usage(`${named} cannot be read: ${reasonOf(error)}`);
  });
  const proof = readTreeProof(text);
  const { blake3_hash } = await realpath(file)
    .then(hashFile)
    .catch((error: unknown) => {
      throw usage(`${file}: ${refusalOf(error).message}`);
    });
  const status = proof === undefined ? 'proof_unreadable' : verdictOf(proof, blake3_hash, asked);
  await session.print(session.json ? asJson(status, proof, blake3_hash) : textOf(status, proof, session));
  return status === 'valid' ? EXIT.ok : EXIT.no;
}

function verdictOf(
  proof: TreeProof,
  found: string,
  asked: { readonly root: string | undefined; readonly namespace: string | undefined },
): ProofVerdict {
  if (!isSoundProof(proof)) return 'proof_altered';
  if (asked.root !== undefined && asked.root !== proof.root_hash) return 'root_mismatch';
  if (asked.namespace !== undefined && asked.namespace !== proof.namespace) return 'namespace_mismatch';
  return found === proof.blake3_hash ? 'valid' : 'content_mismatch';
}

function textOf(status: ProofVerdict, proof: TreeProof | undefined, { paint }: Session): string {
  if (status !== 'valid') return `${paint('red', '✗')} ${status}: ${SAYS[status]}`;
  const { path, root_hash, file_count, namespace, stamp_time } = proof!;
  return [
    `${paint('green', '✓')} it is ${oneLine(path)} of the tree`,
    `root ${root_hash} of ${file_count} files, ${namespace}, ${oneLine(stamp_time)}`,
  ].join('\n');
}

function asJson(status: ProofVerdict, proof: TreeProof | undefined, found: string): string {
  if (proof === undefined) return JSON.stringify({ status });
  const { proof: _, blake3_hash, ...facts } = proof;
  return JSON.stringify({ status, ...facts, expected: blake3_hash, found });
}
