import * as fc from 'fast-check';
import { decodeHeaders, encodeHeaders, type RawHeader } from '#contracts';
import { HEADER_FAMILIES, type HeaderFamily } from './header-families';
import { parseDeadLetter } from './parse-dead-letter';
import { readHeaderFamily } from './read-header-family';

const FAMILIES: readonly HeaderFamily[] = HEADER_FAMILIES;

const headersOf = (...headers: readonly (readonly [string, string | Buffer | null])[]): RawHeader[] =>
  headers.map(([name, value]) => [Buffer.from(name), value === null ? null : Buffer.from(value)]);

function sent(headers: readonly RawHeader[], key: Buffer | null, value: Buffer | null) {
  const named = headers.flatMap(([name, bytes]) => (bytes === null ? [] : [[name.toString(), bytes] as const]));
  return {
    topic: 'any',
    partition: 0,
    offset: '0',
    timestamp: 0,
    key,
    value,
    headers: Object.fromEntries(named),
    rawHeaders: encodeHeaders(headers),
  };
}

const namesOf = ({ marks, fields, bytes, prefixes }: HeaderFamily): string[] => [
  ...marks,
  ...prefixes,
  ...Object.values(fields).flatMap((sources) => sources.map((one) => (typeof one === 'string' ? one : one.header))),
  ...(bytes ? Object.values(bytes) : []),
];

describe('headers of frameworks', () => {
  it.each(FAMILIES)('all begin as the headers of $shape do, but for names that others use too', (family) => {
    const others = namesOf(family).filter(
      (name) => !family.prefixes.some((prefix) => name.toLowerCase().startsWith(prefix)),
    );
    expect(others.filter((name) => name !== 'CorrelationId')).toEqual([]);
  });

  it('whatever is in them, leave the record as it was, or say that it is lost', () => {
    const bytes = fc.option(fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array)));
    const name = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom(...FAMILIES.flatMap(namesOf)));
    const header = fc.tuple(
      name.map((text) => Buffer.from(text)),
      bytes,
    );
    const values = fc.oneof(
      bytes,
      fc.json().map((json) => Buffer.from(json)),
      fc.constant(Buffer.from('{"original_value_b64":"e30="}')),
    );
    fc.assert(
      fc.property(fc.array(header), bytes, values, fc.constantFrom(...FAMILIES), (some, key, value, family) => {
        const headers = [...some, ...headersOf([family.marks[0]!, 'x'])];
        const record = sent(headers, key, value);
        const letter = parseDeadLetter(record);
        const read = readHeaderFamily(record);
        const [inHeaders, own] = [read?.value ?? value, decodeHeaders(letter.original_raw_headers!)];
        const same = (a: Buffer | null, b: Buffer | null) => (a === null ? b === null : b !== null && a.equals(b));
        return (
          same(letter.raw, value ?? Buffer.alloc(0)) &&
          (!letter.exact || same(letter.original_value, inHeaders)) &&
          same(letter.original_key, read?.key ?? key) &&
          (letter.exact || inHeaders === null) &&
          own.every((header) => headers.some((one) => same(one[0], header[0]) && same(one[1], header[1])))
        );
      }),
    );
  });

  it('do not count where our own workers have left a record with them as it was', () => {
    const own = headersOf(['kafka_dlt-original-topic', 'theirs'], ['kafka_dlt-exception-fqcn', 'a.B']);
    const ours = headersOf(
      ['content_type', 'application/octet-stream'],
      ['original_headers', '2'],
      ['original_topic', 'ours'],
    );
    const letter = parseDeadLetter(sent([...own, ...ours], null, Buffer.from('x')));
    expect(letter).toMatchObject({ shape: 'headers', original_topic: 'ours', exact: true });
    expect(decodeHeaders(letter.original_raw_headers!)).toEqual(own);
  });

  it.each([
    ['4 bytes', Buffer.from([0, 0, 0, 7]), 7],
    ['8 bytes', Buffer.from([0, 0, 0, 0, 0, 0, 0, 7]), 7],
    ['digits', '1234', 1234],
    ['a negative number', Buffer.from([255, 255, 255, 255]), null],
    ['too many bytes', Buffer.alloc(9), null],
    ['words', 'seven', null],
  ])('hold numbers as %s', (_, value, expected) => {
    const headers = headersOf(['kafka_dlt-original-topic', 't'], ['kafka_dlt-original-partition', value]);
    expect(parseDeadLetter(sent(headers, null, null)).original_partition).toBe(expected);
  });

  it('go before a value that looks like a dead letter of another writer', () => {
    const value = Buffer.from('{"original_topic":"inner","error_message":"inner"}');
    const headers = headersOf(['__connect.errors.topic', 'outer']);
    expect(parseDeadLetter(sent(headers, null, value))).toMatchObject({
      shape: 'kafka-connect',
      original_topic: 'outer',
      original_value: value,
      exact: true,
    });
  });
});
