import {
  decodeRequest,
  encodeDeadLetter,
  encodeEnvelope,
  encodeEvents,
  encodeReply,
  encodeRequest,
  encodeStatus,
  refusal,
  refuse,
  type EnvelopeForm,
  type InboundRecord,
  type JsonObject,
  type Origin,
  type AnyOutboundRecord,
  type Request,
  messageOf,
} from '#contracts';

const ID = '3f1c2a9e-6b0d-4c57-9a41-d8e20b7f6c35';
const AT = '2026-03-14T09:26:53.589Z';

const ORIGIN: Origin = {
  service: 'intelligence',
  version: '1.0.0',
  instanceId: 'intelligence-1',
  hostname: 'intelligence-1.local',
  now: () => new Date(AT),
  newId: () => ID,
};

/** One message in that envelope, with every id there can be or with none. */
export function envelopeExample(form: EnvelopeForm, id: string | null): JsonObject {
  const text = encodeEnvelope(
    {
      form,
      eventId: ID,
      eventType: 'codegen.request.validate',
      topic: 'omninode.codegen.request.validate.v1',
      timestamp: AT,
      correlationId: id,
      sessionId: id,
      causationId: id,
      metadata: id === null ? {} : { trace_id: id, span_id: '00f067aa0ba902b7', tenant_id: 'omninode' },
      payload: {},
    },
    ORIGIN,
  );
  return JSON.parse(text) as JsonObject;
}

function requestRecord(): InboundRecord {
  const { topic, key, value } = encodeRequest(
    { operation: 'validate', style: 'dotted', correlationId: ID, sessionId: ID, payload: { code_content: 'pass' } },
    ORIGIN,
  );
  const bytes = (text: string | Buffer | null): Buffer => Buffer.from(text?.toString() ?? '');
  return {
    topic,
    key: bytes(key),
    value: bytes(value),
    headers: {},
    partition: 0,
    offset: '0',
    timestamp: Date.parse(AT),
  };
}

function request(): Request {
  const decoded = decodeRequest(messageOf(requestRecord()));
  if (decoded.kind !== 'request') throw new Error(decoded.refusal.message);
  return decoded.request;
}

const FINISHED = { status: 'completed', progress: 100, message: 'validation finished' } as const;
const REASON = refusal('invalid_payload', 'the payload does not conform');

/** Records as our encoders write them; readers can rely on what they have in common. */
export const RECORDS: Readonly<
  Record<'reply' | 'event' | 'status' | 'deadLetter', () => readonly AnyOutboundRecord[]>
> = {
  reply: () => [
    encodeReply(request(), { kind: 'answer', result: emptyResult, events: [] }, 1, ORIGIN),
    encodeReply(request(), refuse(REASON), 1, ORIGIN),
  ],
  event: () => encodeEvents(request(), [qualityAssessed], ORIGIN),
  status: () => [encodeStatus(request(), FINISHED, ORIGIN)].filter((record) => record !== null),
  deadLetter: () => [
    deadLetter({ correlationId: ID, eventType: 'codegen.request.validate' }),
    deadLetter({ correlationId: null, eventType: null }),
  ],
};

const emptyResult = { is_valid: true, quality_score: 1, onex_compliance_score: 1, issues: [] };

const qualityAssessed = {
  type: 'quality_assessed',
  payload: { entity_id: ID, quality_score: 1, dimensions: {}, onex_compliance: 1 },
} as const;

function deadLetter(found: { readonly correlationId: string | null; readonly eventType: string | null }) {
  const failure = {
    refusal: REASON,
    category: 'contract',
    retryCount: 0,
    maxRetries: 3,
    consumerGroup: 'bridge',
  } as const;
  return encodeDeadLetter(messageOf(requestRecord()), { ...failure, ...found }, ORIGIN);
}
