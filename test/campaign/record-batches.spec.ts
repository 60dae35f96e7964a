import { gzipSync } from 'node:zlib';
import { batchOf } from '../../tools/local-broker/src/batch.fixture';
import { oneRecordBatch } from './one-record-batch';
import { recordsOf } from './record-batches';

const MADE = 1_700_000_000_000;
const ATTRIBUTES = 21;
const RECORDS = 61;

/** Sets attributes and packs the records, as a broker with its own settings stores a batch. */
function stored(batch: Buffer, attributes: number, offset = 0): Buffer {
  const records = batch.subarray(RECORDS);
  const packed = (attributes & 7) === 1 ? gzipSync(records) : records;
  const whole = Buffer.concat([batch.subarray(0, RECORDS), packed]);
  whole.writeBigInt64BE(BigInt(offset), 0);
  whole.writeInt32BE(whole.length - 12, 8);
  whole.writeInt16BE(attributes, ATTRIBUTES);
  return whole;
}

describe('the records of a log', () => {
  const values = Array.from({ length: 300 }, (_, index) => `välue ${index}`);
  const timestamps = values.map((_, index) => MADE + index * 1_000);
  const batch = batchOf({ values, timestamps });

  it.each([
    ['plain', 0],
    ['gzip', 1],
  ])('are read from %s batches, one after the other', (_what, attributes) => {
    const records = recordsOf(Buffer.concat([stored(batch, attributes), stored(batch, attributes, 1_000)]));
    expect(records.map(({ value }) => String(value))).toEqual([...values, ...values]);
    expect(records.map(({ offset }) => offset)).toEqual([
      ...values.keys(),
      ...[...values.keys()].map((n) => 1_000 + n),
    ]);
    expect(records.slice(0, 300).map(({ at }) => at)).toEqual(timestamps);
    expect(records[0]).toMatchObject({ key: null, headers: new Map() });
  });

  it('have the time of their appending where the topic keeps that', () => {
    const times = new Set(recordsOf(stored(batch, 8)).map(({ at }) => at));
    expect([...times]).toEqual([timestamps.at(-1)]);
  });

  it('are left for the next time where a batch is cut off, and are none in what marks a transaction', () => {
    const bytes = Buffer.concat([stored(batch, 1), stored(batch, 1, 300).subarray(0, -1)]);
    expect(recordsOf(bytes)).toHaveLength(300);
    expect(recordsOf(stored(batch, 32))).toEqual([]);
  });

  it('are not guessed from a compression that is not expected', () => {
    expect(() => recordsOf(stored(batch, 4))).toThrow('codec 4');
  });

  it('are what a raw client wrote, null headers included', () => {
    const headers = [
      ['a', null],
      ['b', ''],
      ['c', 'ü'],
    ] as const;
    const [record, ...others] = recordsOf(oneRecordBatch({ key: 'k', value: 'v'.repeat(500), headers }, MADE));
    expect(others).toEqual([]);
    expect(record).toEqual({
      offset: 0,
      at: MADE,
      key: Buffer.from('k'),
      value: Buffer.from('v'.repeat(500)),
      headers: new Map([
        ['a', null],
        ['b', Buffer.from('')],
        ['c', Buffer.from('ü')],
      ]),
    });
    const [empty] = recordsOf(oneRecordBatch({ key: null, value: null, headers: [] }, MADE));
    expect(empty).toMatchObject({ key: null, value: null });
  });
});
