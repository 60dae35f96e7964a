import { randomUUID } from 'node:crypto';
import {
  ask,
  BRIDGE,
  CODEGEN,
  FORMS,
  isCodegen,
  responseClass,
  responseTopic,
  STYLES,
  toSend,
  type Asked,
  type Form,
  type Op,
} from './requests';
import type { TestSystem } from './test-system';
import { json, type Json } from './tap';

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const HELLO = 'ea8f163db38682925e4491c5e58d4bb3506ef8c14eb78a86e908c5624a67200f';

const AREA =
  '"""Areas of shapes."""\n\n\ndef area(w: int, h: int) -> int:\n    """The area of a rectangle."""\n    return w * h\n';
const PRD =
  '# Price service\n\n## Functional Requirements\n\n- The service must read prices from the exchange every minute.\n- The service must store each price in PostgreSQL.\n';

const FIELDS: Readonly<Record<Op, Json>> = {
  validate: { code_content: AREA, node_type: 'compute' },
  analyze: { prd_content: PRD, analysis_type: 'full' },
  pattern: { node_description: 'reads and writes customers in a PostgreSQL database', node_type: 'effect', limit: 3 },
  mixin: { requirements: ['cache results for five minutes'], node_type: 'effect', existing_mixins: [] },
  stamp: { content: 'hello', namespace: 'omninode.services.metadata', content_type: 'text/plain' },
  batch_stamp: { contents: ['hello', 'hello world'], namespace: 'omninode.services.metadata' },
  verify: { blake3_hash: HELLO, namespace: 'omninode.services.unknown' },
};

const OWN: Readonly<Record<Op, readonly string[]>> = {
  validate: ['validation_result', 'quality_score', 'onex_compliance_score', 'is_valid'],
  analyze: ['analysis_result', 'confidence'],
  pattern: ['pattern_result', 'total_matches'],
  mixin: ['mixin_recommendations', 'total_recommendations'],
  stamp: ['blake3_hash', 'metadata', 'stamp_time'],
  batch_stamp: ['results', 'success_count', 'failed_count'],
  verify: ['valid', 'metadata', 'verified_at', 'reason'],
};

/** What the extended field set has beside it. */
const EXTENDED: Readonly<Partial<Record<Op, readonly string[]>>> = {
  validate: ['onex_compliance', 'issues'],
  analyze: ['entities', 'relationships', 'features'],
  pattern: ['patterns_matched', 'recommendations'],
  mixin: ['recommended_mixins', 'reasoning'],
};

const IDS = ['correlation_id', 'session_id'];
const TIMES = ['processing_time_ms', 'timestamp', 'schema_version'];

/** The field set the requester's own models name: wire-facts 1.8 and 3.3. */
function payloadFields({ op, style, form }: Asked): string[] {
  if (isCodegen(op)) return [...OWN[op], ...IDS, ...TIMES, ...(style === 'dotted' ? (EXTENDED[op] ?? []) : [])];
  return form === 'onex-v1' || form === 'flat' ? [...OWN[op], ...IDS] : [...OWN[op]];
}

const ARCHITECTURE = [
  'event_id',
  'event_type',
  'correlation_id',
  'causation_id',
  'timestamp',
  'version',
  'source',
  'metadata',
  'payload',
];

const ENVELOPE_FIELDS: Readonly<Record<Exclude<Form, 'flat'>, readonly string[]>> = {
  'onex-v1': [...IDS, 'envelope_version', 'event_type', 'timestamp', 'payload'],
  architecture: ARCHITECTURE,
  minimal: ARCHITECTURE,
};

const sorted = (names: readonly string[]): string[] => [...names].sort();

function expectEnvelope(asked: Asked, reply: Json): Json {
  if (asked.form === 'flat') return reply;
  expect(sorted(Object.keys(reply))).toEqual(sorted(ENVELOPE_FIELDS[asked.form]));
  expect(reply).toMatchObject({
    correlation_id: asked.correlationId,
    timestamp: expect.stringMatching(INSTANT) as string,
  });
  if (asked.form === 'onex-v1') {
    expect(reply).toMatchObject({
      envelope_version: '1.0',
      session_id: asked.sessionId,
      event_type: responseClass(asked.op),
    });
  } else {
    const arch = asked.form === 'architecture';
    expect(reply).toMatchObject({
      event_id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-5/) as string,
      event_type: responseTopic(asked.op, asked.style),
      causation_id: arch ? asked.eventId : null,
      version: '1.0.0',
      metadata: arch ? { trace_id: 'trace-7', span_id: 'span-7' } : {},
      source: {
        service: isCodegen(asked.op) ? 'intelligence' : 'bridge',
        instance_id: expect.any(String) as string,
        hostname: expect.any(String) as string,
      },
    });
  }
  return reply['payload'] as Json;
}

/** Every conversation in every dialect: the reply is in the dialect of the request, to the field. */
export function describeConversations(system: () => TestSystem): void {
  const cases = [...CODEGEN, ...BRIDGE].flatMap((op) =>
    STYLES.flatMap((style) => FORMS.map((form) => ({ op, style, form }))),
  );

  it.each(cases)('answers $op on $style topics in $form', async ({ op, style, form }) => {
    const session = form === 'minimal' ? null : randomUUID();
    const asked = ask(op, FIELDS[op], { style, form, sessionId: session });
    await system().tap.send(toSend(asked));
    const record = await system().tap.first(responseTopic(op, style), asked.correlationId);
    const payload = expectEnvelope(asked, json(record));
    expect(sorted(Object.keys(payload))).toEqual(sorted(payloadFields(asked)));
    if ('correlation_id' in payload) {
      expect(payload).toMatchObject({ correlation_id: asked.correlationId, session_id: session });
    }
    expectResult(op, payload);
    if (isCodegen(op)) expect(record.value?.toString()).toMatch(/"processing_time_ms":\d+[,}]/);
  });

  it.each([
    ['a short name', 'test-123'],
    ['a UUID in upper case', randomUUID().toUpperCase()],
    ['text of any kind', `Grüße / ${randomUUID()} {"a":1}\n`],
  ])('echoes a correlation id that is %s verbatim, in envelope, payload and key', async (_what, correlationId) => {
    const asked = ask('validate', FIELDS.validate, { style: 'underscored', form: 'onex-v1', correlationId });
    await system().tap.send(toSend(asked));
    const reply = json(await system().tap.first(responseTopic('validate', 'underscored'), correlationId));
    expect(reply).toMatchObject({ correlation_id: correlationId, payload: { correlation_id: correlationId } });
  });

  it('gives the session of the payload precedence over the session of the envelope', async () => {
    const asked = ask('validate', FIELDS.validate, {
      style: 'underscored',
      form: 'onex-v1',
      sessionId: 'session-inside',
    });
    const { value, ...rest } = toSend(asked);
    const outside = JSON.stringify({ ...(JSON.parse(String(value)) as Json), session_id: null });
    await system().tap.send({ ...rest, value: outside });
    const reply = json(await system().tap.first(responseTopic('validate', 'underscored'), asked.correlationId));
    expect(reply).toMatchObject({ session_id: 'session-inside', payload: { session_id: 'session-inside' } });
  });

  it('answers the same request twice with the same event id', async () => {
    const asked = ask('stamp', FIELDS.stamp);
    await system().tap.send(toSend(asked), toSend(asked));
    const replies = await system().tap.all(responseTopic('stamp', 'dotted'), asked.correlationId, 2);
    const [one, other] = replies.map(json);
    expect(one).toMatchObject({ event_id: other?.['event_id'], payload: other?.['payload'] });
  });
}

function expectResult(op: Op, payload: Json): void {
  switch (op) {
    case 'validate':
      expect(payload).toMatchObject({ is_valid: true, validation_result: { issues: [], language: 'python' } });
      break;
    case 'analyze':
      expect(payload).toMatchObject({
        analysis_result: {
          content_type: 'requirements',
          title: 'Price service',
          requirements: [
            { id: 'R1', kind: 'functional', line: 5 },
            { id: 'R2', kind: 'functional', line: 6 },
          ],
          external_systems: [{ name: 'PostgreSQL' }],
        },
        confidence: expect.any(Number) as number,
      });
      break;
    case 'pattern': {
      const found = payload['pattern_result'] as Json[];
      expect(found.map(({ pattern_id }) => pattern_id)).toContain('db-repository');
      expect(found.length).toBeLessThanOrEqual(3);
      break;
    }
    case 'mixin':
      expect((payload['mixin_recommendations'] as Json[])[0]).toMatchObject({
        mixin_name: 'MixinCaching',
        available: true,
      });
      break;
    case 'stamp':
      expect(payload).toMatchObject({
        blake3_hash: HELLO,
        stamp_time: expect.stringMatching(INSTANT) as string,
        metadata: { namespace: 'omninode.services.metadata', content_length: 5 },
      });
      break;
    case 'batch_stamp':
      expect(payload).toMatchObject({ success_count: 2, failed_count: 0, results: [{ blake3_hash: HELLO }, {}] });
      break;
    case 'verify':
      expect(payload).toMatchObject({ valid: false, reason: 'unknown_hash' });
  }
}
