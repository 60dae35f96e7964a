import {
  decodeHeaders,
  encodeDeadLetter,
  encodeHeaders,
  messageOf,
  rawHeadersOf,
  type Failure,
  type InboundRecord,
  type RawHeader,
} from '#contracts';
import type { DeadLetter } from './dead-letter';
import { parseDeadLetter } from './parse-dead-letter';

const NOW = new Date('2025-10-18T10:00:00.000Z');
const ORIGIN = {
  service: 's',
  version: '1.0.0',
  instanceId: 'i-1',
  hostname: 'h',
  now: () => NOW,
  newId: () => 'id-1',
};
const FAILURE: Failure = {
  refusal: { code: 'invalid_utf8', message: 'the value is not UTF-8', details: [] },
  category: 'contract',
  retryCount: 2,
  maxRetries: 3,
  consumerGroup: 'g',
  correlationId: null,
  eventType: null,
};

const HEADERS = { traceparent: Buffer.from('00-1-1-01'), 'x-api-key': Buffer.from('hunter2') };
const FAILED: InboundRecord = {
  topic: 'omninode_codegen_request_mixin_v1',
  partition: 2,
  offset: '77',
  timestamp: NOW.getTime(),
  key: Buffer.from([0xfe, 0x41]),
  value: Buffer.from([0xff, 0x00, 0x7b]),
  headers: HEADERS,
};

/** The failed record through the contract's encoder, over the wire, and read again. */
function throughDeadLetter(change: Partial<InboundRecord> = {}): DeadLetter {
  const sent = encodeDeadLetter(messageOf({ ...FAILED, ...change }), FAILURE, ORIGIN);
  const own = 'rawHeaders' in sent ? decodeHeaders(sent.rawHeaders) : [];
  const headers = [...own, ...rawHeadersOf(sent.headers ?? {})];
  return parseDeadLetter({
    ...FAILED,
    topic: sent.topic,
    key: sent.key === null ? null : Buffer.from(sent.key),
    value: sent.value === null ? null : Buffer.from(sent.value),
    headers: Object.fromEntries(headers.flatMap(([name, value]) => (value === null ? [] : [[name.toString(), value]]))),
    rawHeaders: encodeHeaders(headers),
  });
}

const KNOWN = {
  original_topic: FAILED.topic,
  original_partition: 2,
  original_offset: '77',
  error_code: 'invalid_utf8',
  error_category: 'contract',
  error_message: 'the value is not UTF-8',
  retry_count: 2,
  consumer_group: 'g',
  consumer_instance: 'i-1',
  failed_at: NOW,
  exact: true,
};

describe('a dead letter of our own workers', () => {
  it('gives back bytes that are no text, key and headers included', () => {
    expect(throughDeadLetter()).toMatchObject({
      ...KNOWN,
      shape: 'omninode-workers',
      original_key: FAILED.key,
      original_value: FAILED.value,
      original_headers: { traceparent: '00-1-1-01', 'x-api-key': 'hunter2' },
    });
  });

  it.each([10, 400_000])('gives back every header exactly, of a value of %i bytes', (size) => {
    const own: RawHeader[] = [
      [Buffer.from('x-replay-count'), Buffer.from('1')],
      [Buffer.from('twice'), Buffer.from([0xff, 0xfe])],
      [Buffer.from('retry_count'), null],
      [Buffer.from('twice'), Buffer.from('2')],
      [Buffer.from([0xff]), Buffer.alloc(0)],
    ];
    const letter = throughDeadLetter({ value: Buffer.alloc(size, 0xff), rawHeaders: encodeHeaders(own) });
    expect(decodeHeaders(letter.original_raw_headers!)).toEqual(own);
    expect(letter.original_headers).toEqual({ 'x-replay-count': '1', twice: '2', '\ufffd': '' });
  });

  it('gives back a tombstone', () => {
    expect(throughDeadLetter({ value: null, key: null })).toMatchObject({
      ...KNOWN,
      original_value: null,
      original_key: null,
    });
  });

  it('gives back a value that was too large to be wrapped, even one that looks like a dead letter', () => {
    const value = Buffer.from(JSON.stringify({ error: 'x', retry_count: 9, payload: 'y'.repeat(400_000) }));
    const letter = throughDeadLetter({ value });
    expect(letter).toMatchObject({ ...KNOWN, shape: 'headers', original_key: FAILED.key });
    expect(letter.original_value?.equals(value)).toBe(true);
    expect(letter.original_headers).toEqual({ traceparent: '00-1-1-01', 'x-api-key': 'hunter2' });
  });
});
