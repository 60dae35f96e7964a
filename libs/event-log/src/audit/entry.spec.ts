import * as fc from 'fast-check';
import { describeEntry, entryOf, eventIdOf } from './entry';
import { entryBytes } from './entry.fixture';
import { GENESIS, linkHash } from './link';

const bytes = fc.option(fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array)));
/** Positions on both sides of what a double holds exactly, too. */
const positions = fc.oneof(
  fc.bigInt(1n, 2n ** 63n - 1n),
  fc.bigInt(2n ** 53n - 9n, 2n ** 53n + 9n),
  fc.bigInt(1n, 2n ** 34n),
);
const parts = fc.record({ position: positions, key: bytes, value: bytes, headers: bytes });

describe('an audit entry in its canonical form', () => {
  it('is read back as it was, whatever is in it', () => {
    fc.assert(
      fc.property(parts, (entry) => {
        expect(describeEntry(entryBytes(entry))).toEqual({
          ...entry,
          position: String(entry.position),
          recordedAt: new Date('2026-11-29T12:00:00.123Z'),
          eventId: '0190c0d0-1122-8333-8444-555566667777',
          topic: 'omninode.audit.agent_execution.v1',
          partition: 2,
          offset: '41',
          kafkaTime: null,
        });
      }),
    );
  });

  it('is known by its position and its event id', () => {
    fc.assert(
      fc.property(parts, (entry) => {
        const read = entryOf(entryBytes(entry));
        expect(read.position).toBe(entry.position);
        expect(eventIdOf(read).toString('hex')).toBe('0190c0d0112283338444555566667777');
      }),
    );
  });

  it('is refused where it is cut off or has something behind it', () => {
    const whole = entryBytes({ position: 1n, key: null, value: Buffer.from('v'), headers: null });
    expect(() => describeEntry(whole.subarray(0, -1))).toThrow(/out of range|no entry/);
    expect(() => describeEntry(Buffer.concat([whole, Buffer.alloc(1)]))).toThrow(/out of range|no entry/);
  });

  it('has another hash with any bit flipped, of it, of the hash before it and of its number', () => {
    fc.assert(
      fc.property(parts, fc.bigInt(1n, 2n ** 63n), fc.nat(), (entry, number, at) => {
        const previous = Buffer.alloc(32, 0x5a);
        const whole = entryBytes(entry);
        const hash = linkHash(previous, number, whole);
        const flipped = (part: Buffer): Buffer => {
          const copy = Buffer.from(part);
          copy[(at >> 3) % copy.length]! ^= 1 << (at & 7);
          return copy;
        };
        expect(linkHash(previous, number, flipped(whole))).not.toEqual(hash);
        expect(linkHash(flipped(previous), number, whole)).not.toEqual(hash);
        expect(linkHash(previous, number ^ (1n << BigInt(at % 63)), whole)).not.toEqual(hash);
      }),
    );
  });

  it('has a hash that no other program may change', () => {
    const entry = entryBytes({ position: 7n, key: Buffer.from('k'), value: Buffer.from('{}'), headers: null });
    expect(linkHash(GENESIS.hash, 1n, entry).toString('hex')).toBe(
      '993823949beb6f9516262e93c0a3c10af5bd464451b02425f215d264eaac6a52',
    );
  });
});
