import type { KeyObject } from 'node:crypto';
import { isObject } from '#contracts';
import { rootOf } from '#merkle-tree';
import { checkCheckpoint, hashOf, readCheckpoint, writeCheckpoint, type Checkpoint } from './checkpoint';
import { describeEntry, type EntryFacts } from './entry';
import { linkHash } from './link';

/** That an entry is in the chain which a checkpoint is about. It needs no database, only the public key. */
export interface Proof {
  /** Of the entry in the chain, from 1. */
  readonly number: bigint;
  /** Hash of the entry before it. */
  readonly previous: Buffer;
  readonly hash: Buffer;
  /** In its canonical form. */
  readonly entry: Buffer;
  /** The hashes beside the path from the entry to the root of the tree. */
  readonly path: readonly Buffer[];
  readonly checkpoint: Checkpoint;
}

/** What is wrong with a proof. Only ever added to: scripts decide by it. */
export type ProofFault =
  'proof_unreadable' | 'entry_altered' | 'proof_node_altered' | 'root_altered' | 'signature_altered' | 'unknown_key';

export type ProofOutcome =
  | { readonly valid: true; readonly entry: EntryFacts; readonly checkpoint: Checkpoint }
  | { readonly valid: false; readonly code: ProofFault };

const FORMAT = 'omninode audit proof 1';

export function writeProof({ number, previous, hash, entry, path, checkpoint }: Proof): string {
  return JSON.stringify(
    {
      format: FORMAT,
      number: String(number),
      previous: previous.toString('hex'),
      hash: hash.toString('hex'),
      entry: entry.toString('base64'),
      path: path.map((node) => node.toString('hex')),
      checkpoint: JSON.parse(writeCheckpoint(checkpoint)) as unknown,
    },
    null,
    2,
  );
}

/** Checks the text of a proof. Never throws, whatever the text is. */
export function checkProof(text: string, publicKeys: readonly KeyObject[]): ProofOutcome {
  const proof = readProof(text);
  if (proof === undefined) return refused('proof_unreadable');
  const { entry, checkpoint } = proof;
  if (!isOfEntry(proof)) return refused('entry_altered');
  const signature = checkCheckpoint(checkpoint, publicKeys);
  if (signature === 'unknown_key') return refused('unknown_key');
  // A signature does not say whether itself or what it is about was altered; the path knows the root.
  if (signature === 'invalid') return refused(isInTree(proof) ? 'signature_altered' : 'root_altered');
  if (!isInTree(proof)) return refused('proof_node_altered');
  const facts = factsOf(entry);
  return facts === undefined ? refused('entry_altered') : { valid: true, entry: facts, checkpoint };
}

/** Whether it proves what it says, apart from who signed it. */
export function isSound(proof: Proof): boolean {
  return isOfEntry(proof) && isInTree(proof);
}

function isOfEntry({ previous, number, entry, hash }: Proof): boolean {
  return linkHash(previous, number, entry).equals(hash);
}

function isInTree({ hash, number, path, checkpoint }: Proof): boolean {
  return rootOf(hash, number, checkpoint.size, path)?.equals(checkpoint.root) === true;
}

function refused(code: ProofFault): ProofOutcome {
  return { valid: false, code };
}

function factsOf(entry: Buffer): EntryFacts | undefined {
  try {
    return describeEntry(entry);
  } catch {
    return undefined;
  }
}

function readProof(text: string): Proof | undefined {
  const value = parsed(text);
  if (!isObject(value) || value['format'] !== FORMAT) return undefined;
  const { number, entry, path } = value;
  const [previous, hash] = [hashOf(value['previous']), hashOf(value['hash'])];
  const checkpoint = readCheckpoint(value['checkpoint']);
  if (typeof number !== 'string' || !/^[1-9]\d{0,18}$/.test(number) || typeof entry !== 'string') return undefined;
  if (previous === undefined || hash === undefined || checkpoint === undefined) return undefined;
  const nodes = Array.isArray(path) ? path.map(hashOf) : [undefined];
  if (!nodes.every((node) => node !== undefined)) return undefined;
  return { number: BigInt(number), previous, hash, entry: Buffer.from(entry, 'base64'), path: nodes, checkpoint };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
