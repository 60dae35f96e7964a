import * as fc from 'fast-check';
import { WireReader, WireWriter } from './wire';

interface Field {
  readonly expected: unknown;
  readonly write: (to: WireWriter) => unknown;
  readonly read: (from: WireReader) => unknown;
}

const scalar = fc.oneof(
  fc.integer({ min: -128, max: 127 }).map((value) =>
    field(
      value,
      (to) => to.int8(value),
      (from) => from.int8(),
    ),
  ),
  fc.integer({ min: -32768, max: 32767 }).map((value) =>
    field(
      value,
      (to) => to.int16(value),
      (from) => from.int16(),
    ),
  ),
  fc.integer().map((value) =>
    field(
      value,
      (to) => to.int32(value),
      (from) => from.int32(),
    ),
  ),
  fc.maxSafeInteger().map((value) =>
    field(
      value,
      (to) => to.int64(value),
      (from) => from.int64(),
    ),
  ),
  fc.boolean().map((value) =>
    field(
      value,
      (to) => to.boolean(value),
      (from) => from.boolean(),
    ),
  ),
  fc.option(fc.string({ unit: 'grapheme', maxLength: 3000 })).map((value) =>
    field(
      value,
      (to) => to.string(value),
      (from) => from.nullableString(),
    ),
  ),
  fc
    .array(fc.uint8Array({ maxLength: 2000 }), { maxLength: 3 })
    .map((parts) => parts.map((part) => Buffer.from(part)))
    .map((parts) =>
      field(
        Buffer.concat(parts),
        (to) => to.bytes(...parts),
        (from) => from.bytes(),
      ),
    ),
  fc.option(fc.array(fc.integer(), { maxLength: 20 })).map((items) =>
    field(
      items,
      (to) => to.array(items, (item) => to.int32(item)),
      (from) => from.nullableArray(() => from.int32()),
    ),
  ),
);

function field(expected: unknown, write: Field['write'], read: Field['read']): Field {
  return { expected, write, read };
}

function written(fields: readonly Field[]): Buffer {
  const writer = new WireWriter();
  fields.forEach((one) => one.write(writer));
  return Buffer.concat(writer.chunks());
}

describe('the wire format', () => {
  it('reads back whatever sequence of fields was written', () => {
    fc.assert(
      fc.property(fc.array(scalar, { maxLength: 60 }), (fields) => {
        const reader = new WireReader(written(fields));
        expect(fields.map((one) => one.read(reader))).toEqual(fields.map((one) => one.expected));
        expect(() => reader.int8()).toThrow(RangeError);
      }),
    );
  });

  it('refuses a message cut short anywhere, instead of reading beyond it', () => {
    fc.assert(
      fc.property(
        fc.array(scalar, { minLength: 1, maxLength: 10 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (fields, part) => {
          const whole = written(fields);
          const reader = new WireReader(whole.subarray(0, Math.floor(whole.length * part)));
          expect(() => fields.map((one) => one.read(reader))).toThrow(RangeError);
        },
      ),
    );
  });

  it('never does anything but return or throw a RangeError on arbitrary bytes', () => {
    const reads = [
      (from: WireReader) => from.nullableString(),
      (from: WireReader) => from.bytes(),
      (from: WireReader) => from.array(() => from.string()),
    ];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.constantFrom(...reads), (bytes, read) => {
        try {
          read(new WireReader(Buffer.from(bytes)));
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });

  it('does not reserve memory for an array that only claims to be long', () => {
    const claim = Buffer.from([0x7f, 0xff, 0xff, 0xff]);
    const reader = new WireReader(claim);
    expect(() => reader.array(() => reader.int8())).toThrow('the frame ends too early');
  });

  it('references large blocks instead of copying them', () => {
    const block = Buffer.alloc(100_000);
    expect(new WireWriter().bytes(block).chunks()).toContain(block);
  });
});
