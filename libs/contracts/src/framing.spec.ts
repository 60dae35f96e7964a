import * as fc from 'fast-check';
import { frame, MAX_SCHEMA_ID, unframe } from './framing';

const ids = fc.integer({ min: 1, max: MAX_SCHEMA_ID });
const bytes = fc.uint8Array({ maxLength: 200 });

describe("the registry's framing", () => {
  it('is a zero byte, the id in four bytes with the highest first, and the body', () => {
    expect(frame(0x01020304, Buffer.from('{}')).toString('hex')).toBe('00010203047b7d');
  });

  it('gives back what was framed', () => {
    fc.assert(
      fc.property(ids, bytes, (schemaId, body) => {
        expect(unframe(frame(schemaId, body))).toEqual({ schemaId, body: Buffer.from(body) });
      }),
    );
  });

  it('changes nothing when what was unframed is framed again', () => {
    const anything = fc.oneof(
      bytes,
      bytes.map((rest) => Uint8Array.of(0, ...rest)),
    );
    fc.assert(
      fc.property(anything, (value) => {
        const framed = unframe(Buffer.from(value));
        if (framed !== null) expect(frame(framed.schemaId, framed.body)).toEqual(Buffer.from(value));
      }),
    );
  });

  it('takes no JSON text for framed, whatever white space or byte order mark comes first', () => {
    const before = fc.constantFrom('', ' ', '\n\t\r ', '\uFEFF');
    fc.assert(
      fc.property(before, fc.jsonValue(), (space, value) => {
        expect(unframe(Buffer.from(space + JSON.stringify(value)))).toBeNull();
      }),
    );
  });

  it.each([
    ['an empty value', ''],
    ['a zero byte alone', '00'],
    ['an id cut short', '00000000'],
    ['id 0, as in the eight-byte ids of other registries', '00000000007b7d'],
    ['a negative id', '00ffffffff7b7d'],
    ['another magic byte', '01000000017b7d'],
  ])('leaves %s alone', (_what, hex) => {
    expect(unframe(Buffer.from(hex, 'hex'))).toBeNull();
  });

  it.each([0, -1, 1.5, NaN, MAX_SCHEMA_ID + 1])('refuses to write the id %p', (id) => {
    expect(() => frame(id, Buffer.from('{}'))).toThrow(RangeError);
  });
});
