import { posix } from 'node:path';
import type { Signer } from '#signing';
import { SIDECAR } from '../in-file/sidecar';
import type { StampedFile } from '../in-file/stamp-file';
import { signEnvelope } from './envelope';
import { digestsOf, PAYLOAD_TYPE, writeStatement } from './statement';

/** What is added to the name of a file for the name of the envelope with its signature. */
export const ENVELOPE = `${SIDECAR}.dsse`;

/**
 * The envelope of a file that was stamped, as its file has it. Subjects are the bytes of the file and of its sidecar,
 * so that whoever hashes a file agrees. The same file gives the same envelope.
 */
export function signFile(path: string, { bytes, sidecar, stamp }: Omit<StampedFile, 'strays'>, signer: Signer): string {
  const name = posix.basename(path);
  const subjects = [
    { name, digest: digestsOf(bytes) },
    ...(sidecar === null ? [] : [{ name: name + SIDECAR, digest: digestsOf(Buffer.from(sidecar, 'utf8')) }]),
  ];
  const { uid, hash, exact, timestamp, author, version, namespace } = stamp;
  const predicate = {
    uid,
    stamped_at: timestamp,
    normalised_hash: hash,
    exact_hash: exact,
    author,
    version,
    namespace,
  };
  return `${JSON.stringify(signEnvelope(PAYLOAD_TYPE, writeStatement(subjects, predicate), signer))}\n`;
}
