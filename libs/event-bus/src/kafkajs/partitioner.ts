import { randomInt } from 'node:crypto';
import type { ICustomPartitioner } from 'kafkajs';

/** Of the Java client's `Utils.murmur2`, which is where its records of one key go. */
const SEED = 0x9747b28c;
const M = 0x5bd1e995;

/**
 * The client's default partitioner with hashes in 32-bit arithmetic instead of objects for 64 bits
 * (src/producer/partitioners/default/murmur2.js): where a record names a partition that there is, that; else a key
 * decides, and the partition of a record without one goes round.
 */
export const partitioner: ICustomPartitioner = () => {
  let turn = randomInt(2 ** 31);
  return ({ partitionMetadata, message: { key, partition } }) => {
    if (partition !== undefined && partitionMetadata.some(({ partitionId }) => partitionId === partition)) {
      return partition;
    }
    if (key !== null && key !== undefined) return partitionOf(key, partitionMetadata.length);
    const led = partitionMetadata.filter(({ leader }) => leader >= 0);
    const candidates = led.length > 0 ? led : partitionMetadata;
    turn = (turn + 1) % 2 ** 31;
    return candidates[turn % candidates.length]?.partitionId ?? 0;
  };
};

export function partitionOf(key: string | Buffer, partitions: number): number {
  const hash = murmur2(typeof key === 'string' ? Buffer.from(key) : key);
  return (hash & 0x7fffffff) % partitions;
}

function murmur2(data: Buffer): number {
  const { length } = data;
  let hash = SEED ^ length;
  let at = 0;
  for (; at + 4 <= length; at += 4) {
    const word = Math.imul(data.readInt32LE(at), M);
    hash = Math.imul(hash, M) ^ Math.imul(word ^ (word >>> 24), M);
  }
  if (at < length) {
    for (let shift = 8 * (length - at - 1); shift >= 0; shift -= 8) hash ^= data.readUInt8(at + shift / 8) << shift;
    hash = Math.imul(hash, M);
  }
  hash = Math.imul(hash ^ (hash >>> 13), M);
  return hash ^ (hash >>> 15);
}
