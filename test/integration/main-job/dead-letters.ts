import { randomUUID } from 'node:crypto';
import { eventually } from '../../support/eventually';
import { commitFromOutside } from './group-offsets';
import { deadLetterTopic, requestTopic, type Op, type Style } from './requests';
import type { TestSystem } from './test-system';
import { json, type Json } from './tap';

interface Page {
  readonly items: readonly Json[];
}

export const MONITOR_ENV = {
  DLQ_ALERT_INTERVAL_SECONDS: '1',
  DLQ_ALERT_NEW_GROUPS: 'false',
  DLQ_ALERT_RATE_PERCENT: '100',
};

export function describeDeadLetters(system: () => TestSystem): void {
  const page = async (path: string): Promise<Page> => {
    const url = await system().app('dlq-monitor').url();
    return (await (await fetch(`${url}/api/v1/dead-letters${path}`)).json()) as Page;
  };
  const openOn = async (topic: string): Promise<number> =>
    Number((await page('/counts')).items.find(({ dlq_topic }) => dlq_topic === topic)?.['open'] ?? 0);
  /** Messages that are refused, and the dead-letter topic they end on. */
  const break_ = async (op: Op, style: Style, count: number, value = '{"broken'): Promise<string> => {
    const topic = requestTopic(op, style);
    await system().tap.send(...Array.from({ length: count }, () => ({ topic, key: randomUUID(), value })));
    return deadLetterTopic(op, style);
  };
  const alertsOf = (topic: string) => system().tap.keyed('omninode_system_alerts', topic);

  it('are shown with their counts, without the bytes', async () => {
    const key = randomUUID();
    await system().tap.send({ topic: requestTopic('verify', 'underscored'), key, value: '{"secret-sauce' });
    const topic = deadLetterTopic('verify', 'underscored');
    const record = await eventually('the monitor shows it', async () =>
      (await page(`?limit=100&topic=${topic}`)).items.find(({ correlation_id }) => correlation_id === key),
    );
    expect(record).toMatchObject({
      dlq_topic: topic,
      status: 'open',
      error_code: 'invalid_json',
      error_category: 'contract',
      original_topic: requestTopic('verify', 'underscored'),
      retry_count: 0,
    });
    expect(record).not.toHaveProperty('raw');
    await expect(openOn(topic)).resolves.toBeGreaterThanOrEqual(1);
  });

  it('are stored once, even when a monitor reads them again after a restart', async () => {
    const topic = deadLetterTopic('verify', 'underscored');
    const stored = (await openOn(topic)) + 3;
    await break_('verify', 'underscored', 3);
    await eventually('all are stored', async () => (await openOn(topic)) === stored);
    const first = await eventually('the first is seen', () => system().tap.on(topic)[0]);
    const { code } = await system().app('dlq-monitor').stop();
    expect(code).toBe(0);
    await commitFromOutside(system().bootstrap, system().group('dlq-monitor'), [first]);
    await system().start('dlq-monitor', MONITOR_ENV).ready();
    await break_('verify', 'underscored', 1);
    await eventually('the one after them is stored', async () => (await openOn(topic)) > stored);
    await expect(openOn(topic)).resolves.toBe(stored + 1);
  });

  it('alert when more than 10 are open, on both alert topics, once within the cool-down', async () => {
    const topic = await break_('batch_stamp', 'underscored', 11);
    const alert = await system().tap.first('omninode_system_alerts', topic);
    expect(json(alert)).toMatchObject({
      envelope_version: '1.0',
      event_type: 'DLQAlertEvent',
      payload: { dlq_topic: topic, failure_count: expect.any(Number) as number, threshold: 10, kind: 'threshold' },
    });
    const event = json(await system().tap.first('omninode.system.event.alert.v1', topic));
    expect(event).toMatchObject({
      event_type: 'omninode.system.event.alert.v1',
      version: '1.0.0',
      payload: { severity: 'warning', source: 'dlq-monitor', metadata: { dlq_topic: topic, threshold: 10 } },
    });

    // Another topic alerts later: by then the first one has been looked at again, with more open than before.
    const before = await openOn(topic);
    await break_('batch_stamp', 'underscored', 5);
    await eventually('the further ones are stored', async () => (await openOn(topic)) === before + 5);
    const other = await break_('batch_stamp', 'dotted', 11);
    await system().tap.first('omninode_system_alerts', other);
    expect(alertsOf(topic)).toHaveLength(1);
  });
}
