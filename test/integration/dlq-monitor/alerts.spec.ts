import { Webhook } from 'standardwebhooks';
import { topicCatalog } from '#contracts';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { applyTopics } from '../../../tools/local-stack/src/topics';
import { AppProcess } from '../../support/app-process';
import { eventually } from '../../support/eventually';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { json, Tap, type Json } from '../main-job/tap';
import { Receiver } from './receiver';

const GUIDE_ALERTS = 'omninode_system_alerts';
const DLQ = 'omninode_bridge_dlq_stamp_v1';
const ORIGINAL = 'omninode_bridge_request_stamp_v1';
const ROUTING_KEY = 'a-routing-key-that-nobody-may-see';
const SECRET = `whsec_${Buffer.from('a secret of the receiver').toString('base64')}`;

describe('alerts of dlq-monitor', () => {
  const receiver = new Receiver();
  let broker: LocalBroker;
  let database: RandomDatabase;
  let tap: Tap;
  let monitor: AppProcess;
  let url = '';

  beforeAll(async () => {
    broker = await startLocalBroker();
    await applyTopics(broker.bootstrap, topicCatalog());
    database = await createRandomDatabase();
    tap = await Tap.open(broker.bootstrap, [GUIDE_ALERTS]);
    const base = await receiver.open();
    receiver.failures.set('/v2/enqueue', [500, 429]);
    receiver.failures.set('/slack/T0/secret-part', [404]);
    monitor = AppProcess.start('dlq-monitor', {
      KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap,
      DATABASE_URL: database.url,
      DLQ_ALERT_INTERVAL_SECONDS: '1',
      DLQ_ALERT_THRESHOLD: '1000',
      DLQ_ALERT_AGE_SECONDS: '3600',
      DLQ_ALERT_SLACK_URL: `${base}/slack/T0/secret-part`,
      DLQ_ALERT_PAGERDUTY_KEY: ROUTING_KEY,
      DLQ_ALERT_PAGERDUTY_URL: `${base}/v2/enqueue`,
      DLQ_ALERT_WEBHOOK_URL: `${base}/hook`,
      DLQ_ALERT_WEBHOOK_SECRET: SECRET,
      DLQ_PUBLIC_URL: 'https://dlq.example.com/',
    });
    await monitor.ready();
    url = await monitor.url();
  });
  afterAll(async () => {
    await monitor.kill();
    await tap.close();
    await database.drop();
    await broker.stop();
    receiver.close();
  });

  const fail = (count: number, message: string) => {
    const value = JSON.stringify({
      original_topic: ORIGINAL,
      original_event: { a: 1 },
      error: { type: 'TimeoutError', message },
      failure_count: 3,
    });
    return tap.send(...Array.from({ length: count }, (_, index) => ({ topic: DLQ, key: `k${index}`, value })));
  };
  const events = () => tap.on(GUIDE_ALERTS).map((seen) => json(seen)['payload'] as Json);
  const said = (kind: string, status: string) =>
    eventually(`${kind} is ${status}`, () => events().find((one) => one['kind'] === kind && one['status'] === status));

  it('are given for a new group and for the rate of a topic, and shown', async () => {
    await fail(6, 'the stamp service did not answer within 30 s');
    const group = await said('new_group', 'firing');
    expect(group['message']).toMatch(/^a new cause of failure on omninode_bridge_dlq_stamp_v1 \(/);
    // Nothing was ever sent on the original topic: all of it failed.
    const rate = await said('rate', 'firing');
    expect(rate).toMatchObject({ dlq_topic: DLQ, severity: 'critical' });
    const page = (await (await fetch(`${url}/api/v1/alerts`)).json()) as { items: Json[] };
    expect(page.items).toMatchObject([
      { kind: 'new_group', status: 'firing', severity: 'warning', repeat: 1 },
      { kind: 'rate', status: 'firing', key: `rate:${ORIGINAL}`, value: 1, limit: 0.01 },
    ]);
    expect(page.items[0]?.['began_at']).toBe(page.items[0]?.['alerted_at']);
  });

  it('reach PagerDuty in spite of its failures, once, under a key that the end has too', async () => {
    const [first] = await eventually('both', () =>
      receiver.at('/v2/enqueue').length >= 2 ? receiver.at('/v2/enqueue') : null,
    );
    expect(first?.body).toMatchObject({
      routing_key: ROUTING_KEY,
      event_action: 'trigger',
      client: 'dlq-monitor',
      payload: { source: 'dlq-monitor', severity: expect.stringMatching(/^(warning|critical)$/) as string },
    });
    const keys = receiver.at('/v2/enqueue').map(({ body }) => body['dedup_key']);
    expect(new Set(keys).size).toBe(2);
  });

  it('reach a webhook with a signature that the specification’s own library verifies', async () => {
    const [notice] = await eventually('both', () => (receiver.at('/hook').length >= 2 ? receiver.at('/hook') : null));
    const verified = new Webhook(SECRET).verify(notice!.text, notice!.headers) as Json;
    expect(verified).toMatchObject({ type: 'dead_letter_alert', status: 'firing', dlq_topic: DLQ });
    expect(verified['link']).toMatch(/^https:\/\/dlq\.example\.com\/(groups|records)/);
    expect(() => new Webhook(SECRET).verify(notice!.text.replace('firing', 'over'), notice!.headers)).toThrow(
      'signature',
    );
  });

  it('are over when the dead letters are closed, and every destination is told after it was told of the alert', async () => {
    const closed = await fetch(`${url}/api/v1/dead-letters/resolve`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ reason: 'fixed', filter: { topic: DLQ } }),
    });
    expect(closed.status).toBe(200);
    await said('new_group', 'resolved');
    const ends = (path: string, isEnd: (body: Json) => boolean) =>
      eventually(`the end at ${path}`, () => receiver.at(path).findIndex(({ body }) => isEnd(body)) + 1 || null);
    const end = await ends('/v2/enqueue', (body) => body['event_action'] === 'resolve');
    const key = receiver.at('/v2/enqueue')[end - 1]?.body['dedup_key'];
    const begin = receiver.at('/v2/enqueue').findIndex(({ body }) => body['dedup_key'] === key);
    expect(receiver.at('/v2/enqueue')[begin]?.body['event_action']).toBe('trigger');
    expect(begin).toBeLessThan(end - 1);
    await ends('/hook', (body) => body['status'] === 'resolved');
    await ends('/slack/T0/secret-part', (body) => String(body['text']).includes('over'));
  });

  it('that a destination refuses are not sent again, and no log or metric has a secret', async () => {
    // Slack refused the first notice.
    expect(
      receiver.at('/slack/T0/secret-part').filter(({ body }) => !String(body['text']).includes('over')),
    ).toHaveLength(1);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain(
      'omninode_alert_notices_total{destination="slack",outcome="refused",service="dlq-monitor"} 1',
    );
    const shown = `${JSON.stringify(monitor.lines)}${metrics}${await (await fetch(`${url}/api/v1/alerts`)).text()}`;
    for (const secret of [ROUTING_KEY, SECRET, 'secret-part']) expect(shown).not.toContain(secret);
  });
});
