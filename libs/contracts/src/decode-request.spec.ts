import { cpuTimeOf, ENDLESS_MS } from '../../../test/support/cpu-time';
import { CORRELATION_ID, EVENT_ID, record } from '../spec/fixtures';
import { decodeRequest } from './contracts';
import { messageOf } from './message';
import type { DecodedRequest, Request } from './decode-request';
import { refusal } from './refusal';
import { routeOf } from './contracts';

const TOPIC = 'omninode_codegen_request_validate_v1';
const PAYLOAD = { code_content: 'x = 1\n' };
const headersOf = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Buffer.from(value)]));

function accepted(result: DecodedRequest): Request {
  if (result.kind === 'refusal') throw new Error(`${result.refusal.code}: ${result.refusal.message}`);
  return result.request;
}

function refused(result: DecodedRequest): DecodedRequest & { kind: 'refusal' } {
  if (result.kind === 'request') throw new Error('was accepted');
  return result;
}

describe('decodeRequest', () => {
  it('refuses what the client could not read, and still finds out from key or headers who waits', () => {
    const unreadable = refusal('record_too_large', 'the record has 9 MiB');
    const request = { correlation_id: CORRELATION_ID, payload: PAYLOAD };
    const told = refused(decodeRequest(messageOf({ ...record(request), key: Buffer.from('key-1'), unreadable })));
    expect(told).toMatchObject({ refusal: unreadable, address: { correlationId: 'key-1' } });
    const headers = headersOf({ correlation_id: 'c-9' });
    expect(refused(decodeRequest(messageOf({ ...record(null, { headers }), unreadable }))).address?.correlationId).toBe(
      'c-9',
    );
    expect(refused(decodeRequest(messageOf({ ...record(null), key: null, unreadable }))).address).toBeNull();
  });

  describe('refuses, by code', () => {
    it.each([
      ['a tombstone', null, 'empty_value'],
      ['no bytes', '', 'empty_value'],
      ['more than 1 MiB', `{"a":"${'x'.repeat(1_048_576)}"}`, 'message_too_large'],
      ['bytes that are no text', Buffer.from([0xff, 0xfe]), 'invalid_utf8'],
      ['text that is no JSON', 'hello', 'invalid_json'],
      ['an array', '[]', 'not_an_object'],
      ['very deep JSON', `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`, 'too_deep'],
      ['version 3', { envelope_version: '3.0', payload: PAYLOAD }, 'unsupported_version'],
      ['a payload that is a list', { payload: [] }, 'invalid_payload'],
      ['a payload that is null', { payload: null }, 'invalid_payload'],
      ['a payload that is other text', { payload: 'hello' }, 'invalid_payload'],
      ['a missing field', { payload: {} }, 'invalid_payload'],
      ['an empty field', { payload: { code_content: '' } }, 'invalid_payload'],
      ['a wrong type', { payload: { code_content: 5 } }, 'invalid_payload'],
    ])('%s', (_, value, code) => {
      const result = refused(decodeRequest(messageOf(record(value, { key: Buffer.from('waiting') }))));
      expect(result.refusal.code).toBe(code);
      expect(result.address).toMatchObject({ correlationId: 'waiting', route: routeOf('validate', 'underscored') });
    });

    it('a message without a correlation id, which nobody can be answered about', () => {
      expect(refused(decodeRequest(messageOf(record({ payload: PAYLOAD }))))).toMatchObject({
        refusal: { code: 'missing_correlation_id' },
        address: null,
      });
      expect(refused(decodeRequest(messageOf(record('nonsense')))).address).toBeNull();
    });

    it('a topic that is no conversation', () => {
      const result = refused(decodeRequest(messageOf(record({ correlation_id: 'c' }, { topic: 'elsewhere' }))));
      expect(result).toMatchObject({ refusal: { code: 'unknown_event_type' }, address: null });
    });

    it.each(['CodegenValidationResponse', 'omninode.codegen.response.mixin.v1', 'STAMP_RESPONSE'])(
      'the response type %s, with no address, so that a mirrored topic cannot loop',
      (event_type) => {
        const value = { envelope_version: '9', event_type, correlation_id: 'c', payload: PAYLOAD };
        expect(refused(decodeRequest(messageOf(record(value))))).toMatchObject({
          refusal: { code: 'response_on_request_topic' },
          address: null,
          eventType: event_type,
        });
      },
    );

    it('a payload, naming each field by its pointer', () => {
      const value = { correlation_id: 'c', payload: { code_content: 5, language: 'x'.repeat(65) } };
      expect(
        refused(decodeRequest(messageOf(record(value))))
          .refusal.details.map(({ path }) => path)
          .sort(),
      ).toEqual(['/code_content', '/language']);
    });

    it('a payload of JSON text that hides too deep a nesting', () => {
      const value = {
        correlation_id: 'c',
        payload: `{"code_content":"x","contracts":[${'{"a":'.repeat(200)}1${'}'.repeat(200)}]}`,
      };
      expect(refused(decodeRequest(messageOf(record(value)))).refusal.code).toBe('invalid_payload');
    });
  });

  describe('lets the topic decide what is asked', () => {
    it.each(['CUSTOM', 'whatever', 'StampRequest', 'codegen.request.mixin', ''])(
      'when the type is %j',
      (event_type) => {
        const request = accepted(
          decodeRequest(messageOf(record({ correlation_id: 'c', event_type, payload: PAYLOAD }))),
        );
        expect(request.operation).toBe('validate');
      },
    );
  });

  describe('finds the event type', () => {
    const response = 'CodegenValidationResponse';
    const typed = (top?: string, headers: Record<string, string> = {}, metadata?: string, inner?: string) =>
      decodeRequest(
        messageOf(
          record(
            {
              correlation_id: 'c',
              ...(top !== undefined && { event_type: top }),
              metadata: { event_type: metadata },
              payload: { ...PAYLOAD, event_type: inner },
            },
            { headers: headersOf(headers) },
          ),
        ),
      );

    it('at the top, then in headers, then in metadata, then in the payload', () => {
      expect(typed(response, { event_type: 'x' }, 'x', 'x').kind).toBe('refusal');
      expect(typed('x', { event_type: response }, response, response).kind).toBe('request');
      expect(typed(undefined, { event_type: response }, 'x', 'x').kind).toBe('refusal');
      expect(typed(undefined, { 'x-event-type': response }, 'x', 'x').kind).toBe('refusal');
      expect(typed(undefined, { event_type: 'x' }, response, response).kind).toBe('request');
      expect(typed(undefined, {}, response, 'x').kind).toBe('refusal');
      expect(typed(undefined, {}, 'x', response).kind).toBe('request');
      expect(typed(undefined, {}, undefined, response).kind).toBe('refusal');
    });
  });

  describe('finds the correlation id', () => {
    const found = (top: unknown, inner: unknown, headers: Record<string, string>, key: string | null) =>
      accepted(
        decodeRequest(
          messageOf(
            record(
              { event_id: EVENT_ID, correlation_id: top, payload: { ...PAYLOAD, correlation_id: inner } },
              { headers: headersOf(headers), key: key === null ? null : Buffer.from(key) },
            ),
          ),
        ),
      ).correlationId;

    it('at the top, then in the payload, then in headers, then in the key, and else is the event id', () => {
      expect(found('a', 'b', { correlation_id: 'c', 'x-correlation-id': 'd' }, 'e')).toBe('a');
      expect(found(null, 'b', { correlation_id: 'c', 'x-correlation-id': 'd' }, 'e')).toBe('b');
      expect(found('', null, { correlation_id: 'c', 'x-correlation-id': 'd' }, 'e')).toBe('c');
      expect(found(null, '', { 'x-correlation-id': 'd' }, 'e')).toBe('d');
      expect(found('', null, {}, 'e')).toBe('e');
      expect(found(undefined, undefined, {}, '')).toBe(EVENT_ID);
    });

    it('verbatim, whatever it looks like', () => {
      for (const id of [CORRELATION_ID.toUpperCase(), 'abc-123', ' x ', '__proto__', '\u0000', 'é😀']) {
        expect(found(id, undefined, {}, null)).toBe(id);
      }
      expect(found(12, undefined, {}, null)).toBe('12');
    });

    it('not in a key that is no text', () => {
      const binary = Buffer.from([0xde, 0xad, 0xbe, 0xef]);
      const value = { event_id: EVENT_ID, payload: PAYLOAD };
      const request = accepted(decodeRequest(messageOf(record(value, { key: binary }))));
      expect(request.correlationId).toBe(EVENT_ID);
    });
  });

  it('takes the session from the payload, then from the envelope', () => {
    const found = (outer: unknown, inner: unknown) =>
      accepted(
        decodeRequest(
          messageOf(record({ correlation_id: 'c', session_id: outer, payload: { ...PAYLOAD, session_id: inner } })),
        ),
      ).sessionId;
    expect(found('outer', 'inner')).toBe('inner');
    expect(found('outer', null)).toBe('outer');
    expect(found(null, 'inner')).toBe('inner');
    expect(found(null, undefined)).toBeNull();
  });

  it('derives replies from the event id, else from the place in the log', () => {
    const value = { correlation_id: 'c', payload: PAYLOAD };
    expect(accepted(decodeRequest(messageOf(record({ ...value, event_id: EVENT_ID })))).origin).toBe(EVENT_ID);
    expect(accepted(decodeRequest(messageOf(record(value)))).origin).toBe(`${TOPIC}-2-9007199254740993`);
  });

  it('takes time that grows with the size of a hostile message, not with its square', () => {
    const long = 'a'.repeat(1_000_000);
    const value = { event_type: `A${long}!`, correlation_id: 'c', payload: PAYLOAD };
    const spent = cpuTimeOf(() => expect(decodeRequest(messageOf(record(value))).kind).toBe('request'));
    expect(spent).toBeLessThan(ENDLESS_MS);
  });
});
