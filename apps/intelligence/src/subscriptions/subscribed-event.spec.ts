import * as fc from 'fast-check';
import {
  DocumentIndexedEvent,
  encodeEnvelope,
  type EnvelopeForm,
  type InboundRecord,
  type Origin,
  QualityAssessedEvent,
  refusal,
  messageOf,
} from '#contracts';
import { isOurs } from './sender';
import { subscribedEvent } from './subscribed-event';

const decode = subscribedEvent(DocumentIndexedEvent);
const DOCUMENT = { document_id: 'src/area.py', collection: 'code', vector_dims: 768 };

const ORIGIN: Origin = {
  service: 'archon-search',
  version: '1.2.3',
  instanceId: 'search-1',
  hostname: 'host',
  now: () => new Date('2026-01-02T03:04:05.678Z'),
  newId: () => 'id',
};

function recordOf(value: string | Buffer | null): InboundRecord {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  return { topic: 't', partition: 1, offset: '7', timestamp: 0, key: null, value: bytes, headers: {} };
}

const IDS = { eventId: 'event-1', correlationId: 'c-1', sessionId: null, causationId: null };

function enveloped(form: EnvelopeForm, payload: object, origin = ORIGIN): InboundRecord {
  const told = { topic: 't', eventType: 't', timestamp: '2026-01-02T03:04:05.678Z', metadata: { trace_id: 'trace-7' } };
  return recordOf(encodeEnvelope({ form, ...IDS, ...told, payload: { ...payload } }, origin));
}

const NAMING: readonly EnvelopeForm[] = [
  'architecture',
  'hook',
  'registry',
  'stamping',
  'codegen-event',
  'core',
  'tool',
  'archon',
  'omniclaude',
  'omniclaude-v2',
];

describe('subscribedEvent', () => {
  it('is refused where the client could not read the record', () => {
    const unreadable = refusal('unreadable_batch', 'broken');
    const record = { ...recordOf(JSON.stringify(DOCUMENT)), unreadable };
    expect(decode(messageOf(record))).toEqual({ kind: 'refused', refusal: unreadable });
  });

  it.each([...NAMING, 'onex-v1' as const, 'flat' as const])('reads an event in the %s envelope', (form) => {
    expect(decode(messageOf(enveloped(form, DOCUMENT)))).toMatchObject({ kind: 'event', payload: DOCUMENT });
  });

  it.each(NAMING)('sees who sent it in the %s envelope', (form) => {
    const event = decode(messageOf(enveloped(form, DOCUMENT)));
    if (event.kind === 'refused') throw new Error(event.refusal.code);
    expect(event.sender.service).toBe('archon-search');
    expect(isOurs(event.sender, ORIGIN)).toBe(true);
    expect(isOurs(event.sender, { service: 'intelligence', instanceId: 'search-1' })).toBe(false);
  });

  it('takes a sender of no name for itself only by its instance', () => {
    const us = { service: 'intelligence', instanceId: 'i-1' };
    expect(isOurs({ service: undefined, instance: 'i-1' }, us)).toBe(true);
    expect(isOurs({ service: undefined, instance: undefined }, us)).toBe(false);
  });

  it('keeps what ids and the trail are made from', () => {
    expect(decode(messageOf(enveloped('architecture', DOCUMENT)))).toMatchObject({
      origin: 'event-1',
      eventId: 'event-1',
      correlationId: 'c-1',
      trace: { trace_id: 'trace-7' },
    });
    expect(decode(messageOf(recordOf(JSON.stringify(DOCUMENT))))).toMatchObject({ origin: 't-1-7', eventId: null });
  });

  it.each([
    [null, 'empty_value'],
    ['{', 'invalid_json'],
    ['[]', 'not_an_object'],
    ['{"version":"3.0.0","payload":{}}', 'unsupported_version'],
    ['{"payload":"text"}', 'invalid_payload'],
    [JSON.stringify({ payload: { ...DOCUMENT, vector_dims: 0 } }), 'invalid_payload'],
  ])('refuses %j as %s', (value, code) => {
    expect(decode(messageOf(recordOf(value)))).toMatchObject({ kind: 'refused', refusal: { code } });
  });

  it('takes any bytes', () => {
    const assessed = subscribedEvent(QualityAssessedEvent);
    const value = fc.oneof(
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      fc.json().map((text) => Buffer.from(text)),
      fc
        .dictionary(
          fc.constantFrom('payload', 'source', 'metadata', '__proto__', 'entity_id', 'version'),
          fc.anything(),
        )
        .map((message) => Buffer.from(JSON.stringify(message) ?? '')),
    );
    fc.assert(
      fc.property(value, (bytes) => expect(['event', 'refused']).toContain(assessed(messageOf(recordOf(bytes))).kind)),
    );
  });
});
