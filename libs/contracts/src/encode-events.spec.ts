import { CORRELATION_ID, EVENT_ID, HASH, NOW, ORIGIN, SESSION_ID, bodyOf } from '../spec/fixtures';
import { checkOf } from './checks';
import type { ReplyAddress } from './decode-request';
import { encodeEvents, encodeStatus } from './encode-events';
import type { DomainEvent } from './events';
import { CodegenStatusEvent, SESSION_STATUSES } from './payloads/status';
import { STATUS_TOPIC } from './topic-styles';
import { EVENT_TOPICS } from './topics';
import { entryOfTopic, routeOf } from './contracts';
import type { Origin } from './encode-envelope';
import { OLDER_VERSIONS } from './older-versions';
import type { OutboundRecord } from './record';

const ADDRESS: ReplyAddress = {
  route: routeOf('validate', 'underscored'),
  form: 'onex-v1',
  correlationId: CORRELATION_ID,
  sessionId: SESSION_ID,
  eventId: EVENT_ID,
  origin: EVENT_ID,
  echo: {},
  trace: { trace_id: 't' },
};

const EVENTS: readonly DomainEvent[] = [
  { type: 'metadata_stamped', payload: { blake3_hash: HASH, namespace: 'n', content_type: 'text/plain' } },
  { type: 'document_processed', payload: { document_id: 'd', processing_time_ms: 3 } },
  { type: 'document_processed', payload: { document_id: 'e', processing_time_ms: 4 } },
  { type: 'validation_failed', payload: { blake3_hash: HASH, reason: 'r', validation_errors: ['v'] } },
  {
    type: 'quality_assessed',
    payload: { entity_id: 'x', quality_score: 0.5, onex_compliance: 0.5, dimensions: { syntax: 1 } },
  },
];

describe('encodeEvents', () => {
  const sent = encodeEvents(ADDRESS, EVENTS, { ...ORIGIN, publishesDeprecated: false });

  it('puts each event on its topic, caused by the request', () => {
    sent.forEach((outbound, index) => {
      const event = EVENTS[index] as DomainEvent;
      expect(outbound.topic).toBe(EVENT_TOPICS[event.type]);
      expect(outbound.key).toBe(CORRELATION_ID);
      expect(bodyOf(outbound)).toMatchObject({
        event_type: EVENT_TOPICS[event.type],
        correlation_id: CORRELATION_ID,
        causation_id: EVENT_ID,
        timestamp: NOW,
        metadata: { trace_id: 't' },
        payload: event.payload,
      });
    });
    expect(sent).toHaveLength(EVENTS.length);
  });

  it('gives each its own id, and the same one again after a redelivery', () => {
    const ids = sent.map(({ headers }) => headers?.['event_id']);
    expect(new Set(ids).size).toBe(EVENTS.length);
    expect(encodeEvents(ADDRESS, EVENTS, { ...ORIGIN, publishesDeprecated: false })).toEqual(sent);
    expect(sent.map((outbound) => bodyOf(outbound)['event_id'])).toEqual(ids);
  });
});

describe('an event that has an older version', () => {
  const [{ topic: OLD, deprecated }] = OLDER_VERSIONS.validation_failed;
  const NEW = EVENT_TOPICS.validation_failed;
  const event: DomainEvent = {
    type: 'validation_failed',
    payload: { blake3_hash: null, reason: 'r', validation_errors: [] },
  };
  const at = (day: string, more: Partial<Origin> = {}) =>
    encodeEvents(ADDRESS, [event, event], { ...ORIGIN, now: () => new Date(day), ...more });
  const lastDay = new Date(Date.parse(deprecated.until) - 1).toISOString();

  it('is published in both until the end of the older one, which says so', () => {
    const sent = at(lastDay);
    expect(sent.map(({ topic }) => topic)).toEqual([NEW, OLD, NEW, OLD]);
    expect(sent.map((record) => bodyOf(record)['payload'])).toEqual([
      event.payload,
      { content_hash: '', reason: 'r', validation_errors: [] },
      event.payload,
      { content_hash: '', reason: 'r', validation_errors: [] },
    ]);
    expect(sent[1]?.headers).toMatchObject({
      event_type: OLD,
      deprecation: deprecated.since,
      sunset: deprecated.until,
      successor_topic: NEW,
    });
    expect(sent[0]?.headers).not.toHaveProperty('deprecation');
    expect(new Set(sent.map(({ headers }) => headers?.['event_id'])).size).toBe(4);
  });

  it('keeps the ids that it has without the other', () => {
    const idsOn = (topic: string, sent: readonly OutboundRecord[]) =>
      sent.filter((record) => record.topic === topic).map(({ headers }) => headers?.['event_id']);
    expect(idsOn(NEW, at(lastDay))).toEqual(idsOn(NEW, at(deprecated.until)));
  });

  it('is published in the newest only from that day on, and earlier where an operator says so', () => {
    expect(at(deprecated.until).map(({ topic }) => topic)).toEqual([NEW, NEW]);
    expect(at(lastDay, { publishesDeprecated: false }).map(({ topic }) => topic)).toEqual([NEW, NEW]);
  });

  it('has six months at least, a successor that is in the catalog, and payloads that conform in both', () => {
    for (const { topic, deprecated: end, payloadOf } of Object.values(OLDER_VERSIONS).flat()) {
      const months = (Date.parse(end.until) - Date.parse(end.since)) / 86_400_000 / 30;
      expect(months).toBeGreaterThanOrEqual(6);
      const [older, newer] = [entryOfTopic(topic), entryOfTopic(end.replacedBy)];
      expect(older?.deprecated).toBe(end);
      expect(newer?.deprecated).toBeUndefined();
      expect(checkOf(older!.payload)(payloadOf(newer!.sample as never))).toEqual([]);
    }
  });
});

describe('encodeStatus', () => {
  it.each(SESSION_STATUSES)('says %s to the session, in the onex-v1 envelope', (status) => {
    const sent = encodeStatus(ADDRESS, { status, progress: 42, message: 'hello' }, ORIGIN);
    if (sent === null) throw new Error('nothing was sent');
    expect(sent).toMatchObject({ topic: STATUS_TOPIC, key: SESSION_ID });
    const body = bodyOf(sent);
    expect(body).toMatchObject({ envelope_version: '1.0', event_type: 'CodegenStatusEvent', session_id: SESSION_ID });
    expect(checkOf(CodegenStatusEvent)(body['payload'])).toEqual([]);
    expect(Object.keys(body['payload'] as object).sort()).toEqual(
      ['session_id', 'status', 'progress_percentage', 'message', 'metadata', 'timestamp', 'schema_version'].sort(),
    );
    expect(body['payload']).toMatchObject({
      status,
      progress_percentage: 42,
      message: 'hello',
      timestamp: NOW,
    });
  });

  it('knows the five statuses of the guide', () => {
    expect([...SESSION_STATUSES].sort()).toEqual(['cancelled', 'completed', 'failed', 'pending', 'processing']);
  });

  it('says nothing where there is no session', () => {
    expect(
      encodeStatus({ ...ADDRESS, sessionId: null }, { status: 'failed', progress: 0, message: '' }, ORIGIN),
    ).toBeNull();
  });

  it('has one id per request and status', () => {
    const idOf = (status: 'processing' | 'completed') =>
      encodeStatus(ADDRESS, { status, progress: 10, message: '' }, ORIGIN)?.headers?.['event_id'];
    expect(idOf('processing')).toBe(idOf('processing'));
    expect(idOf('processing')).not.toBe(idOf('completed'));
  });
});
