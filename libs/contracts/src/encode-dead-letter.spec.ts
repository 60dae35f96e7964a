import * as fc from 'fast-check';
import { NOW, ORIGIN, bodyOf, delivered, record } from '../spec/fixtures';
import { checkOf } from './checks';
import { decodeHeaders, encodeHeaders, rawHeadersOf } from './raw-headers';
import { encodeDeadLetter, OWN_HEADERS, type Failure } from './encode-dead-letter';
import { MAX_MESSAGE_BYTES } from './json';
import { DeadLetter } from './payloads/dead-letter';
import type { AnyOutboundRecord, InboundRecord } from './record';
import { refusal } from './refusal';
import { messageOf } from './message';

const KIB = 1024;
const FAILURE: Failure = {
  refusal: refusal('invalid_json', 'the value is not JSON', [{ path: '/a', message: 'no' }]),
  category: 'contract',
  retryCount: 0,
  maxRetries: 3,
  consumerGroup: 'group-1',
  correlationId: null,
  eventType: null,
};

/** What a redrive would send back: the bytes, wherever the dead letter put them. */
function recovered(sent: AnyOutboundRecord): Buffer | null {
  if (sent.headers?.['content_type'] === 'application/octet-stream') return delivered(sent).value;
  const text = bodyOf(sent)['original_value_b64'];
  return typeof text === 'string' ? Buffer.from(text, 'base64') : null;
}

/** The failed record's headers, wherever the dead letter put them. */
function recoveredHeaders(sent: AnyOutboundRecord): Buffer {
  const count = sent.headers?.[OWN_HEADERS];
  if (count === undefined) return Buffer.from(bodyOf(sent)['original_headers_b64'] as string, 'base64');
  return encodeHeaders(decodeHeaders(delivered(sent).rawHeaders!).slice(0, Number(count)));
}

function sizeOf(sent: AnyOutboundRecord): number {
  const { key, value, rawHeaders } = delivered(sent);
  return [value ?? '', key ?? '', rawHeaders!].reduce((sum, part) => sum + Buffer.byteLength(part), 0);
}

const send = (over: InboundRecord, failure: Partial<Failure> = {}) =>
  encodeDeadLetter(messageOf(over), { ...FAILURE, ...failure }, ORIGIN);

describe('encodeDeadLetter', () => {
  it('keeps key, topic and bytes of arbitrary records, and conforms to its own schema', () => {
    const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
    const headers = fc.dictionary(fc.string(), bytes, { maxKeys: 4 });
    fc.assert(
      fc.property(fc.option(bytes), fc.option(bytes), headers, (value, key, head) => {
        const source = record(value, { key, headers: head });
        const sent = send(source);
        expect(sent.topic).toBe('omninode_codegen_dlq_validate_v1');
        expect(sent.key).toBe(key);
        expect(recovered(sent)).toEqual(value);
        const letter = bodyOf(sent);
        expect(checkOf(DeadLetter)(letter)).toEqual([]);
        expect(letter['original_key_b64']).toBe(key?.toString('base64') ?? null);
        const kept = Object.entries(letter['original_headers'] as Record<string, string>);
        expect(kept.map(([name, text]) => [name, Buffer.from(text, 'base64')])).toEqual(Object.entries(head));
      }),
    );
  });

  it.each([10, 300 * KIB])('keeps all headers exactly, of a value of %i bytes', (size) => {
    const name = fc.constantFrom('a', 'b', 'content_type', 'retry_count', '1').map((text) => Buffer.from(text));
    const bytes = fc.uint8Array({ maxLength: 30 }).map((array) => Buffer.from(array));
    const header = fc.tuple(fc.oneof(name, bytes), fc.option(bytes, { nil: null }));
    fc.assert(
      fc.property(fc.array(header), (some) => {
        const rawHeaders = encodeHeaders(some);
        expect(recoveredHeaders(send({ ...record(Buffer.alloc(size, 0x61)), rawHeaders }))).toEqual(rawHeaders);
      }),
      { numRuns: 50 },
    );
    const headers = { mine: Buffer.from('kept') };
    expect(recoveredHeaders(send(record(Buffer.alloc(size, 0x61), { headers })))).toEqual(
      encodeHeaders(rawHeadersOf(headers)),
    );
  });

  it.each([
    ['no value', null],
    ['an empty value', Buffer.alloc(0)],
    ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0x00, 0x7d])],
    ['exactly 256 KiB', Buffer.alloc(256 * KIB, 0xff)],
    ['one byte more than 256 KiB', Buffer.alloc(256 * KIB + 1, 0xff)],
    ['1 MiB', Buffer.alloc(1024 * KIB, 0x61)],
    ['more than 1 MiB', Buffer.alloc(1500 * KIB, 0x61)],
  ])('gives back the exact bytes of %s', (_, value) => {
    // Compared by Buffer itself: jest walks a megabyte element by element.
    const back = recovered(send(record(value)));
    expect(value === null || back === null ? back === value : value.equals(back)).toBe(true);
  });

  it('wraps up to 256 KiB in JSON and leaves more as it is, headers and all', () => {
    const small = send(record(Buffer.alloc(256 * KIB, 0x61)));
    const large = send(record(Buffer.alloc(256 * KIB + 1, 0x61), { headers: { mine: Buffer.from('kept') } }));
    expect(small.headers).toMatchObject({ content_type: 'application/json' });
    expect(large.headers).toMatchObject({ content_type: 'application/octet-stream', [OWN_HEADERS]: '1' });
    expect(delivered(large).headers).toMatchObject({ mine: Buffer.from('kept') });
  });

  it('never passes a part of a value off as the whole', () => {
    const unreadable = refusal('record_too_large', 'the record has 9 MiB');
    const sent = send({ ...record(Buffer.from('{"a":1}')), unreadable }, { refusal: unreadable });
    expect(sent.value).toEqual(Buffer.from('{"a":1}'));
    expect(sent.headers).toMatchObject({
      'x-error-code': 'record_too_large',
      content_type: 'application/octet-stream',
      original_value: 'incomplete',
    });
    expect(send(record('{}')).headers).not.toHaveProperty('original_value');
  });

  it('never wraps into more than a topic takes', () => {
    const numbers = `{"a":[${Array.from({ length: 50_000 }, () => '1e20').join(',')}]}`;
    const hostile = [
      record(numbers),
      record('{}', { key: Buffer.alloc(700 * KIB, 0xff) }),
      record('{}', { headers: { large: Buffer.alloc(900 * KIB, 0xff) } }),
    ];
    for (const source of hostile) {
      expect(source.value?.length).toBeLessThan(256 * KIB);
      const sent = send(source);
      expect(sizeOf(sent)).toBeLessThanOrEqual(MAX_MESSAGE_BYTES);
      expect(recovered(sent)?.equals(source.value ?? Buffer.alloc(0))).toBe(true);
    }
  });

  it('says the same in headers whether the bytes are wrapped or not', () => {
    const failure = { correlationId: 'c-1', eventType: 'CUSTOM', retryCount: 2, category: 'transient' } as const;
    for (const value of ['{}', Buffer.alloc(300 * KIB, 0x61)]) {
      const source = record(value, { headers: { retry_count: Buffer.from('9') } });
      expect(send(source, failure).headers).toMatchObject({
        'x-error-code': 'invalid_json',
        'x-error-message': 'the value is not JSON',
        error_category: 'transient',
        original_topic: 'omninode_codegen_request_validate_v1',
        original_partition: '2',
        original_offset: '9007199254740993',
        consumer_group: 'group-1',
        consumer_instance: 'spec-1',
        retry_count: '2',
        max_retries: '3',
        failed_at: NOW,
        correlation_id: 'c-1',
        event_type: 'CUSTOM',
      });
    }
  });

  it('writes the fields of both documented formats', () => {
    const cause = new RangeError('boom');
    const letter = bodyOf(send(record({ correlation_id: 'c', payload: {} }), { cause, eventType: 'T', retryCount: 3 }));
    expect(letter).toMatchObject({
      original_event: { correlation_id: 'c', payload: {} },
      error: {
        code: 'invalid_json',
        category: 'contract',
        error_type: 'RangeError',
        error_message: 'the value is not JSON',
        stack_trace: cause.stack?.slice(0, 4000),
        timestamp: NOW,
        details: [{ path: '/a', message: 'no' }],
      },
      retry_count: 3,
      max_retries: 3,
      dlq_timestamp: NOW,
      failed_at: NOW,
      source_topic: 'omninode_codegen_request_validate_v1',
      original_topic: 'omninode_codegen_request_validate_v1',
      original_partition: 2,
      original_offset: '9007199254740993',
      consumer_instance: 'spec-1',
      event_type: 'T',
    });
  });

  it('finds the correlation id itself where nobody could be answered', () => {
    const found = (value: string | object, key: string | null) =>
      bodyOf(send(record(value, { key: key === null ? null : Buffer.from(key) })))['correlation_id'];
    expect(found({ event_type: 'StampResponse', correlation_id: 'inside', payload: {} }, 'k')).toBe('inside');
    expect(found('nonsense', 'k')).toBe('k');
    expect(found('nonsense', null)).toBeNull();
  });

  it.each([
    [undefined, 0],
    ['2', 2],
    ['-1', 0],
    ['1.5', 0],
    ['many', 0],
    ['1e400', 0],
  ])('reads the replay count %j as %i', (text, count) => {
    const headers: Record<string, Buffer> = text === undefined ? {} : { 'x-replay-count': Buffer.from(text) };
    expect(bodyOf(send(record('{}', { headers })))['replay_count']).toBe(count);
  });

  it('goes beside topics that are no conversation', () => {
    expect(send(record('{}', { topic: 'other' })).topic).toBe('other.dlq');
  });
});
