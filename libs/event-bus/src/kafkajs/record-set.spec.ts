import * as fc from 'fast-check';
import type { InboundRecord } from '#contracts';
import { cpuTimeUntil, ENDLESS_MS } from '../../../../test/support/cpu-time';
import type { AbortedTransaction } from './aborted-transactions';
import {
  batchOf,
  CODECS,
  marker,
  pack,
  packEach,
  recordBytes,
  sealed,
  TRANSACTIONAL,
  varint,
  type RecordParts,
} from './batches.fixture';
import type { Piece } from './piece';
import { costOf, MAX_RECORD_BYTES } from './record-fields';
import { RecordSet } from './record-set';

const PLACE = { topic: 't', partition: 3 };
const KIB = 1024;
const MIB = 1024 * KIB;

async function piecesOf(set: Buffer, from = 0, aborted: readonly AbortedTransaction[] = []): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for await (const piece of new RecordSet(set, aborted).pieces(PLACE, BigInt(from))) pieces.push(piece);
  return pieces;
}

async function read(set: Buffer, from = 0, aborted: readonly AbortedTransaction[] = []) {
  const pieces = await piecesOf(set, from, aborted);
  return { records: pieces.flatMap(({ records }) => records), next: Number(pieces.at(-1)?.next ?? -1) };
}

async function only(set: Buffer): Promise<InboundRecord> {
  const { records } = await read(set);
  expect(records).toHaveLength(1);
  return records[0]!;
}

const offsets = (records: readonly InboundRecord[]) => records.map(({ offset }) => Number(offset));
const value = (text: string): RecordParts => ({ value: Buffer.from(text) });
const aborts = (...list: [producer: number, first: number][]) =>
  list.map(([producer, first]) => ({ producerId: BigInt(producer), firstOffset: BigInt(first) }));

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const anyRecord = fc.record({
  key: fc.option(bytes),
  value: fc.option(
    fc.oneof(
      bytes,
      fc.nat({ max: 200_000 }).map((length) => Buffer.alloc(length, 'ab')),
    ),
  ),
  headers: fc.array(fc.tuple(fc.string({ unit: 'grapheme', maxLength: 5 }), fc.option(bytes)), { maxLength: 5 }),
  time: fc.integer(),
});
const anyCodec = fc.constantFrom(...Object.values(CODECS));

describe('the records of a set', () => {
  it('are those that were written, with any codec in any frames', async () => {
    const batches = fc.array(
      fc.tuple(fc.array(anyRecord, { minLength: 1, maxLength: 20 }), anyCodec, fc.integer({ min: 500, max: 300_000 })),
      { maxLength: 3 },
    );
    const property = fc.asyncProperty(batches, fc.nat({ max: 30 }), async (written, from) => {
      let base = 0;
      const set = Buffer.concat(
        written.map(([records, codec, frameBytes]) => {
          const batch = batchOf({ records, codec, frameBytes, baseOffset: base });
          base += records.length;
          return batch;
        }),
      );
      const found = await read(set, from);
      const expected = written.flatMap(([records]) => records).slice(from);
      expect(offsets(found.records)).toEqual(expected.map((_, at) => from + at));
      if (from < base) expect(found.next).toBe(base);
      found.records.forEach((record, at) => {
        const { key, value: own, headers, time } = expected[at]!;
        expect(record.unreadable).toBeUndefined();
        expect(record.key).toEqual(key);
        expect(record.value === null ? own === null : own !== null && record.value.equals(own)).toBe(true);
        expect(record.timestamp).toBe(1_700_000_000_000 + time);
        const last = new Map(headers);
        const kept = [...last].filter(([, text]) => text !== null);
        expect(new Map(Object.entries(record.headers))).toEqual(new Map(kept));
      });
    });
    await fc.assert(property, { numRuns: 60 });
  });

  it('never throw, hang or go astray, whichever byte of them is changed or where they are cut', async () => {
    const batch = fc.tuple(fc.array(anyRecord, { minLength: 1, maxLength: 4 }), anyCodec);
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 3 });
    const property = fc.asyncProperty(batch, damage, fc.nat({ max: 4 }), async ([records, codec], changes, from) => {
      const set = Buffer.concat([batchOf({ records, codec }), batchOf({ records, baseOffset: 100 })]);
      for (const [at, byte] of changes) set[at % Math.min(set.length, 400)] = byte;
      let [before, next] = [BigInt(from - 1), BigInt(from)];
      for (const piece of await piecesOf(set, from)) {
        for (const { offset } of piece.records) {
          expect(BigInt(offset) > before).toBe(true);
          before = BigInt(offset);
        }
        expect(piece.next >= next && piece.next > before).toBe(true);
        ({ next } = piece);
      }
    });
    await fc.assert(property, { numRuns: 300 });
  });

  it('may have gaps before, between and behind them, and batches may be empty', async () => {
    const records = [{ delta: 2 }, { delta: 5 }];
    const set = Buffer.concat([
      batchOf({ records, baseOffset: 10, lastDelta: 9, codec: CODECS.gzip }),
      batchOf({ records: [], baseOffset: 20, lastDelta: 4 }),
    ]);
    expect(new RecordSet(set, []).last).toBe(24n);
    expect(await read(set, 10)).toMatchObject({ records: [{ offset: '12' }, { offset: '15' }], next: 25 });
    expect(await read(set, 16)).toEqual({ records: [], next: 25 });
  });

  it('end before a batch that is cut off', async () => {
    const [first, second] = [batchOf({ records: [value('a')] }), batchOf({ records: [value('b')], baseOffset: 1 })];
    const set = Buffer.concat([first, second.subarray(0, -1)]);
    expect(new RecordSet(set, []).last).toBe(0n);
    expect((await read(set)).next).toBe(1);
    expect(new RecordSet(first.subarray(0, 50), []).last).toBeNull();
  });

  it('have the broker’s time where the topic says so', async () => {
    const { timestamp } = await only(batchOf({ records: [{ time: 5 }], attributes: 0x08 }));
    expect(timestamp).toBe(1_800_000_000_000);
  });

  it('have offsets of 64 bits', async () => {
    const set = batchOf({ records: [value('a'), value('b')] });
    set.writeBigInt64BE(2n ** 62n, 0);
    expect((await piecesOf(set, 5))[0]!.records.map(({ offset }) => offset)).toEqual([
      String(2n ** 62n),
      String(2n ** 62n + 1n),
    ]);
  });
});

describe('messages of the formats before Kafka 0.11', () => {
  function message(offset: number, attributes: number, text: Buffer): Buffer {
    const head = Buffer.alloc(26);
    head.writeBigInt64BE(BigInt(offset), 0);
    head.writeInt32BE(14 + 8 + text.length, 8);
    head.writeInt8(1, 16);
    head.writeInt8(attributes, 17);
    head.writeBigInt64BE(1_700_000_000_000n, 18);
    const lengths = Buffer.alloc(8);
    lengths.writeInt32BE(-1, 0);
    lengths.writeInt32BE(text.length, 4);
    return Buffer.concat([head, lengths, text]);
  }

  it('are read as well, compressed or not', async () => {
    const inner = Buffer.concat([message(0, 0, Buffer.from('b')), message(1, 0, Buffer.from('c'))]);
    const set = Buffer.concat([message(5, 0, Buffer.from('a')), message(7, 1, pack(CODECS.gzip, inner))]);
    const { records, next } = await read(set, 5);
    expect(records.map((record) => record.value?.toString())).toEqual(['a', 'b', 'c']);
    expect(offsets(records)).toEqual([5, 6, 7]);
    expect(next).toBe(8);
  });

  it('are unreadable where too much comes out of one', async () => {
    const set = message(7, 1, pack(CODECS.gzip, Buffer.alloc(33 * MIB)));
    expect(await read(set, 5)).toMatchObject({ records: [{ unreadable: { code: 'unreadable_batch' } }], next: 8 });
  });
});

describe('headers', () => {
  it('without a value are none, and of several the last one counts', async () => {
    const headers: RecordParts['headers'] = [
      ['a', Buffer.from('1')],
      ['none', null],
      ['a', Buffer.from('2')],
      ['gone', Buffer.from('x')],
      ['gone', null],
      ['__proto__', Buffer.from('p')],
    ];
    const record = await only(batchOf({ records: [{ headers }] }));
    expect(Object.keys(record.headers)).toEqual(['a', '__proto__']);
    expect(record.headers['a']?.toString()).toBe('2');
    expect(record.headers['constructor']).toBeUndefined();
  });

  it('are read in linear time and cost what they are', async () => {
    const headers = Array.from({ length: 20_000 }, (_, at) => [`h${at}`, Buffer.from('v')] as const);
    const set = batchOf({ records: [{ headers }] });
    expect(await cpuTimeUntil(() => only(set))).toBeLessThan(ENDLESS_MS);
    const record = await only(set);
    expect(Object.keys(record.headers)).toHaveLength(20_000);
    expect(costOf(record)).toBeGreaterThan(20_000 * 100);
  });

  it('that would cost more than a record may are not held', async () => {
    const headers = Array.from({ length: 100_000 }, (_, at) => [`${at}`, null] as const);
    const record = await only(batchOf({ records: [{ key: Buffer.from('k'), value: Buffer.from('v'), headers }] }));
    expect(record).toMatchObject({ key: Buffer.from('k'), unreadable: { code: 'record_too_large' } });
    expect(costOf(record)).toBeLessThan(MIB);
  });
});

describe('transactions', () => {
  const batch = (baseOffset: number, producerId: number, ...records: RecordParts[]) =>
    batchOf({ records, baseOffset, producerId, attributes: TRANSACTIONAL });

  it('that were aborted are not seen, in whatever order they ended', async () => {
    // A begins at 0, B at 1 and aborts first; then A goes on and aborts. The broker lists B before A.
    const set = Buffer.concat([
      batch(0, 1, value('a0')),
      batch(1, 2, value('b')),
      marker(2, 2, 'abort'),
      batch(3, 1, value('a1')),
      marker(4, 1, 'abort'),
      batch(5, 1, value('a2')),
      marker(6, 1, 'commit'),
    ]);
    const { records, next } = await read(set, 0, aborts([2, 1], [1, 0]));
    expect(records.map((record) => record.value?.toString())).toEqual(['a2']);
    expect(next).toBe(7);
  });

  it('are not ended by what looks like a marker', async () => {
    const keyed = { key: Buffer.from([0, 0, 0, 0]), value: Buffer.from('x') };
    const set = Buffer.concat([
      batch(0, 7, value('0'), keyed, value('2')),
      batch(3, 7, value('3')),
      marker(4, 7, 'abort'),
    ]);
    expect(await read(set, 0, aborts([7, 0]))).toEqual({ records: [], next: 5 });
    const committed = await read(set.subarray(0, -marker(4, 7, 'abort').length), 0);
    expect(committed.records).toHaveLength(4);
  });

  it('do not hide what others wrote meanwhile', async () => {
    const plain = batchOf({ records: [value('plain')], baseOffset: 1, producerId: 7 });
    const set = Buffer.concat([batch(0, 7, value('gone')), plain, batch(2, 8, value('kept')), marker(3, 7, 'abort')]);
    const { records } = await read(set, 0, aborts([7, 0]));
    expect(records.map((record) => record.value?.toString())).toEqual(['plain', 'kept']);
  });

  it('are never unpacked once they are aborted', async () => {
    const broken = sealed(Buffer.from('no gzip'), {
      attributes: TRANSACTIONAL | 1,
      producerId: 7,
      lastDelta: 2,
      count: 3,
    });
    expect(await read(broken, 0, aborts([7, 0]))).toEqual({ records: [], next: 3 });
  });
});

describe('a record that is too large', () => {
  const kept = [['correlation_id', Buffer.from('c-1')]] as const;

  it.each(Object.entries(CODECS))('is told by its beginning, key and headers (%s)', async (_, codec) => {
    const large = { key: Buffer.from('k'), value: Buffer.alloc(MAX_RECORD_BYTES + 1, 'x'), headers: kept };
    const set = batchOf({ records: [value('before'), large, value('behind')], codec });
    const { records, next } = await read(set);
    expect(offsets(records)).toEqual([0, 1, 2]);
    expect(records[1]).toMatchObject({ key: Buffer.from('k'), unreadable: { code: 'record_too_large' } });
    expect(records[1]?.value?.equals(Buffer.alloc(64 * KIB, 'x'))).toBe(true);
    expect(records[1]?.headers['correlation_id']?.toString()).toBe('c-1');
    expect(records[2]?.value?.toString()).toBe('behind');
    expect(next).toBe(3);
  });

  it('is not kept for its key', async () => {
    const key = Buffer.alloc(MAX_RECORD_BYTES, 'k');
    const record = await only(
      batchOf({ records: [{ key, value: Buffer.from('v'), headers: kept }], codec: CODECS.gzip }),
    );
    expect(record).toMatchObject({ key: null, value: Buffer.from('v'), unreadable: { code: 'record_too_large' } });
    expect(record.headers['correlation_id']?.toString()).toBe('c-1');
  });
});

describe('a batch that cannot be read', () => {
  const three = [value('0'), value('1'), value('2')];
  const behind = batchOf({ records: [value('behind')], baseOffset: 3 });
  const plain = Buffer.concat(three.map((record, delta) => recordBytes({ ...record, delta })));
  const head = { attributes: 0, lastDelta: 2, count: 3 };

  it.each<[string, Buffer, number]>([
    ['with an unknown codec', sealed(plain, { ...head, attributes: 5 }), 0],
    ['of bytes that are no gzip', sealed(plain, { ...head, attributes: 1 }), 0],
    [
      'whose gzip is cut off',
      sealed(pack(1, Buffer.concat([plain, Buffer.alloc(MIB)])).subarray(0, -9), { ...head, attributes: 1 }),
      3,
    ],
    ['with fewer records than it says', batchOf({ records: three, recordCount: 4, lastDelta: 3 }), 3],
    ['with more records than it says', sealed(plain, { ...head, count: 1 }), 1],
    ['with a negative number of records', batchOf({ records: three, recordCount: -1 }), 0],
    ['with a record of negative length', sealed(Buffer.concat([recordBytes(value('0')), varint(-5), plain]), head), 1],
    ['with a length of more than 32 bits', sealed(Buffer.alloc(20, 0xff), head), 0],
    ['with a record that is longer than all there is', sealed(Buffer.concat([varint(2 ** 30), plain]), head), 0],
    ['with a record outside of it', batchOf({ records: [value('0'), { delta: 9 }], lastDelta: 2 }), 1],
    ['with records in descending order', batchOf({ records: [{ delta: 1 }, { delta: 0 }], lastDelta: 2 }), 2],
  ])('%s is one record from there on, and reading goes on behind it', async (_, batch, failed) => {
    const set = Buffer.concat([batch, behind]);
    set.writeBigInt64BE(new RecordSet(batch, []).last! + 1n, batch.length);
    const { records, next } = await read(set);
    const unreadable = records.filter((record) => record.unreadable !== undefined);
    if (failed <= Number(new RecordSet(batch, []).last)) {
      expect(unreadable).toMatchObject([{ offset: String(failed), unreadable: { code: 'unreadable_batch' } }]);
      expect(unreadable[0]?.value?.equals(batch)).toBe(true);
    }
    expect(records.at(-1)?.value?.toString()).toBe('behind');
    expect(next).toBe(Number(new RecordSet(set, []).last) + 1);
  });

  it('says so where its bytes are too many to be kept', async () => {
    const record = await only(sealed(Buffer.alloc(2 * MIB, 0xff), head));
    expect(record.value).toHaveLength(MIB);
    expect(record.unreadable?.message).toContain('the first 1048576 are kept');
  });
});

describe('a bomb', () => {
  const megabyte = Buffer.alloc(1_000_000, 'a');
  const parts = Array.from({ length: 220 }, (_, delta) => {
    const whole = recordBytes({ delta, value: megabyte });
    return [whole.subarray(0, -1 - megabyte.length), megabyte, whole.subarray(-1)];
  });
  const codecs = Object.entries(CODECS).filter(([name]) => name !== 'none');

  it.each(codecs)('of 220 MB in %s is read in pieces, and none that is not asked for', async (_, codec) => {
    const set = sealed(packEach(codec, parts.flat()), { attributes: codec, lastDelta: 219, count: 220 });
    let count = 0;
    let turns = 0;
    let beat = setImmediate(function next() {
      turns++;
      beat = setImmediate(next);
    });
    for await (const piece of new RecordSet(set, []).pieces(PLACE, 0n)) {
      const held = new Set(piece.records.map((record) => record.value?.buffer));
      expect([...held].reduce((sum, buffer) => sum + (buffer?.byteLength ?? 0), 0)).toBeLessThan(4 * MIB);
      count += piece.records.length;
    }
    clearImmediate(beat);
    expect(count).toBe(220);
    // Others have their turn at least whenever two megabytes were unpacked.
    expect(turns).toBeGreaterThan(110);
  });

  it('is not unpacked where nobody reads on', async () => {
    const set = sealed(packEach(CODECS.gzip, parts.slice(0, 20).flat()), {
      attributes: 1,
      lastDelta: 19,
      count: 20,
    });
    const pieces = new RecordSet(set, []).pieces(PLACE, 0n);
    const { value: first } = await pieces.next();
    expect(first?.records).toHaveLength(1);
    await pieces.return(undefined);
    expect(await pieces.next()).toMatchObject({ done: true });
  });
});
