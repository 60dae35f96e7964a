import * as fc from 'fast-check';
import { refusal, type InboundRecord } from '#contracts';
import { DEAD_LETTER_SHAPES, type DeadLetter } from './dead-letter';
import { HEADER_FAMILIES } from './header-families';
import { parseDeadLetter } from './parse-dead-letter';
import { KEY, TOPIC, UUID } from './shape-sample';
import { SHAPE_SAMPLES } from './shape-samples';

function record(value: unknown, change: Partial<InboundRecord> = {}): InboundRecord {
  const bytes = Buffer.isBuffer(value) || value === null ? value : Buffer.from(JSON.stringify(value));
  return {
    topic: `${TOPIC}.dlq`,
    partition: 0,
    offset: '9223372036854775807',
    timestamp: 1_760_000_000_123,
    key: null,
    value: bytes,
    headers: {},
    ...change,
  };
}

function parse(value: unknown, change: Partial<InboundRecord> = {}): DeadLetter {
  return parseDeadLetter(record(value, change));
}

describe('the shapes of the field', () => {
  it.each(SHAPE_SAMPLES)('reads $name', ({ record: sample, expected }) => {
    const { original_value, original_key, ...rest } = parseDeadLetter({ ...record(null), ...sample });
    const read = { ...rest, original_value: original_value?.toString(), original_key: original_key?.toString() };
    expect(read).toMatchObject(expected);
  });

  it('has a sample for every shape it can name', () => {
    const sampled = new Set(SHAPE_SAMPLES.map((sample) => sample.expected.shape));
    expect(DEAD_LETTER_SHAPES.filter((shape) => !sampled.has(shape))).toEqual([]);
  });
});

/** Shapes that no property of the value tells. */
const BY_HEADERS = new Set(['headers', 'tombstone', 'unknown', ...HEADER_FAMILIES.map(({ shape }) => shape)]);

describe('a damaged record', () => {
  const bodies = SHAPE_SAMPLES.flatMap(({ expected, record: { value } }) => {
    const body: unknown = value && JSON.parse(value.toString('utf8'));
    const recognised = !BY_HEADERS.has(expected.shape);
    return recognised ? [{ shape: expected.shape, body: body as Record<string, unknown> }] : [];
  });

  it.each(bodies)('of $shape stays its writer’s when any member has the wrong type', ({ shape, body }) => {
    for (const name of Object.keys(body)) {
      for (const wrong of [null, true, -1.5, '', ' ', 'text', [], [[]], {}, { value: 1, key: {}, code: [] }]) {
        expect(parse({ ...body, [name]: wrong }).shape).toBe(shape);
      }
    }
    const allWrong = Object.fromEntries(Object.keys(body).map((name) => [name, [{ wrong: true }]]));
    expect(parse(allWrong)).toMatchObject({ shape, original_topic: null, retry_count: 0, failed_at: null });
  });
});

describe('a record from our own workers', () => {
  const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x7b]);
  const ours = { original_topic: TOPIC, original_event: null, original_value_b64: bytes.toString('base64') };

  it('gives back bytes that are no text', () => {
    const letter = parse(ours);
    expect(letter.original_value).toEqual(bytes);
    expect(letter.exact).toBe(true);
  });

  it('tells a tombstone that failed from a value that was not kept', () => {
    expect(parse({ ...ours, original_value_b64: null })).toMatchObject({ original_value: null, exact: true });
    expect(parse({ original_topic: TOPIC, error_message: 'no' })).toMatchObject({ original_value: null, exact: false });
  });

  it('falls back to the parsed event where the base64 is damaged', () => {
    const letter = parse({ ...ours, original_value_b64: '/*no*/', original_event: { a: 1 } });
    expect(letter).toMatchObject({ original_value: Buffer.from('{"a":1}'), exact: false });
  });

  it('never calls an altered original exact', () => {
    expect(parse({ ...ours, sanitized: true })).toMatchObject({ exact: false, sanitized: true });
  });

  it('prefers the exact bytes of the key to their text', () => {
    const key = Buffer.from([0xff, 0x41]);
    expect(parse({ ...ours, original_key: key.toString('utf8') }, { key }).original_key).toEqual(key);
    expect(parse({ ...ours, original_key: null }, { key }).original_key).toBeNull();
  });
});

describe('a record that is not all there', () => {
  const unreadable = refusal('record_too_large', 'the record has 9 MiB');

  it('is kept as it is and tells why, whatever its beginning looks like', () => {
    const part = { original_topic: TOPIC, original_value_b64: 'e30=' };
    expect(parse(part, { unreadable })).toMatchObject({
      shape: 'unknown',
      raw: Buffer.from(JSON.stringify(part)),
      exact: false,
      error_code: 'record_too_large',
      error_message: 'the record has 9 MiB',
    });
  });

  it('keeps what its headers tell', () => {
    const headers = { original_topic: Buffer.from('there'), error_code: Buffer.from('other') };
    const expected = { shape: 'headers', original_topic: 'there', error_code: 'record_too_large', exact: false };
    expect(parse('part', { unreadable, headers })).toMatchObject(expected);
  });

  it('is not exact where our own workers had only a part of it', () => {
    const raw = { content_type: Buffer.from('application/octet-stream'), original_topic: Buffer.from(TOPIC) };
    const incomplete = { ...raw, original_value: Buffer.from('incomplete') };
    expect(parse('part', { headers: raw })).toMatchObject({ shape: 'headers', exact: true });
    expect(parse('part', { headers: incomplete })).toMatchObject({ exact: false, original_headers: {} });
  });
});

describe('garbage', () => {
  const deep = Buffer.from('['.repeat(100_000) + ']'.repeat(100_000));
  const deepMember = Buffer.from(
    `{"original_event":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)},"error":{"error_message":"deep"}}`,
  );

  it.each([
    ['an empty value', Buffer.alloc(0), 'tombstone', 'it has no value'],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'unknown', 'it is not UTF-8'],
    ['text', Buffer.from('Traceback (most recent call last)'), 'unknown', 'it is not JSON'],
    ['a number', Buffer.from('1e999'), 'unknown', 'it is JSON but no object'],
    ['an array', Buffer.from('[{"original_event":{}}]'), 'unknown', 'it is JSON but no object'],
    ['100,000 brackets', deep, 'unknown', 'it is JSON but no object'],
    ['an open bracket', Buffer.from('{'.repeat(100_000)), 'unknown', 'it is not JSON'],
    ['a stranger’s object', Buffer.from('{"hello":"world"}'), 'unknown', 'no writer is known by its members'],
  ])('keeps %s and says what is wrong', (_name, value, shape, problem) => {
    const letter = parse(value);
    expect(letter.raw).toEqual(value);
    expect(letter).toMatchObject({ shape, original_value: null, exact: false, original_topic: null });
    expect(letter.error_message).toContain(problem);
  });

  it('keeps an event that nests too deeply to be written again', () => {
    const { original_value, raw, ...letter } = parse(deepMember);
    expect(letter).toMatchObject({ shape: 'guide-record', error_message: 'deep', exact: false });
    expect(raw.equals(deepMember)).toBe(true);
    expect(original_value !== null && deepMember.includes(original_value)).toBe(true);
  });

  it('takes prototype names for the plain names they are', () => {
    const text =
      '{"__proto__":{"original_value_b64":"eA==","error":{"code":"polluted"}},"constructor":{"original_topic":"c"},' +
      '"original_topic":"a.b","error_message":"x","original_headers":{"__proto__":"h","constructor":"k"}}';
    const letter = parse(Buffer.from(text));
    expect(letter).toMatchObject({ shape: 'architecture-metadata', original_topic: 'a.b', error_code: 'unknown' });
    expect(Object.entries(letter.original_headers ?? {})).toEqual([
      ['__proto__', 'h'],
      ['constructor', 'k'],
    ]);
    expect(({} as Record<string, unknown>)['original_value_b64']).toBeUndefined();
  });

  it('does not believe numbers that cannot be', () => {
    const text =
      '{"original_topic":"../../etc","original_partition":1e400,"original_offset":9007199254740993,' +
      '"error_message":"x","retry_count":99999999999,"failed_at":1e300}';
    expect(parse(Buffer.from(text))).toMatchObject({
      original_topic: null,
      original_partition: null,
      original_offset: null,
      retry_count: 0,
      failed_at: null,
    });
  });

  it('reads offsets up to the largest when they come as text', () => {
    const read = (offset: string) =>
      parse({ original_topic: 'a', error_message: 'x', original_offset: offset }).original_offset;
    expect(read('9223372036854775807')).toBe('9223372036854775807');
    expect(read('9223372036854775808')).toBeNull();
  });

  it('never throws, keeps the bytes and fills every column, whatever the types', () => {
    const names = ['original_event', 'error', 'original_topic', 'retry_count', 'original_value_b64', 'failed_at'];
    const more = ['original_message', 'failure_reason', 'original_headers', 'original_key', 'correlation_id'];
    const body = fc.dictionary(fc.constantFrom(...names, ...more), fc.jsonValue(), { maxKeys: 11 });
    const value = fc.oneof(
      body.map((members) => Buffer.from(JSON.stringify(members))),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      fc.constant(null),
    );
    const headers = fc.dictionary(
      fc.constantFrom('x-error-code', 'original_topic', '__proto__', 'event_type'),
      fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
    );
    fc.assert(
      fc.property(value, headers, (bytes, heads) => {
        const letter = parse(bytes, { headers: heads });
        const texts = [letter.error_code, letter.error_type, letter.error_category, letter.error_message];
        expect([
          letter.raw.equals(bytes ?? Buffer.alloc(0)),
          texts.every((text) => typeof text === 'string' && text.length > 0 && text.length <= 2_000),
          Number.isInteger(letter.retry_count),
          letter.failed_at === null || !Number.isNaN(letter.failed_at.getTime()),
          letter.original_offset === null || /^\d+$/.test(letter.original_offset),
          letter.original_key === null || Buffer.isBuffer(letter.original_key),
        ]).not.toContain(false);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('what the body does not say', () => {
  it('is read from the headers', () => {
    const headers = { 'x-error-code': Buffer.from('too_deep'), 'x-retry-count': Buffer.from('2') };
    expect(parse({ original_topic: 'a', error_message: 'b' }, { headers })).toMatchObject({
      error_code: 'too_deep',
      retry_count: 2,
    });
  });

  it('gives way where the body says it', () => {
    const headers = { 'x-error-message': Buffer.from('header') };
    expect(parse({ original_topic: 'a', error_message: 'body' }, { headers }).error_message).toBe('body');
  });

  it('takes the key for the correlation id only where it is a UUID', () => {
    expect(parse(null, { key: Buffer.from(UUID) }).correlation_id).toBe(UUID);
    expect(parse(null, { key: Buffer.from(KEY) }).correlation_id).toBeNull();
  });

  it.each([
    '{"original_event":{},"failure_reason":"x","correlation_id":ID}',
    '{"original_event":{"correlation_id":ID},"failure_reason":"x"}',
    '{"original_event":{"payload":{"correlation_id":ID}},"correlation_id":null}',
    '{"original_event":{"metadata":{"correlation_id":ID}}}',
    '{"original_message":{"value":{"correlation_id":ID}},"failure_reason":"x"}',
    '{"original_message":{"value":"{\\"correlation_id\\":ID}"},"failure_reason":"x"}',
    '{"original_data":{"correlation_id":1,"\\u0063orrelation_id":ID}}',
    '{"error":"x","retry_count":1,"payload":{"correlation_id":ID}}',
  ])('takes the correlation id of %s as it is written', (body) => {
    for (const id of ['9007199254740993', '1e400', '-0', '1.0']) {
      expect(parse(Buffer.from(body.replace('ID', id))).correlation_id).toBe(id);
    }
    expect(parse(Buffer.from(body.replace('ID', ' 12 ')), { key: Buffer.from(UUID) }).correlation_id).toBe('12');
  });

  it('takes no other id for one that is too long to be one', () => {
    const body = { original_event: {}, correlation_id: 'x'.repeat(1025) };
    expect(parse(body, { key: Buffer.from(UUID) }).correlation_id).toBeNull();
  });

  it('gives back the digits of an original that another writer has parsed', () => {
    const letter = parse(Buffer.from('{"original_event":{"n":9007199254740993,"f":1.0},"failure_reason":"x"}'));
    expect(letter.original_value?.toString()).toBe('{"n":9007199254740993,"f":1.0}');
    expect(letter.exact).toBe(false);
  });

  it('shows the error itself where it has no message', () => {
    const letter = parse({ original_event: {}, error: { reason: 'odd', password: 'hunter2' } });
    expect(letter.error_message).toBe('{"reason":"odd","password":"[REDACTED]"}');
  });

  it('is never made up: a broker without a clock gives the epoch', () => {
    expect(parse(null, { timestamp: -1 }).received_at).toEqual(new Date(0));
    expect(parse(null).received_at).toEqual(new Date(1_760_000_000_123));
  });
});

describe('what people read', () => {
  it('is free of secrets and control characters while the bytes are as they were', () => {
    const message = 'login failed: password=hunter2\u0000\u202E for \u001B[31mroot\u001B[0m';
    const letter = parse({
      original_topic: 'a',
      error_message: message,
      error_stack_trace: 'sk-ant-api03-abcdefghijkl',
    });
    expect(letter.error_message).toBe('login failed: password=[REDACTED] for root');
    expect(letter.error_stack).toBe('[REDACTED]');
    expect(letter.raw.toString()).toContain('hunter2');
  });

  it('is bounded', () => {
    const letter = parse({
      original_topic: 'a',
      error_type: 'Error '.repeat(9_999),
      error_message: 'm '.repeat(99_999),
    });
    expect(letter.error_type).toHaveLength(200);
    expect(letter.error_message).toHaveLength(2_000);
  });
});
