import type { InboundRecord } from '#contracts';
import { recordFilter, type RecordFilter } from './record-filter';

const ID = '8a1f5e0c-7c52-4a6e-9a53-0c1d2e3f4a5b';

function record(value: unknown, fields: Partial<InboundRecord> = {}): InboundRecord {
  const bytes = value === null ? null : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  return { topic: 't', partition: 0, offset: '0', timestamp: 0, key: null, headers: {}, value: bytes, ...fields };
}

const shows = (wanted: Partial<RecordFilter>, shown: InboundRecord): boolean =>
  recordFilter({ partitions: [], correlationId: undefined, conditions: [], ...wanted })(shown);

describe('which records are shown', () => {
  it('all, unless something is asked for', () => {
    expect(shows({}, record(null))).toBe(true);
    expect(shows({}, record('no JSON'))).toBe(true);
  });

  it('those of some partitions', () => {
    expect([0, 1, 2].map((partition) => shows({ partitions: [0, 2] }, record({}, { partition })))).toEqual([
      true,
      false,
      true,
    ]);
  });

  it.each<[string, InboundRecord]>([
    ['its envelope', record({ correlation_id: ID, payload: {} })],
    ['its payload', record({ payload: { correlation_id: ID } })],
    ['a header', record('no JSON', { headers: { correlation_id: Buffer.from(ID) } })],
    ['its key', record(null, { key: Buffer.from(ID) })],
  ])('those that have a correlation id in %s', (_, shown) => {
    expect(shows({ correlationId: ID }, shown)).toBe(true);
    expect(shows({ correlationId: ID.replace('8', '9') }, shown)).toBe(false);
  });

  it.each<[string, boolean]>([
    ['payload.is_valid=false', true],
    ['payload.is_valid=true', false],
    ['payload.name=a=b', true],
    ['payload.count=7', true],
    ['payload.nothing=null', true],
    ['payload.missing=', false],
    ['payload=', false],
    ['__proto__.a=1', false],
    ['payload.list=[1,2]', true],
  ])('those of which %s holds', (condition, isShown) => {
    const value = { payload: { is_valid: false, name: 'a=b', count: 7, nothing: null, list: [1, 2] } };
    expect(shows({ conditions: [condition] }, record(value))).toBe(isShown);
    expect(shows({ conditions: [condition, 'payload.count=7'] }, record(value))).toBe(isShown);
    expect(shows({ conditions: [condition] }, record('no JSON'))).toBe(false);
  });

  it('survives a record that nests too deeply, which still has its correlation id and meets no condition', () => {
    const deep = record(`{"correlation_id":"${ID}","payload":${'['.repeat(200_000)}${']'.repeat(200_000)}}`);
    expect(shows({ correlationId: ID }, deep)).toBe(true);
    expect(shows({ conditions: ['payload=x'] }, deep)).toBe(false);
  });

  it('refuses a condition that is none', () => {
    expect(() => shows({ conditions: ['payload'] }, record({}))).toThrow(/--filter must be PATH=VALUE/);
  });
});
