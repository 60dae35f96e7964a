import { gzipSync } from 'node:zlib';
import { ERROR } from './apis';
import { BatchFields, batchOf } from './batch.fixture';
import { crc32c } from './crc32c';
import { LogLimits, PartitionLog } from './partition-log';

const NOW = 1_800_000_000_000;
const LIMITS: LogLimits = { maxMessageBytes: 10_000, retentionBytes: 1_000_000 };

function append(log: PartitionLog, fields: BatchFields = {}, limits = LIMITS): { error: number; baseOffset: number } {
  return log.append(batchOf({ timestamps: fields.values?.map(() => NOW) ?? [NOW], ...fields }), limits, NOW);
}

function baseOffsets(batches: readonly Buffer[]): number[] {
  return batches.map((batch) => Number(batch.readBigInt64BE(0)));
}

function flipped(batch: Buffer): Buffer {
  const damaged = Buffer.from(batch);
  damaged[damaged.length - 1]! ^= 1;
  return damaged;
}

/** The same batch with its records gzipped and the codec noted in the attributes. */
function gzipped(batch: Buffer, codec = 1): Buffer {
  const compressed = Buffer.concat([batch.subarray(0, 61), gzipSync(batch.subarray(61))]);
  compressed.writeInt32BE(compressed.length - 12, 8);
  compressed.writeInt16BE(codec, 21);
  compressed.writeUInt32BE(crc32c(compressed, 21), 17);
  return compressed;
}

describe('a partition log', () => {
  it('numbers records across batches and writes the number into the batch', () => {
    const log = new PartitionLog();
    expect(append(log, { values: ['a', 'b', 'c'] })).toEqual({ error: 0, baseOffset: 0 });
    expect(append(log, { values: ['d'] })).toEqual({ error: 0, baseOffset: 3 });
    expect(log.endOffset).toBe(4);
    expect(baseOffsets(log.read(0, Infinity, true))).toEqual([0, 3]);
  });

  it('changes nothing of a batch but its offset and leader epoch', () => {
    const log = new PartitionLog();
    append(log);
    const batch = batchOf({ timestamps: [NOW] });
    log.append(batch, LIMITS, NOW);
    const [stored] = log.read(1, Infinity, true);
    expect(stored!.subarray(16)).toEqual(batch.subarray(16));
    expect(stored!.subarray(8, 12)).toEqual(batch.subarray(8, 12));
  });

  it('reads from the batch that holds an offset, whole batches only, within the limit', () => {
    const log = new PartitionLog();
    for (let round = 0; round < 4; round++) append(log, { values: ['a', 'b'] });
    const size = batchOf({ values: ['a', 'b'] }).length;
    expect(baseOffsets(log.read(3, Infinity, true))).toEqual([2, 4, 6]);
    expect(baseOffsets(log.read(2, size * 2 + 5, true))).toEqual([2, 4]);
    expect(baseOffsets(log.read(2, 1, true))).toEqual([2]);
    expect(log.read(2, 1, false)).toEqual([]);
    expect(log.read(8, Infinity, true)).toEqual([]);
  });

  it.each([
    ['bytes that are no batch', Buffer.from('hello'), ERROR.INVALID_RECORD],
    ['two batches at once', Buffer.concat([batchOf(), batchOf()]), ERROR.INVALID_RECORD],
    ['a batch above the limit', batchOf({ values: ['x'.repeat(10_000)] }), ERROR.MESSAGE_TOO_LARGE],
    ['a batch with a flipped bit', flipped(batchOf()), ERROR.CORRUPT_MESSAGE],
    ['a timestamp far ahead', batchOf({ timestamps: [NOW + 3_600_001] }), ERROR.INVALID_TIMESTAMP],
  ])('refuses %s', (_what, bytes, error) => {
    const log = new PartitionLog();
    expect(log.append(bytes, LIMITS, NOW)).toEqual({ error, baseOffset: -1 });
    expect(log.endOffset).toBe(0);
  });

  it('drops whole batches from the start when it outgrows the retention, and never the newest', () => {
    const log = new PartitionLog();
    const size = batchOf({ values: ['a', 'b'] }).length;
    const limits = { ...LIMITS, retentionBytes: size * 4 };
    for (let round = 0; round < 10; round++) {
      append(log, { values: ['a', 'b'] }, limits);
      const kept = log.read(log.startOffset, Infinity, true);
      expect(kept.length).toBeLessThanOrEqual(4);
      expect(baseOffsets(kept)[0]).toBe(log.startOffset);
    }
    expect(log.startOffset).toBeGreaterThanOrEqual(12);
    expect(log.endOffset).toBe(20);
    append(log, { values: ['a', 'b'] }, { ...LIMITS, retentionBytes: 1 });
    expect(baseOffsets(log.read(20, Infinity, true))).toEqual([20]);
    expect(log.startOffset).toBe(20);
  });

  it('holds the offsets between its start and its end', () => {
    const log = new PartitionLog();
    append(log, { values: ['a', 'b', 'c'] });
    log.deleteBefore(2);
    expect([1, 2, 3, 4].map((offset) => log.holds(offset))).toEqual([false, true, true, false]);
    expect(baseOffsets(log.read(2, Infinity, true))).toEqual([0]);
    log.deleteBefore(3);
    expect(log.read(3, Infinity, true)).toEqual([]);
  });

  it.each([
    ['plain', (batch: Buffer) => batch],
    ['gzipped', (batch: Buffer) => gzipped(batch)],
  ])('finds the first record of a %s batch that is not older than a time', (_name, packed) => {
    const log = new PartitionLog();
    const values = ['a', 'b', 'c'];
    log.append(packed(batchOf({ values, timestamps: [NOW, NOW - 500, NOW + 70_000] })), LIMITS, NOW);
    log.append(packed(batchOf({ values, timestamps: [NOW + 80_000, NOW + 90_000, NOW + 85_000] })), LIMITS, NOW);
    const found = [0, 1, 70_000, 70_001, 90_000, 90_001].map((ms) => log.offsetSince(NOW + ms)?.offset);
    expect(found).toEqual([0, 2, 2, 3, 4, undefined]);
    expect(log.offsetSince(NOW + 1)).toEqual({ offset: 2, timestamp: NOW + 70_000 });
  });

  it('answers with the whole batch where it cannot open the codec', () => {
    const log = new PartitionLog();
    const zstd = 4;
    const batch = gzipped(batchOf({ values: ['a', 'b'], timestamps: [NOW, NOW + 10] }), zstd);
    log.append(batch, LIMITS, NOW);
    expect(log.offsetSince(NOW + 10)?.offset).toBe(0);
  });

  it('wakes its watchers at every append until they stop watching', () => {
    const log = new PartitionLog();
    let woken = 0;
    const stop = log.watch(() => woken++);
    append(log);
    append(log);
    stop();
    append(log);
    expect(woken).toBe(2);
  });

  describe('with idempotent producers', () => {
    const from = (producerId: number, baseSequence: number, count = 1, producerEpoch = 0): BatchFields => {
      return { producerId, producerEpoch, baseSequence, values: Array.from({ length: count }, () => 'x') };
    };

    it('answers a repeated batch with its first offset and does not wake anybody', () => {
      const log = new PartitionLog();
      append(log, from(7, 0, 3));
      append(log, from(7, 3, 2));
      let woken = false;
      log.watch(() => (woken = true));
      expect(append(log, from(7, 0, 3))).toEqual({ error: 0, baseOffset: 0 });
      expect(append(log, from(7, 3, 2))).toEqual({ error: 0, baseOffset: 3 });
      expect([log.endOffset, woken]).toEqual([5, false]);
    });

    it('refuses gaps, and repeats it has forgotten, out of order', () => {
      const log = new PartitionLog();
      for (let sequence = 0; sequence < 6; sequence++) append(log, from(7, sequence));
      expect(append(log, from(7, 7)).error).toBe(ERROR.OUT_OF_ORDER_SEQUENCE);
      expect(append(log, from(7, 0)).error).toBe(ERROR.OUT_OF_ORDER_SEQUENCE);
      expect(append(log, from(7, 1))).toEqual({ error: 0, baseOffset: 1 });
    });

    it('keeps producers apart', () => {
      const log = new PartitionLog();
      expect([append(log, from(7, 0)), append(log, from(8, 0)), append(log, from(7, 1))]).toEqual(
        [0, 1, 2].map((baseOffset) => ({ error: 0, baseOffset })),
      );
    });

    it('fences older epochs and starts newer ones at zero', () => {
      const log = new PartitionLog();
      append(log, from(7, 0));
      expect(append(log, from(7, 5, 1, 1)).error).toBe(ERROR.OUT_OF_ORDER_SEQUENCE);
      expect(append(log, from(7, 0, 1, 1)).error).toBe(0);
      expect(append(log, from(7, 1, 1, 0)).error).toBe(ERROR.INVALID_PRODUCER_EPOCH);
    });

    it('goes on at zero after the largest sequence', () => {
      const log = new PartitionLog();
      append(log, from(7, 2 ** 31 - 2, 2));
      expect(append(log, from(7, 0)).error).toBe(0);
      append(log, from(8, 2 ** 31 - 1, 2));
      expect(append(log, from(8, 1)).error).toBe(0);
    });
  });
});
