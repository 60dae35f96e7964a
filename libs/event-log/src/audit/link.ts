import { blake3 } from '#blake3';
import { HASH_BYTES } from '#merkle-tree';

/** One entry in the chain. */
export interface Link {
  /** 1, 2, 3 … without gaps. */
  readonly number: bigint;
  /** Of the entry in the event log. */
  readonly position: bigint;
  /** Of the entry: 16 bytes. */
  readonly eventId: Buffer;
  readonly hash: Buffer;
}

export type Head = Pick<Link, 'number' | 'position' | 'hash'>;

/** Before the first entry. */
export const GENESIS: Head = { number: 0n, position: 0n, hash: Buffer.alloc(HASH_BYTES) };

/** No other text that is hashed here begins like this. */
const DOMAIN = Buffer.from('omninode audit entry 1\n');

const PREFIX_BYTES = DOMAIN.length + HASH_BYTES + 8 + 4;

/** Most entries fit; a chain has millions, and memory of their own would cost as much as hashing them. */
const SCRATCH = new Uint8Array(16_384);
SCRATCH.set(DOMAIN);
const VIEW = new DataView(SCRATCH.buffer);

/**
 * The hash of the entry with this number: over the hash before it, the number, and the entry's bytes with their length.
 * Each entry thereby holds all before it.
 */
export function linkHash(previous: Buffer, number: bigint, entry: Buffer): Buffer {
  SCRATCH.set(previous, DOMAIN.length);
  VIEW.setBigUint64(DOMAIN.length + HASH_BYTES, number);
  VIEW.setUint32(PREFIX_BYTES - 4, entry.length);
  const length = PREFIX_BYTES + entry.length;
  if (length > SCRATCH.length) return blake3(Buffer.concat([SCRATCH.subarray(0, PREFIX_BYTES), entry]));
  SCRATCH.set(entry, PREFIX_BYTES);
  return blake3(SCRATCH.subarray(0, length));
}
