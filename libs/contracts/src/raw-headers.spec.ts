import * as fc from 'fast-check';
import { decodeHeaders, encodeHeaders, headerTexts, rawHeadersOf, withoutHeaders, type RawHeader } from './raw-headers';

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const name = fc.oneof(
  fc.constantFrom('a', '__proto__', '1').map((text) => Buffer.from(text)),
  bytes,
);
const headers: fc.Arbitrary<RawHeader[]> = fc.array(fc.tuple(name, fc.option(bytes, { nil: null })), {
  maxLength: 200,
});

describe('raw headers', () => {
  it('come back as they were: order, repeated names, null values and bytes that are no text', () => {
    fc.assert(fc.property(headers, (some) => expect(decodeHeaders(encodeHeaders(some))).toEqual(some)));
  });

  it('are laid out as in a record of Kafka', () => {
    const some: RawHeader[] = [
      [Buffer.from('a'), Buffer.alloc(64)],
      [Buffer.from('b'), null],
    ];
    const expected = [4, 2, 0x61, 0x80, 0x01, ...Array.from({ length: 64 }, () => 0), 2, 0x62, 1];
    expect([...encodeHeaders(some)]).toEqual(expected);
    expect([...encodeHeaders([])]).toEqual([0]);
  });

  it('that were damaged are a RangeError and never something else', () => {
    fc.assert(
      fc.property(bytes, (any) => {
        try {
          expect(decodeHeaders(any).length).toBeLessThan(any.length);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
    expect(() => decodeHeaders(Buffer.from([0, 0]))).toThrow(RangeError);
    expect(() => decodeHeaders(Buffer.from([1]))).toThrow(RangeError);
    expect(() => decodeHeaders(Buffer.from([0x80, 0x80, 0x80, 0x80, 0x80, 1]))).toThrow(RangeError);
  });

  it('are left by name, every one of it, and nothing else changes', () => {
    const [a, b] = [Buffer.from('a'), Buffer.from('b')];
    const some: RawHeader[] = [
      [a, b],
      [b, null],
      [a, null],
      [b, a],
    ];
    expect(decodeHeaders(withoutHeaders(encodeHeaders(some), ['a', 'c']))).toEqual([some[1], some[3]]);
  });

  it('are shown as text: of one name the last, and none where that is null', () => {
    const some = [...rawHeadersOf({ a: '1', b: '2', __proto: 'x' }), ...rawHeadersOf({ a: Buffer.from('é') })];
    expect(headerTexts([...some, [Buffer.from('b'), null]])).toEqual({ a: 'é', __proto: 'x' });
    expect(Object.keys(headerTexts([[Buffer.from('__proto__'), Buffer.from('v')]]))).toEqual(['__proto__']);
  });
});
