import type { KeyObject } from 'node:crypto';
import { isObject } from '#contracts';
import { HASH_BYTES } from '#merkle-tree';
import { checkSignature, type Signature, type Signer } from '#signing';

/** What the chain was at one instant. */
export interface ChainState {
  /** How many entries it had. */
  readonly size: bigint;
  /** Of the last entry. */
  readonly position: bigint;
  /** Hash of the last entry. */
  readonly head: Buffer;
  /** Of the Merkle tree over the hashes of all entries. */
  readonly root: Buffer;
  readonly time: Date;
}

/** A state with the signature over its text. */
export interface Checkpoint extends ChainState, Signature {}

/** One fact a line, the first says which; nothing else that is signed with the key begins like this. */
function textOf({ size, position, head, root, time }: ChainState): Buffer {
  const lines = ['omninode audit checkpoint 1', size, position, head.toString('hex'), root.toString('hex')];
  return Buffer.from(`${[...lines, time.toISOString()].join('\n')}\n`);
}

export function signCheckpoint(state: ChainState, signer: Signer): Checkpoint {
  return { ...state, ...signer.sign(textOf(state)) };
}

/** Whether the key that the checkpoint names signed it, `unknown_key` where it is none of these. */
export function checkCheckpoint(
  checkpoint: Checkpoint,
  publicKeys: readonly KeyObject[],
): ReturnType<typeof checkSignature> {
  return checkSignature(textOf(checkpoint), checkpoint, publicKeys);
}

/** As JSON on one line. */
export function writeCheckpoint({ size, position, head, root, time, keyId, signature }: Checkpoint): string {
  return JSON.stringify({
    size: String(size),
    position: String(position),
    head: head.toString('hex'),
    root: root.toString('hex'),
    time: time.toISOString(),
    key: keyId,
    signature: signature.toString('base64'),
  });
}

/** `undefined` where the value is no checkpoint. */
export function readCheckpoint(value: unknown): Checkpoint | undefined {
  if (!isObject(value)) return undefined;
  const [size, position] = [countOf(value['size']), countOf(value['position'])];
  const [head, root] = [hashOf(value['head']), hashOf(value['root'])];
  const { time, key, signature } = value;
  if (size === undefined || position === undefined || head === undefined || root === undefined) return undefined;
  if (typeof time !== 'string' || typeof key !== 'string' || typeof signature !== 'string') return undefined;
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) return undefined;
  return { size, position, head, root, time: at, keyId: key, signature: Buffer.from(signature, 'base64') };
}

function countOf(value: unknown): bigint | undefined {
  return typeof value === 'string' && /^[1-9]\d{0,18}$/.test(value) ? BigInt(value) : undefined;
}

/** Of 64 hex digits. */
export function hashOf(value: unknown): Buffer | undefined {
  const isHash = typeof value === 'string' && value.length === 2 * HASH_BYTES && /^[\da-f]+$/.test(value);
  return isHash ? Buffer.from(value, 'hex') : undefined;
}
