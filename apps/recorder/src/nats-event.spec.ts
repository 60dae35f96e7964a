import { CATALOG, decodeHeaders } from '#contracts';
import { natsEvent } from './nats-event';
import { RECORDED_FAMILIES } from './nats-recording';

const STEP = {
  step_id: 's-1',
  workflow_id: 'a workflow',
  timestamp: '2026-03-04T05:06:07Z',
  step_name: 'Process Document',
  status: 'started',
  service_name: 'ingestion-service',
};

const event = (payload: unknown, subject = 'orchestrator.step.started') =>
  natsEvent({
    subject,
    sequence: 7,
    timestamp: 1_772_600_767_000,
    value: Buffer.from(JSON.stringify(payload)),
    headers: [
      ['event_id', 'e-1'],
      ['x', '1'],
      ['x', '2'],
    ],
  });

describe('a message of NATS as an event', () => {
  it('has its subject for a topic, its sequence for an offset, and all of its headers', () => {
    const { topic, partition, offset, kafkaTime, headers, ...rest } = event(STEP);
    expect([topic, partition, offset]).toEqual(['orchestrator.step.started', 0, 7n]);
    expect(kafkaTime).toEqual(new Date(1_772_600_767_000));
    expect(decodeHeaders(headers!).map((header) => header.map(String))).toEqual([
      ['event_id', 'e-1'],
      ['x', '1'],
      ['x', '2'],
    ]);
    expect(rest).toMatchObject({
      envelopeId: 'e-1',
      source: 'ingestion-service',
      sessionId: 'a workflow',
      eventTime: new Date('2026-03-04T05:06:07Z'),
      unreadable: null,
    });
  });

  it('belongs to a conversation by its metadata, and to no session where the workflow is only that', () => {
    const ours = { ...STEP, workflow_id: 'c-1', metadata: { correlation_id: 'c-1' } };
    expect(event(ours)).toMatchObject({ correlationId: 'c-1', sessionId: null });
    expect(event({ ...ours, workflow_id: 's-1' })).toMatchObject({ correlationId: 'c-1', sessionId: 's-1' });
  });

  it.each([[5], [''], ['x'.repeat(1025)], [null], [{ id: 'w' }]])(
    'with the workflow %j belongs to no session',
    (id) => {
      expect(event({ ...STEP, workflow_id: id }).sessionId).toBeNull();
    },
  );

  it('that cannot be read is bytes with the reason', () => {
    const { value, unreadable } = event('a text');
    expect([String(value), unreadable]).toEqual(['"a text"', expect.stringContaining('not_an_object')]);
  });

  it('is read whatever subject of the catalog it is on', () => {
    const subjects = CATALOG.flatMap(({ places }) => places.filter(({ style }) => style === 'nats'));
    expect(subjects.length).toBeGreaterThan(10);
    for (const { name } of subjects)
      expect(RECORDED_FAMILIES.some((family) => name.startsWith(`${family}.`))).toBe(true);
  });
});
