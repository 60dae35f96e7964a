import * as fc from 'fast-check';
import { Partitioners, type PartitionMetadata } from 'kafkajs';
import { partitioner } from './partitioner';

const metadata = (leaders: readonly number[]): PartitionMetadata[] =>
  leaders.map((leader, partitionId) => ({ partitionId, leader, partitionErrorCode: 0, replicas: [], isr: [] }));

describe('the partitioner', () => {
  it('sends a key where the Java client and kafkajs send it', () => {
    const [ours, theirs] = [partitioner(), Partitioners.DefaultPartitioner()];
    const key = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    );
    fc.assert(
      fc.property(key, fc.integer({ min: 1, max: 50 }), (one, partitions) => {
        const partitionMetadata = metadata(Array.from({ length: partitions }, () => 0));
        const args = { topic: 't', partitionMetadata, message: { key: one, value: '' } };
        expect(ours(args)).toBe(theirs(args));
      }),
      { numRuns: 2_000 },
    );
  });

  it('sends a record where it says, if there is such a partition', () => {
    const at = (partition: number) =>
      partitioner()({
        topic: 't',
        partitionMetadata: metadata([0, 0, 0]),
        message: { key: 'k', value: '', partition },
      });
    const byKey = partitioner()({
      topic: 't',
      partitionMetadata: metadata([0, 0, 0]),
      message: { key: 'k', value: '' },
    });
    expect([0, 1, 2].map(at)).toEqual([0, 1, 2]);
    expect([3, -1, 2 ** 31 - 1].map(at)).toEqual([byKey, byKey, byKey]);
  });

  it('spreads records without a key over the partitions that have a leader', () => {
    const partition = partitioner();
    const args = { topic: 't', partitionMetadata: metadata([0, -1, 0]), message: { key: null, value: '' } };
    const seen = Array.from({ length: 10 }, () => partition(args));
    expect(new Set(seen)).toEqual(new Set([0, 2]));
    expect(seen.slice(2)).toEqual(seen.slice(0, -2));
  });

  it('takes any partition while none has a leader', () => {
    const partition = partitioner();
    const args = { topic: 't', partitionMetadata: metadata([-1, -1]), message: { key: null, value: '' } };
    expect(new Set([partition(args), partition(args)])).toEqual(new Set([0, 1]));
  });
});
