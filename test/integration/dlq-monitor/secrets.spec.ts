import { randomUUID } from 'node:crypto';
import { SYSTEM_ALERT_EVENT_TOPIC, SYSTEM_ALERTS_TOPIC, topicCatalog } from '#contracts';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import { applyTopics } from '../../../tools/local-stack/src/topics';
import openApi from '../../../schemas/openapi/dlq-monitor.json';
import { AppProcess } from '../../support/app-process';
import { eventually } from '../../support/eventually';
import { findInText } from '../../support/find-canary';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { json, Tap, type Json } from '../main-job/tap';
import { Receiver } from './receiver';

const ALERTS = [SYSTEM_ALERTS_TOPIC, SYSTEM_ALERT_EVENT_TOPIC] as const;
const DLQ = 'omninode_bridge_dlq_stamp_v1';
const ORIGINAL = 'omninode_bridge_request_stamp_v1';

const canary = (name: string): string => `canary-${name}-${randomUUID().slice(0, 8)}`;

/** What the monitor is configured with: nobody may see it, whatever their role. */
const CONFIGURED = {
  reader: canary('reader-token'),
  operator: canary('operator-token'),
  webhook: canary('webhook'),
  slack: canary('slack'),
  pagerDuty: canary('pagerduty'),
};
/** What is in messages, under names and in forms that tell it: only who may send them again gets their exact bytes. */
const SENT = {
  message: canary('message'),
  url: canary('url'),
  stack: canary('stack'),
  member: canary('member'),
  nested: canary('nested'),
  header: canary('header'),
  key: canary('api-key'),
};
/** Not for the log of requests either. */
const ASKED = canary('asked');

describe('secrets', () => {
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
    tap = await Tap.open(broker.bootstrap, ALERTS);
    const base = await receiver.open();
    monitor = AppProcess.start('dlq-monitor', {
      KAFKA_BOOTSTRAP_SERVERS: broker.bootstrap,
      DATABASE_URL: database.url,
      LOG_LEVEL: 'debug',
      HTTP_TOKENS: `rita:reader:${CONFIGURED.reader},otto:operator:${CONFIGURED.operator}`,
      DLQ_ALERT_INTERVAL_SECONDS: '1',
      DLQ_ALERT_THRESHOLD: '1',
      DLQ_ALERT_SLACK_URL: `${base}/slack/${CONFIGURED.slack}`,
      DLQ_ALERT_PAGERDUTY_KEY: CONFIGURED.pagerDuty,
      DLQ_ALERT_PAGERDUTY_URL: `${base}/v2/enqueue`,
      DLQ_ALERT_WEBHOOK_URL: `${base}/hook`,
      DLQ_ALERT_WEBHOOK_SECRET: `whsec_${Buffer.from(CONFIGURED.webhook).toString('base64')}`,
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

  const ask = async (path: string, token: string, init: RequestInit = {}): Promise<string> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    return (await fetch(`${url}${path}`, { ...init, headers })).text();
  };
  const post = (path: string, body: object): Promise<string> =>
    ask(path, CONFIGURED.operator, { method: 'POST', body: JSON.stringify(body) });
  const items = (text: string): readonly Json[] => (JSON.parse(text) as { items: Json[] }).items;

  const fail = (number: number) => {
    const failed = { password: SENT.member, deep: [{ api_key: SENT.nested }], content: 'x' };
    const value = JSON.stringify({
      original_topic: ORIGINAL,
      original_event: failed,
      original_headers: { authorization: `Bearer ${SENT.header}`, 'x-api-key': SENT.key },
      error: {
        type: 'TimeoutError',
        message: `password=${SENT.message} was refused by https://ada:${SENT.url}@stamps.example.com/`,
        stack_trace: `Error: x\n    at connect (client.js:1:1) access_token=${SENT.stack}`,
      },
      failure_count: 3,
    });
    return tap.send({ topic: DLQ, key: `k${number}`, value });
  };

  it('are on no page a reader gets, in no log, metric, alert or notice', async () => {
    for (let number = 0; number < 3; number += 1) await fail(number);
    const [letter] = await eventually('they are collected', async () => {
      const found = items(await ask('/api/v1/dead-letters', CONFIGURED.reader));
      return found.length === 3 && found;
    });
    await eventually(
      'alerts are out',
      () => ALERTS.every((topic) => tap.on(topic).length > 0) && receiver.at('/hook').length > 0,
    );
    await eventually('Slack and PagerDuty are told', () =>
      ['/v2/enqueue', `/slack/${CONFIGURED.slack}`].every((path) => receiver.at(path).length > 0),
    );
    await post(`/api/v1/dead-letters/${String(letter?.['id'])}/acknowledge`, { reason: 'seen' });
    const job = { kind: 'purge_dead_letters', input: {}, reason: 'none' };
    const { id: jobId } = JSON.parse(await post('/api/v1/jobs', job)) as { id: string };

    const idIn = (path: string): string => {
      if (path.includes('/jobs/')) return jobId;
      return String(letter?.[path.includes('-groups/') ? 'group_id' : 'id']);
    };
    const pages = Object.entries(openApi.paths).filter(([, methods]) => 'get' in methods);
    expect(pages.length).toBeGreaterThan(12);
    const shown: Record<string, string> = {};
    for (const [path] of pages) shown[path] = await ask(path.replace('{id}', idIn(path)), CONFIGURED.reader);
    // They show what they are asked for, and not a refusal.
    expect(shown['/api/v1/dead-letters/{id}/content']).toContain('x-api-key');
    expect(shown['/api/v1/dead-letter-groups/{id}']).toContain('TimeoutError');
    shown['metrics'] = await ask('/metrics', CONFIGURED.reader);
    shown['refused'] = await ask(`/api/v1/dead-letters?access_token=${ASKED}&topic=${ASKED}`, CONFIGURED.reader);
    shown['denied'] = await ask('/api/v1/overview', ASKED);
    shown['alert events'] = ALERTS.flatMap((topic) => tap.on(topic).map(json))
      .map((one) => JSON.stringify(one))
      .join('\n');
    // The routing key is how PagerDuty knows whose alert it is.
    shown['notices'] = receiver.received.map(({ body }) => JSON.stringify({ ...body, routing_key: '' })).join('\n');
    shown['log'] = JSON.stringify(monitor.lines);

    const password = new URL(database.url).password;
    const secrets = [...Object.values(CONFIGURED), ...Object.values(SENT), ASKED, password];
    const leaks = Object.entries(shown).flatMap(([where, text]) =>
      findInText(text, secrets).map((form) => [where, form]),
    );
    expect(leaks).toEqual([]);
  });

  it('in messages are shown exactly to who may send them again', async () => {
    const [letter] = items(await ask('/api/v1/dead-letters', CONFIGURED.operator));
    const path = `/api/v1/dead-letters/${String(letter?.['id'])}/content`;
    const { original } = JSON.parse(await ask(path, CONFIGURED.operator)) as {
      original: { value: { base64: string } };
    };
    expect(Buffer.from(original.value.base64, 'base64').toString()).toContain(SENT.member);
  });
});
