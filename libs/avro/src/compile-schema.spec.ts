import { Type } from 'avsc';
import { MAX_MESSAGE_BYTES } from '#contracts';
import { compileSchema } from './compile-schema';

const record = (...fields: object[]): object => ({ type: 'record', name: 'R', fields });
const field = (type: unknown): object => record({ name: 'a', type });

/** As another party writes and we read. */
function read(schema: object, value: unknown): unknown {
  const bytes = Type.forSchema(schema as never, { wrapUnions: 'always' }).toBuffer(value);
  return said(schema, bytes);
}

function said(schema: object, bytes: Buffer): unknown {
  const parsed = compileSchema(JSON.stringify(schema))(bytes);
  return parsed.ok ? parsed.value : parsed.refusal.code;
}

describe('a value of somebody else’s schema', () => {
  it.each([
    ['boolean', true, true],
    ['int', -2_147_483_648, -2_147_483_648],
    ['long', 9_007_199_254_740_990, 9_007_199_254_740_990],
    ['float', 0.5, 0.5],
    ['double', -1e300, -1e300],
    ['string', 'Grüße ✓ \u0000"', 'Grüße ✓ \u0000"'],
    ['bytes', Buffer.from([0, 255]), 'AP8='],
    [{ type: 'fixed', name: 'F', size: 2 }, Buffer.from([0, 255]), 'AP8='],
    [{ type: 'enum', name: 'E', symbols: ['x', 'y'] }, 'y', 'y'],
    [{ type: 'array', items: 'int' }, [1, 2, 3], [1, 2, 3]],
    [{ type: 'map', values: 'int' }, { x: 1, __proto__: null }, { x: 1 }],
    [['null', 'string'], null, null],
    [['string', 'int'], { int: 4 }, 4],
    [{ type: 'long', logicalType: 'timestamp-millis' }, 1_790_000_000_123, '2026-09-21T14:13:20.123Z'],
    [{ type: 'long', logicalType: 'timestamp-micros' }, 1_790_000_000_123_456, '2026-09-21T14:13:20.123Z'],
    [{ type: 'int', logicalType: 'date' }, 1, '1970-01-02'],
    [{ type: 'string', logicalType: 'uuid' }, 'u', 'u'],
    [{ type: 'int', logicalType: 'json' }, 7, 7],
  ])('of type %j', (type, value, json) => {
    expect(read(field(type), { a: value })).toEqual({ a: json });
  });

  it('of 64 bits keeps its digits in the text', () => {
    const parsed = compileSchema(JSON.stringify(field('long')))(Buffer.from('feffffffffffffffff01', 'hex'));
    expect(parsed.ok && parsed.text).toBe('{"a":9223372036854775807}');
  });

  it('leaves out what is null by default, as a sender of JSON would', () => {
    const schema = record({ name: 'a', type: ['null', 'int'], default: null }, { name: 'b', type: ['null', 'int'] });
    expect(read(schema, { a: null, b: null })).toEqual({ b: null });
    expect(read(schema, { a: { int: 1 }, b: { int: 2 } })).toEqual({ a: 1, b: 2 });
  });

  it('that holds itself', () => {
    const list = record({ name: 'next', type: ['null', 'R'], default: null });
    expect(read(list, { next: { R: { next: null } } })).toEqual({ next: {} });
  });
});

const NULLS = field({ type: 'array', items: 'null' });
const EMPTY = field({ type: 'array', items: { type: 'record', name: 'Empty', fields: [] } });
const ENDLESS = record({ name: 'a', type: 'R' });
/** 2^40 items of no bytes at all. */
const VERY_MANY = Buffer.from('80808080804000', 'hex');

describe('bytes that are no value of their schema', () => {
  it.each([
    ['end too soon', field('string'), Buffer.from([10, 65]), 'invalid_avro'],
    ['have a negative length', field('bytes'), Buffer.from([1]), 'invalid_avro'],
    ['have a length of 2^62', field('string'), Buffer.from('80808080808080808001', 'hex'), 'invalid_avro'],
    ['have a number without an end', field('long'), Buffer.alloc(11, 0xff), 'invalid_avro'],
    ['have something behind the value', field('int'), Buffer.from([2, 0]), 'invalid_avro'],
    ['choose a branch that is not there', field(['null', 'int']), Buffer.from([4]), 'invalid_avro'],
    [
      'choose a symbol that is not there',
      field({ type: 'enum', name: 'E', symbols: ['x'] }),
      Buffer.from([1]),
      'invalid_avro',
    ],
    ['have a boolean of 2', field('boolean'), Buffer.from([2]), 'invalid_avro'],
    ['have no number', field('float'), Buffer.from('0000c07f', 'hex'), 'invalid_avro'],
    ['have text that is not UTF-8', field('string'), Buffer.from([2, 0xff]), 'invalid_avro'],
    [
      'have text that is not the JSON it should be',
      field({ type: 'string', logicalType: 'json' }),
      Buffer.from([2, 123]),
      'invalid_avro',
    ],
    [
      'have an instant beyond the calendar',
      field({ type: 'long', logicalType: 'timestamp-millis' }),
      Buffer.from('feffffffffffffffff01', 'hex'),
      'invalid_avro',
    ],
    ['stand for very many nulls', NULLS, VERY_MANY, 'message_too_large'],
    ['stand for very many empty records', EMPTY, VERY_MANY, 'message_too_large'],
    ['say that there are very many texts', field({ type: 'array', items: 'string' }), VERY_MANY, 'invalid_avro'],
    ['stand for a record in itself without end', ENDLESS, Buffer.alloc(0), 'too_deep'],
    [
      'nest deeper than a message may',
      record({ name: 'a', type: ['null', 'R'] }),
      Buffer.alloc(100_000, 2),
      'too_deep',
    ],
    ['are no object', { type: 'array', items: 'int' }, Buffer.from([0]), 'not_an_object'],
  ])('and %s are refused', (_how, schema, bytes, code) => {
    expect(said(schema, bytes)).toBe(code);
  });

  it('never make more of a message than a message may be', () => {
    const schema = record({ name: 'a', type: { type: 'array', items: 'boolean' } });
    const many = Buffer.concat([Buffer.from('80808001', 'hex'), Buffer.alloc(MAX_MESSAGE_BYTES)]);
    expect(said(schema, many)).toBe('message_too_large');
  });
});

describe('a schema that nobody means', () => {
  const nested = (levels: number): string => `${'{"type":"array","items":'.repeat(levels)}"int"${'}'.repeat(levels)}`;

  it.each([
    ['is no JSON', '{'],
    ['is no Avro', '{"type":"object"}'],
    ['names a type that is elsewhere', '{"type":"record","name":"R","fields":[{"name":"a","type":"other.Type"}]}'],
    ['is larger than any other', JSON.stringify({ ...record(), doc: 'x'.repeat(131_072) })],
    ['nests without end', nested(5_000)],
    ['nests deeper than any other', nested(130)],
    [
      'has more records than any other',
      JSON.stringify(
        record(
          ...Array.from({ length: 600 }, (_, at) => ({
            name: `f${at}`,
            type: { type: 'record', name: `R${at}`, fields: [] },
          })),
        ),
      ),
    ],
  ])('because it %s is not used', (_why, text) => {
    expect(() => compileSchema(text)).toThrow(expect.objectContaining({ name: 'SchemaUnusableError' }) as Error);
  });
});
