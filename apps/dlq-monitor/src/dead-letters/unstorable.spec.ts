import { messageOf, type InboundRecord } from '#contracts';
import { readDeadLetter, unstorable } from './unstorable';

const RECORD: InboundRecord = {
  topic: 'a.dlq',
  partition: 2,
  offset: '17',
  key: Buffer.from('k'),
  value: Buffer.alloc(100_000, 'x'),
  headers: {},
  timestamp: Date.parse('2026-01-02T03:04:05Z'),
};
const PLACE = { dlq_topic: 'a.dlq', dlq_partition: 2, dlq_offset: '17', received_at: new Date('2026-01-02T03:04:05Z') };

describe('a dead letter that cannot be stored as it is', () => {
  it('keeps its place, its time, its beginning and the reason', () => {
    const kept = unstorable({ ...PLACE, raw: Buffer.alloc(100_000, 'x') }, new RangeError('password=hunter2\u0000'));
    expect(kept).toMatchObject({
      ...PLACE,
      shape: 'unstorable',
      error_code: 'unstorable',
      error_type: 'RangeError',
      error_message: expect.stringMatching(
        /^The dead letter cannot be stored as it is: password=\[REDACTED\]/,
      ) as string,
    });
    expect(kept.raw).toHaveLength(65_536);
    const { original_value, original_key, correlation_id, original_headers } = kept;
    expect([original_value, original_key, correlation_id, original_headers]).toEqual([null, null, null, null]);
  });

  it('is the result for a record that our own reader fails on', () => {
    const hostile = new Proxy(RECORD, {
      get: (record, name) => {
        if (name === 'headers') throw new TypeError('cannot read headers');
        return Reflect.get(record, name) as unknown;
      },
    });
    expect(readDeadLetter(messageOf(hostile))).toMatchObject({
      ...PLACE,
      shape: 'unstorable',
      error_type: 'TypeError',
    });
    expect(readDeadLetter(messageOf(RECORD))).toMatchObject({ ...PLACE, shape: 'unknown' });
  });
});
