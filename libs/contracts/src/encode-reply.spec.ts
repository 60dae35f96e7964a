import * as fc from 'fast-check';
import {
  CORRELATION_ID,
  EVENT_ID,
  NOW,
  ORIGIN,
  RESULTS,
  SESSION_ID,
  bodyOf,
  delivered,
  record,
} from '../spec/fixtures';
import { checkOf } from './checks';
import { decodeReply } from './decode-reply';
import type { ReplyAddress } from './decode-request';
import { checkedReply, encodeReply } from './encode-reply';
import { ENVELOPE_FORMS } from './envelope-form';
import { derivedId } from './ids';
import { OPERATIONS, RESPONSE_PAYLOADS, definitionOf, type Operation } from './operations';
import { answer, refuse } from './outcome';
import { REFUSAL_CODES, refusal } from './refusal';
import { HOME_STYLES, type TopicStyle } from './topic-styles';
import { routeOf } from './contracts';

/** Field by field from the guide's response models; no key may be added. */
const COMMON_FIELDS = ['correlation_id', 'session_id', 'processing_time_ms', 'timestamp', 'schema_version'];
const STRICT_FIELDS = {
  validate: ['validation_result', 'quality_score', 'onex_compliance_score', 'is_valid'],
  analyze: ['analysis_result', 'confidence'],
  pattern: ['pattern_result', 'total_matches'],
  mixin: ['mixin_recommendations', 'total_recommendations'],
} as const;
const STRICT_OPERATIONS = Object.keys(STRICT_FIELDS) as (keyof typeof STRICT_FIELDS)[];
const ONEX_V1_ENVELOPE = ['envelope_version', 'correlation_id', 'session_id', 'event_type', 'timestamp', 'payload'];
const EXTENDED_FIELDS = {
  validate: ['quality_score', 'onex_compliance', 'issues'],
  analyze: ['entities', 'relationships', 'features'],
  pattern: ['patterns_matched', 'recommendations'],
  mixin: ['recommended_mixins', 'reasoning'],
  stamp: ['blake3_hash', 'metadata', 'stamp_time'],
  batch_stamp: ['results', 'success_count', 'failed_count'],
  stamp_tree: ['root_hash', 'file_count', 'metadata', 'stamp_time', 'results'],
  verify: ['valid', 'metadata', 'verified_at'],
  health_check: ['service', 'status', 'checks'],
} as const;
const EXTENDED_OPERATIONS = Object.keys(EXTENDED_FIELDS) as (keyof typeof EXTENDED_FIELDS)[];

function address(operation: Operation, style: TopicStyle, over: Partial<ReplyAddress> = {}): ReplyAddress {
  return {
    route: routeOf(operation, style),
    form: style === 'underscored' ? 'onex-v1' : 'architecture',
    correlationId: CORRELATION_ID,
    sessionId: SESSION_ID,
    eventId: EVENT_ID,
    origin: EVENT_ID,
    echo: {},
    trace: {},
    ...over,
  };
}

/** What every service answers has an id per service. */
const replyId = (operation: Operation, topic: string) =>
  derivedId(EVENT_ID, topic, ...(operation === 'health_check' ? [ORIGIN.service] : []));

const sorted = (names: readonly string[]) => [...names].sort();
const keysOf = (value: unknown) => Object.keys(value as object).sort();

describe.each(STRICT_OPERATIONS)('a reply to a strict %s client', (operation) => {
  const outcomes = [answer(RESULTS[operation]), refuse(refusal('invalid_payload', 'no'))];

  it.each(outcomes)('has exactly the strict field set in its payload ($kind)', (outcome) => {
    const body = bodyOf(encodeReply(address(operation, 'underscored'), outcome, 1.5, ORIGIN));
    expect(keysOf(body['payload'])).toEqual(sorted([...COMMON_FIELDS, ...STRICT_FIELDS[operation]]));
  });

  it.each(outcomes)('has them too where the whole message is the payload ($kind)', (outcome) => {
    const flat = address(operation, 'underscored', { form: 'flat' });
    expect(keysOf(bodyOf(encodeReply(flat, outcome, 1.5, ORIGIN)))).toEqual(
      sorted([...COMMON_FIELDS, ...STRICT_FIELDS[operation]]),
    );
  });

  it('has both ids in both places, whole milliseconds, and the class name as its type', () => {
    const body = bodyOf(encodeReply(address(operation, 'underscored'), answer(RESULTS[operation]), 12.4, ORIGIN));
    const ids = { correlation_id: CORRELATION_ID, session_id: SESSION_ID };
    expect(keysOf(body)).toEqual(sorted(ONEX_V1_ENVELOPE));
    expect(body).toMatchObject({
      ...ids,
      envelope_version: '1.0',
      event_type: definitionOf(operation).response.className,
      timestamp: NOW,
    });
    expect(body['payload']).toMatchObject({ ...ids, processing_time_ms: 12, timestamp: NOW, schema_version: '1.0' });
  });

  it('is a superset in the dotted style', () => {
    const body = bodyOf(encodeReply(address(operation, 'dotted'), answer(RESULTS[operation]), 1.5, ORIGIN));
    const names = [...COMMON_FIELDS, ...STRICT_FIELDS[operation], ...EXTENDED_FIELDS[operation]];
    expect(keysOf(body['payload'])).toEqual(sorted([...new Set(names)]));
  });
});

describe.each(EXTENDED_OPERATIONS)('the architecture reply to %s', (operation) => {
  it('says what caused it, who answers, and the extended field set', () => {
    const trace = { trace_id: 't', span_id: 's' };
    const sent = encodeReply(address(operation, 'dotted', { trace }), answer(RESULTS[operation]), 1, ORIGIN);
    const { payload, ...envelope } = bodyOf(sent);
    expect(envelope).toEqual({
      event_id: replyId(operation, sent.topic),
      event_type: sent.topic,
      correlation_id: CORRELATION_ID,
      causation_id: EVENT_ID,
      timestamp: NOW,
      version: '1.0.0',
      source: { service: 'spec', instance_id: 'spec-1', hostname: 'host' },
      metadata: trace,
    });
    expect(keysOf(payload)).toEqual(expect.arrayContaining(sorted(EXTENDED_FIELDS[operation])));
  });
});

describe.each(OPERATIONS.flatMap((operation) => HOME_STYLES.map((style) => [operation, style] as const)))(
  'a refused %s request in the %s style',
  (operation, style) => {
    it.each(REFUSAL_CODES)('is told %s in the envelope, in headers and to our own client', (code) => {
      const reason = refusal(code, 'because – 😀\n', [{ path: '/x', message: 'must be string' }]);
      const sent = encodeReply(address(operation, style), refuse(reason), 1, ORIGIN);
      expect(sent).toMatchObject({ topic: routeOf(operation, style).response, key: CORRELATION_ID });
      expect(bodyOf(sent)['error']).toEqual({ code, message: reason.message });
      expect(sent.headers).toMatchObject({ 'x-error-code': code, 'x-error-message': 'because ? ???' });
      expect(decodeReply(delivered(sent))?.error).toEqual({ code, message: reason.message });
    });

    it('has the empty result its client can read, and the reason where there is room for it', () => {
      const reason = refusal('code_too_large', 'too large', [{ path: '', message: 'no' }]);
      const payload = bodyOf(encodeReply(address(operation, style), refuse(reason), 1, ORIGIN))['payload'];
      const error = { code: 'code_too_large', message: 'too large', details: reason.details };
      const expected: Partial<Record<Operation, object>> = {
        validate: { validation_result: { error }, quality_score: 0, onex_compliance_score: 0, is_valid: false },
        analyze: { analysis_result: { error }, confidence: 0 },
        pattern: { pattern_result: [{ error }], total_matches: 0 },
        mixin: { mixin_recommendations: [{ error }], total_recommendations: 0 },
        stamp: { blake3_hash: null, metadata: {}, stamp_time: null, error },
        batch_stamp: { results: [], success_count: 0, failed_count: 0, error },
        stamp_tree: { root_hash: null, file_count: null, metadata: {}, stamp_time: null, results: [], error },
        verify: { valid: false, metadata: {}, verified_at: NOW, reason: 'code_too_large', error },
        health_check: { service: null, status: null, checks: [], error },
      };
      expect(payload).toMatchObject(expected[operation] ?? {});
    });
  },
);

describe('encodeReply', () => {
  it('keeps error headers on one short line of ASCII', () => {
    const reason = refusal('invalid_json', `a\r\nb\u0000${'x'.repeat(1000)}`);
    const { headers } = encodeReply(address('stamp', 'dotted'), refuse(reason), 1, ORIGIN);
    expect(headers?.['x-error-message']).toMatch(/^[\x20-\x7e]{256}$/);
  });

  it('gives one request the same reply id every time, and another request another', () => {
    const idOf = (origin: string, operation: Operation = 'stamp') =>
      encodeReply(address(operation, 'dotted', { origin }), answer(RESULTS[operation]), 1, ORIGIN).headers?.[
        'event_id'
      ];
    expect(idOf('a')).toBe(idOf('a'));
    expect(idOf('a')).not.toBe(idOf('b'));
    expect(idOf('a')).not.toBe(idOf('a', 'verify'));
  });

  it('never says a negative or broken duration', () => {
    for (const [given, said] of [
      [-3, 0],
      [0.4, 0],
      [0.5, 1],
      [99.9, 100],
    ] as const) {
      const sent = encodeReply(address('pattern', 'dotted'), answer(RESULTS.pattern), given, ORIGIN);
      expect(bodyOf(sent)['payload']).toMatchObject({ processing_time_ms: said });
    }
  });

  it('repeats no ids in the payload of an architecture bridge reply, and both elsewhere', () => {
    const payloadIn = (form: ReplyAddress['form']) => {
      const body = bodyOf(encodeReply(address('stamp', 'dotted', { form }), answer(RESULTS.stamp), 1, ORIGIN));
      return body['payload'] ?? body;
    };
    expect(keysOf(payloadIn('architecture'))).toEqual(['blake3_hash', 'metadata', 'stamp_time']);
    for (const form of ['onex-v1', 'flat'] as const) {
      expect(payloadIn(form)).toMatchObject({ correlation_id: CORRELATION_ID, session_id: SESSION_ID });
    }
  });
});

describe('encodeReply and decodeReply', () => {
  const id = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1024 }),
    fc
      .array(fc.constantFrom('\ud800', '\udc00', '"', '\\', '\u0000', 'é'), { minLength: 1, maxLength: 1024 })
      .map((units) => units.join('')),
    fc.constantFrom('x'.repeat(1024), '__proto__', ' ', '0', 'null', CORRELATION_ID.toUpperCase()),
  );

  it.each(OPERATIONS)('keep the correlation id of %s verbatim in every style and form', (operation) => {
    fc.assert(
      fc.property(
        id,
        fc.constantFrom(...HOME_STYLES),
        fc.constantFrom(...ENVELOPE_FORMS),
        fc.boolean(),
        (correlationId, style, form, ok) => {
          const outcome = ok ? answer(RESULTS[operation]) : refuse(refusal('invalid_payload', 'no'));
          const to = address(operation, style, { correlationId, form });
          const reply = decodeReply(delivered(encodeReply(to, outcome, 1, ORIGIN)));
          expect(reply?.correlationId).toBe(correlationId);
          expect(reply?.eventId).toBe(replyId(operation, to.route.response));
          expect(reply?.topic).toBe(to.route.response);
          expect(reply?.error).toEqual(ok ? null : { code: 'invalid_payload', message: 'no' });
        },
      ),
      { numRuns: 100 },
    );
  });

  it.each([null, 'x', '[]', '{"payload":{}}', '{"correlation_id":"c","payload":[]}', '{}'])(
    'agree that %s on a response topic is no reply',
    (value) => {
      expect(decodeReply(record(value, { topic: routeOf('stamp', 'dotted').response }))).toBeNull();
    },
  );
});

describe('checkedReply', () => {
  it.each(OPERATIONS)('is encodeReply for a %s result that keeps its schema', (operation) => {
    for (const style of HOME_STYLES) {
      const sent = checkedReply(address(operation, style), RESULTS[operation], 1, ORIGIN);
      expect(sent).toEqual(encodeReply(address(operation, style), answer(RESULTS[operation]), 1, ORIGIN));
      expect(checkOf(RESPONSE_PAYLOADS[operation])(bodyOf(sent)['payload'])).toEqual([]);
    }
  });

  it('throws a TypeError that names the field for one that breaks it', () => {
    const broken = { ...RESULTS.stamp, blake3_hash: 'abc' };
    expect(() => checkedReply(address('stamp', 'dotted'), broken, 1, ORIGIN)).toThrow(TypeError);
    expect(() => checkedReply(address('stamp', 'dotted'), broken, 1, ORIGIN)).toThrow('/blake3_hash');
  });
});
