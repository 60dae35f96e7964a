import * as fc from 'fast-check';
import { ORIGIN, RESULTS, bodyOf, delivered, record } from '../spec/fixtures';
import { decodeReply } from './decode-reply';
import { decodeRequest } from './contracts';
import { messageOf } from './message';
import type { DecodedRequest, ReplyAddress } from './decode-request';
import { encodeReply } from './encode-reply';
import { ENVELOPE_FORMS, type EnvelopeForm } from './envelope-form';
import { answer, refuse } from './outcome';
import { routeOf } from './contracts';

const { request: TOPIC } = routeOf('stamp', 'dotted');
const BAD = { path: expect.stringMatching(/correlation_id|key/) as string };

/** What only messages of this form have. */
const TELLING: Readonly<Record<EnvelopeForm, object>> = {
  'onex-v1': { envelope_version: '1.0' },
  architecture: { source: { service: 's' } },
  hook: { source: { service_name: 's' } },
  flat: {},
  registry: { event_timestamp: 't' },
  stamping: { envelope_version: '1.0', source_service: 's' },
  'codegen-event': { envelope_timestamp: 't' },
  core: { envelope_version: { major: 1 } },
  tool: { source_tool: 's' },
  archon: { event_type: 'CUSTOM' },
  omniclaude: { service: 's' },
  'omniclaude-v2': { schema_ref: 'r' },
};

const digits = fc.stringMatching(/^-?(0|[1-9]\d{0,40})(\.\d{1,25})?([eE][+-]?\d{1,4})?$/);
const number = fc.oneof(
  digits,
  fc.constantFrom('12345678901234567890', '9007199254740993', '1e400', '-0', '1.0', '1E2'),
);
const units = fc.constantFrom('a', ' ', '\t', '\n', '\u0000', '"', '\\', 'é', 'e\u0301', 'İ', '😀', '\u202e', '\ud800');
const string = fc.oneof(
  fc.array(units, { minLength: 1, maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1100 }),
  fc.integer({ min: 1020, max: 40_000 }).map((length) => 'x'.repeat(length)),
);
/** As it is written in the message, and the id that this is. */
const id = fc.oneof(
  number.map((literal) => ({ literal, text: literal })),
  string.map((text) => ({ literal: JSON.stringify(text), text })),
);
const name = fc.constantFrom('correlation_id', '\\u0063orrelation_id', 'correlation\\u005fid');
const place = fc.constantFrom('top', 'payload', 'payload as text');

function requestOf(form: EnvelopeForm, property: string, where: string): Buffer {
  const telling = JSON.stringify(TELLING[form]).slice(1, -1);
  const fields = [telling, '"a":["}",{"correlation_id":1}],"correlation_id":1.50'].filter((text) => text !== '');
  if (form === 'flat') return Buffer.from(`{${[...fields, '"content":"x"', property].join()}}`);
  const inside = `{"content":"x",${where === 'top' ? '"correlation_id":7' : `"correlation_id":8,${property}`}}`;
  const payload = where === 'payload as text' ? JSON.stringify(inside) : inside;
  const outside =
    where === 'top' ? [...fields, property] : [telling, '"correlation_id":null'].filter((text) => text !== '');
  return Buffer.from(`{ ${outside.join(' ,\n')}, "payload" : ${payload}}`);
}

function addressOf(decoded: DecodedRequest): ReplyAddress {
  const address = decoded.kind === 'request' ? decoded.request : decoded.address;
  if (address === null) throw new Error('nobody can be answered');
  return address;
}

function replyTo(decoded: DecodedRequest) {
  const outcome = decoded.kind === 'request' ? answer(RESULTS.stamp) : refuse(decoded.refusal);
  return encodeReply(addressOf(decoded), outcome, 1, ORIGIN);
}

describe('an id', () => {
  it('comes back verbatim in body, key, header and to our client, or is refused by the name of its property', () => {
    fc.assert(
      fc.property(id, name, place, fc.constantFrom(...ENVELOPE_FORMS), ({ literal, text }, property, where, form) => {
        const value = requestOf(form, `"${property}":${literal}`, where);
        const decoded = decodeRequest(messageOf(record(value, { topic: TOPIC, key: Buffer.from('key') })));
        const reply = replyTo(decoded);
        if (decoded.kind === 'refusal') {
          expect(decoded.refusal).toMatchObject({ code: 'invalid_id', details: [BAD] });
          expect(text.length > 1024 || !text.isWellFormed()).toBe(true);
        } else {
          expect(text.length <= 1024 && text.isWellFormed()).toBe(true);
          expect([reply.key, reply.headers?.['correlation_id']]).toEqual([text, text]);
        }
        expect(addressOf(decoded).form).toBe(form);
        expect(bodyOf(reply)['correlation_id']).toBe(text);
        expect(decodeReply(delivered(reply))?.correlationId).toBe(text);
      }),
      { numRuns: 1_000 },
    );
  });

  it('that is another literal is another id, wherever ids are read', () => {
    const ids = (literal: string) => {
      const all = ['event_id', 'session_id', 'causation_id', 'trace_id'].map((id) => `"${id}":${literal}`).join();
      const value = `{${all},"correlation_id":"c","metadata":{"span_id":${literal},"user_id":${literal}},"payload":{"content":"x"}}`;
      const { eventId, sessionId, origin, trace } = addressOf(
        decodeRequest(messageOf(record(value, { topic: TOPIC }))),
      );
      return { eventId, sessionId, origin, trace };
    };
    for (const literal of ['9007199254740992', '9007199254740993', '1e400', '-0', '0', '1.0', '1']) {
      expect(ids(literal)).toEqual({
        eventId: literal,
        sessionId: literal,
        origin: literal,
        trace: { trace_id: literal, span_id: literal, user_id: literal },
      });
    }
  });

  it('that is a number is read from replies as it is written', () => {
    const reply = record('{"correlation_id":12345678901234567890,"event_id":1.0,"payload":{}}');
    expect(decodeReply(reply)).toMatchObject({ correlationId: '12345678901234567890', eventId: '1.0' });
  });

  it.each([
    ['correlation_id', '{"correlation_id":true,"payload":{"correlation_id":"c"}}', '/correlation_id'],
    ['an empty list', '{"correlation_id":[],"payload":{}}', '/correlation_id'],
    ['a UUID object', '{"payload":{"correlation_id":{"$uuid":"x"}}}', '/payload/correlation_id'],
    ['event_id', '{"event_id":false}', '/event_id'],
    ['envelope_id', `{"envelope_id":"${'x'.repeat(1025)}","payload":{}}`, '/envelope_id'],
    ['session_id', '{"session_id":"outer","payload":{"session_id":[1]}}', '/payload/session_id'],
    ['causation_id', `{"causation_id":${'9'.repeat(1025)}}`, '/causation_id'],
    ['trace_id', '{"metadata":{"trace_id":{}},"payload":{}}', '/metadata/trace_id'],
    ['tenant_id', '{"tenant_id":"\\udc00"}', '/tenant_id'],
  ])('that cannot be given back is refused by name: %s', (_, value, path) => {
    const decoded = decodeRequest(messageOf(record(value, { topic: TOPIC, key: Buffer.from('k') })));
    expect(decoded).toMatchObject({ refusal: { code: 'invalid_id', details: [{ path }] }, address: { trace: {} } });
    expect(replyTo(decoded).key).toBe('k');
  });

  it('in a header that is no text is refused by the name of the header', () => {
    const headers = { 'x-correlation-id': Buffer.from([0xff]) };
    const decoded = decodeRequest(
      messageOf(record('{"payload":{}}', { topic: TOPIC, key: Buffer.from('k'), headers })),
    );
    expect(decoded).toMatchObject({
      refusal: { code: 'invalid_id', message: 'header x-correlation-id must be UTF-8' },
      address: { correlationId: 'k' },
    });
  });

  it('that fits into no reply is answered under header, key or event id', () => {
    const value = `{"event_id":"e","correlation_id":"${'x'.repeat(200_000)}","payload":{}}`;
    const found = (key: string | null) =>
      addressOf(decodeRequest(messageOf(record(value, { topic: TOPIC, key: key === null ? null : Buffer.from(key) }))))
        .correlationId;
    expect([found('k'), found(null)]).toEqual(['k', 'e']);
  });

  it.each(ENVELOPE_FORMS)('of the largest kind that is answered fits into a message in %s form', (form) => {
    const value = requestOf(form, `"correlation_id":"${'\\u0001'.repeat(27_000)}"`, 'top');
    const reply = replyTo(decodeRequest(messageOf(record(value, { topic: TOPIC }))));
    expect(addressOf(decodeRequest(messageOf(record(value, { topic: TOPIC })))).correlationId).toHaveLength(27_000);
    expect(Buffer.byteLength(reply.value) + 2 * Buffer.byteLength(reply.key ?? '')).toBeLessThan(1_000_000);
  });

  it('is found in a message that is too deep to be served', () => {
    const value = `{"correlation_id":9007199254740993,"a":${'['.repeat(200)}${']'.repeat(200)}}`;
    expect(decodeRequest(messageOf(record(value, { topic: TOPIC })))).toMatchObject({
      refusal: { code: 'too_deep' },
      address: { correlationId: '9007199254740993' },
    });
  });

  it('of a batch item comes back as it is written, also from envelopes within envelopes and texts', () => {
    const items = '[{"content":"a","id":9007199254740993},"b",{"id":1.0,"content":"c"},{"id":"x","content":"d"}]';
    const payloads = ['contents', 'items'].map((property) => `{"${property}":${items}}`);
    const wrapped = payloads.flatMap((text) => [
      text,
      `{"payload":${text}}`,
      JSON.stringify(text),
      `{"payload":{"payload":${JSON.stringify(text)}}}`,
    ]);
    for (const payload of wrapped) {
      const decoded = decodeRequest(
        messageOf(
          record(`{"correlation_id":"c","payload":${payload}}`, { topic: routeOf('batch_stamp', 'dotted').request }),
        ),
      );
      if (decoded.kind === 'refusal') throw new Error(`${payload}: ${decoded.refusal.message}`);
      const { contents } = decoded.request.payload as { contents: { id?: unknown }[] };
      expect(contents.map(({ id: given }) => given)).toEqual(['9007199254740993', undefined, '1.0', 'x']);
    }
  });
});
