import { checkOf, DlqAlertEvent, SystemAlertEvent, type Origin } from '#contracts';
import { alertNotice, alertRecords, dlqAlertEvent, endNotice, systemAlert } from './alert-events';
import { measurement } from './measurement.fixture';

const NOW = new Date('2026-01-01T12:00:00Z');
const ID = '00000000-0000-4000-8000-000000000000';
const ORIGIN: Origin = {
  service: 'dlq-monitor',
  version: '1.0.0',
  instanceId: 'dlq-monitor-1',
  hostname: 'host',
  now: () => NOW,
  newId: () => ID,
};

const firing = alertNotice(measurement(), 2, NOW);
const over = endNotice({ ...measurement({ open: 3, value: 3 }), alerted_at: new Date('2026-01-01T11:00:00Z') }, NOW);

describe('the events of an alert', () => {
  it.each([firing, over])('keep to their schemas: $status', (notice) => {
    expect(checkOf(DlqAlertEvent)(dlqAlertEvent(notice, 10))).toEqual([]);
    expect(checkOf(SystemAlertEvent)(systemAlert(notice, 10))).toEqual([]);
  });

  it('come in the envelopes that readers of either topic parse', () => {
    const [guide, architecture] = alertRecords(firing, 10, ORIGIN).map(({ topic, key, value }) => {
      return { topic, key, body: JSON.parse(String(value)) as Record<string, unknown> };
    });
    expect(guide).toMatchObject({
      topic: 'omninode_system_alerts',
      key: 'a.dlq',
      body: {
        envelope_version: '1.0',
        correlation_id: ID,
        event_type: 'DLQAlertEvent',
        timestamp: NOW.toISOString(),
        payload: { dlq_topic: 'a.dlq', failure_count: 11, threshold: 10, status: 'firing', kind: 'threshold' },
      },
    });
    expect(architecture).toMatchObject({
      topic: 'omninode.system.event.alert.v1',
      key: 'a.dlq',
      body: {
        event_type: 'omninode.system.event.alert.v1',
        source: { service: 'dlq-monitor' },
        payload: { severity: 'warning', source: 'dlq-monitor', metadata: { failure_count: 11, repeat: 2 } },
      },
    });
  });

  it('say when it is over', () => {
    expect(dlqAlertEvent(over, 10)).toMatchObject({ status: 'resolved', severity: 'info', failure_count: 3 });
    expect(systemAlert(over, 10)).toMatchObject({
      status: 'resolved',
      severity: 'info',
      message: 'a.dlq is down to 10 open dead letters (not more than 10)',
      metadata: { alerted_at: '2026-01-01T11:00:00.000Z' },
    });
  });
});
