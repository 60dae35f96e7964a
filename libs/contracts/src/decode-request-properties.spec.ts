import * as fc from 'fast-check';
import { EVENT_ID, ORIGIN, REQUESTS, SESSION_ID, delivered, record } from '../spec/fixtures';
import { decodeRequest } from './contracts';
import { messageOf } from './message';
import type { DecodedRequest, Request } from './decode-request';
import { encodeRequest } from './contracts';
import { ENVELOPE_FORMS } from './envelope-form';
import { OPERATIONS, definitionOf } from './operations';
import { REFUSAL_CODES } from './refusal';
import { HOME_STYLES } from './topic-styles';
import { ROUTES, routeOf } from './contracts';

function accepted(result: DecodedRequest): Request {
  if (result.kind === 'refusal') throw new Error(`${result.refusal.code}: ${result.refusal.message}`);
  return result.request;
}

describe('decodeRequest never throws', () => {
  const OWN_NAMES = (
    '__proto__ constructor toString hasOwnProperty toJSON length correlation_id session_id event_id event_type ' +
    'envelope_version version metadata payload code_content contents requirements node_description pattern_context ' +
    'contracts language'
  ).split(' ');
  const name = fc.oneof(fc.constantFrom(...OWN_NAMES), fc.string());
  const odd = fc.constantFrom(
    '\ud800',
    '\udfff',
    '\uFEFF',
    '\u0000',
    '{"a":1}',
    '{"payload":{}}',
    '{',
    'CUSTOM',
    '1.0',
  );
  const json = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.oneof(odd, fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant(null)),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.tuple(name, tie('value')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
    ),
  })).value;
  const bytes = fc.uint8Array({ maxLength: 64 }).map((array) => Buffer.from(array));
  const value = fc.oneof(
    { arbitrary: json.map((tree) => Buffer.from(JSON.stringify(tree) ?? '')), weight: 6 },
    { arbitrary: json.map((tree) => Buffer.from(`\uFEFF${JSON.stringify(tree)}`)), weight: 1 },
    { arbitrary: json.map((tree) => Buffer.from(JSON.stringify({ payload: JSON.stringify(tree) }))), weight: 1 },
    { arbitrary: bytes, weight: 1 },
    { arbitrary: fc.constant(null), weight: 1 },
  );
  const topic = fc.oneof(fc.constantFrom(...ROUTES.map(({ request }) => request)), name);

  it('on arbitrary values, headers and keys, and its refusals are well formed', () => {
    const headers = fc.array(fc.tuple(name, bytes), { maxLength: 4 }).map((entries) => Object.fromEntries(entries));
    fc.assert(
      fc.property(value, topic, fc.option(bytes), headers, (content, where, key, head) => {
        const result = decodeRequest(messageOf(record(content, { topic: where, key, headers: head })));
        if (result.kind === 'request') {
          expect(result.request.correlationId).not.toBe('');
          expect(result.request.route.request).toBe(where);
          return;
        }
        expect(REFUSAL_CODES).toContain(result.refusal.code);
        expect(result.refusal.message.length).toBeLessThanOrEqual(500);
        expect(result.refusal.details.length).toBeLessThanOrEqual(20);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each(OPERATIONS)('on %s fields of 1 MiB of one character', (operation) => {
    const fields = Object.keys(REQUESTS[operation]);
    for (const unit of ['a', '\\u0000', '\\ud800', '_', '.', ',', '\\\\', '[', 'é']) {
      const text = unit.repeat(Math.floor(1_048_000 / fields.length / Buffer.byteLength(unit)));
      const inner = fields.map((field) => `"${field}":"${text}"`).join(',');
      const { topic: _topic, ...place } = record(`{"correlation_id":"c","payload":{${inner}}}`);
      const result = decodeRequest(messageOf({ ...place, topic: routeOf(operation, 'dotted').request }));
      expect(result.kind === 'request' || result.refusal.code === 'invalid_payload').toBe(true);
    }
  });
});

describe('encodeRequest and decodeRequest', () => {
  const cases = OPERATIONS.flatMap((operation) =>
    HOME_STYLES.flatMap((style) => ENVELOPE_FORMS.map((form) => [operation, style, form] as const)),
  );
  const id = fc.string({ unit: 'binary', minLength: 1, maxLength: 64 });

  it.each(cases)('agree on %s requests in %s topics and %s form', (operation, style, form) => {
    fc.assert(
      fc.property(id, fc.option(id), (correlationId, sessionId) => {
        const parts = { operation, style, form, correlationId, sessionId, payload: REQUESTS[operation] };
        const request = accepted(decodeRequest(messageOf(delivered(encodeRequest(parts, ORIGIN)))));
        const silent = definitionOf(operation).domain !== 'codegen' && form !== 'onex-v1' && form !== 'flat';
        expect(request).toMatchObject({
          operation,
          form,
          correlationId,
          sessionId: silent ? null : sessionId,
          eventId: form === 'onex-v1' || form === 'flat' ? null : EVENT_ID,
          route: routeOf(operation, style),
        });
        expect(request.payload).toEqual(REQUESTS[operation]);
      }),
      { numRuns: 20 },
    );
  });

  it('speak the style’s own envelope when none is asked for', () => {
    const parts = {
      operation: 'validate',
      correlationId: 'c',
      sessionId: SESSION_ID,
      payload: REQUESTS.validate,
    } as const;
    const formOf = (style: 'dotted' | 'underscored') =>
      accepted(decodeRequest(messageOf(delivered(encodeRequest({ ...parts, style }, ORIGIN))))).form;
    expect(formOf('dotted')).toBe('architecture');
    expect(formOf('underscored')).toBe('onex-v1');
  });
});
