import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { CATALOG, DECISION_AUDIT_TOPIC, deadLetterTopics, encodeHeaders, rawHeadersOf, topicCatalog } from '#contracts';
import type { Database } from '#storage';
import { applyTopics } from '../../../tools/local-stack/src/topics';
import { AppProcess } from '../../support/app-process';
import { eventually } from '../../support/eventually';
import { createMigratedDatabase, type RandomDatabase } from '../../support/random-database';
import { commitFromOutside } from '../main-job/group-offsets';
import { Tap } from '../main-job/tap';
import { TestBrowser } from './test-browser';

export const TOKENS = { rita: 'reader-token-0123456789', otto: 'operator-token-0123456789' };

/** Where the dead letters here failed. */
export const FAILED_ON = 'omninode_bridge_request_verify_v1';

const DLQ = 'omninode_bridge_dlq_verify_v1';
const REQUEST = 'omninode.bridge.request.stamp.v1';
const RESPONSE = 'omninode.bridge.response.stamp.v1';
const RECORDED = [REQUEST, RESPONSE, DECISION_AUDIT_TOPIC];

/** A monitor and a recorder, a database with dead letters in it, and a browser. */
export class ConsoleRig {
  /** The session of that conversation. */
  readonly session = randomUUID();

  private constructor(
    /** What the error codes of the dead letters begin with. */
    readonly code: string,
    /** The correlation id of all of them, and of a conversation. */
    readonly trace: string,
    /** The id of a dead letter that was edited. */
    readonly edited: string,
    readonly url: string,
    /** Of a monitor that knows no recorder. */
    readonly lone: string,
    private readonly database: RandomDatabase,
    private readonly tap: Tap,
    private readonly apps: readonly AppProcess[],
    readonly browser: TestBrowser,
  ) {}

  static async start(bootstrap: string): Promise<ConsoleRig> {
    await applyTopics(bootstrap, topicCatalog());
    const { database: rows, ...database } = await createMigratedDatabase();
    const code = `console-${randomUUID().slice(0, 8)}`;
    const trace = randomUUID();
    await storeDeadLetters(rows, code, trace);
    const edited = await storeEdit(rows);
    const tap = await Tap.open(bootstrap, []);
    const groups = ['monitor', 'recorder', 'lone'].map((name) => `omninode-console-${name}-${randomUUID()}`);
    const [monitors, recorders, others] = groups as [string, string, string];
    // What other suites left on a broker that is shared is not collected.
    const dead = new Set(deadLetterTopics());
    const letters = await tap.ends(topicCatalog().flatMap(({ name }) => (dead.has(name) ? [name] : [])));
    for (const group of [monitors, others]) await commitFromOutside(bootstrap, group, letters);
    await commitFromOutside(bootstrap, recorders, await tap.ends(RECORDED));
    const environment = {
      KAFKA_BOOTSTRAP_SERVERS: bootstrap,
      KAFKA_CONSUMER_GROUP: monitors,
      DATABASE_URL: database.url,
      // Not what other suites have called like dead-letter topics.
      DLQ_TOPIC_PATTERNS: DLQ,
      HTTP_TOKENS: `rita:reader:${TOKENS.rita},otto:operator:${TOKENS.otto}`,
    };
    const lone = AppProcess.start('dlq-monitor', { ...environment, KAFKA_CONSUMER_GROUP: others });
    const recorder = AppProcess.start('recorder', {
      ...environment,
      KAFKA_CONSUMER_GROUP: recorders,
      RECORDER_TOPICS: RECORDED.join(','),
    });
    const browser = await TestBrowser.launch();
    const monitor = AppProcess.start('dlq-monitor', { ...environment, RECORDER_URL: await recorder.url() });
    const apps = [monitor, recorder, lone];
    await Promise.all(apps.map((app) => app.ready()));
    const urls = { url: await monitor.url(), lone: await lone.url() };
    const rig = new ConsoleRig(code, trace, edited, urls.url, urls.lone, database, tap, apps, browser);
    await rig.#seed();
    return rig;
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await Promise.all(this.apps.map((app) => app.kill()));
    await this.tap.close();
    await this.database.drop();
  }

  /** A browser of its own, signed in unless it is nobody's. */
  open(who: keyof typeof TOKENS | null, options?: Parameters<TestBrowser['open']>[2], url = this.url): Promise<Page> {
    return this.browser.open(url, who && TOKENS[who], options);
  }

  async ask(path: string): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.url}${path}`, { headers: { authorization: `Bearer ${TOKENS.otto}` } });
    return (await response.json()) as Record<string, unknown>;
  }

  async #seed(): Promise<void> {
    const message = (name: string) => CATALOG.find((entry) => entry.name === name)?.sample;
    const envelope = (topic: string, name: string) => ({
      topic,
      key: this.trace,
      value: JSON.stringify({
        event_id: randomUUID(),
        event_type: topic,
        correlation_id: this.trace,
        timestamp: new Date().toISOString(),
        version: '1.0.0',
        source: { service: 'tests', instance_id: 'tests-1', hostname: 'here' },
        metadata: {},
        payload: { ...message(name), session_id: this.session },
      }),
    });
    await this.tap.send(envelope(REQUEST, 'bridge.request.stamp'), envelope(RESPONSE, 'bridge.response.stamp'));
    await eventually('the conversation is recorded', async () => {
      const { items } = await this.ask(`/api/v1/events?correlation_id=${this.trace}`);
      return (items as readonly unknown[]).length === 2;
    });
    await eventually('every dead letter has its group', async () => {
      const { items } = await this.ask('/api/v1/dead-letter-groups');
      return (items as readonly unknown[]).length === 3;
    });
  }
}

/** Before there is a monitor, which finds their groups when it starts. */
async function storeDeadLetters(rows: Database, code: string, trace: string): Promise<void> {
  await rows.query(
    `INSERT INTO dead_letters (status, closed_at, closed_by, close_reason, dlq_topic, dlq_partition, dlq_offset,
       received_at, shape, raw, original_topic, original_partition, original_offset, original_key, original_value,
       exact, original_headers, error_code, error_type, error_message, error_category, correlation_id, retry_count,
       error_stack)
     SELECT CASE WHEN at % 10 = 0 THEN 'resolved' ELSE 'open' END, CASE WHEN at % 10 = 0 THEN now() END,
       CASE WHEN at % 10 = 0 THEN 'otto' END, CASE WHEN at % 10 = 0 THEN 'seen to' END, $1, 0, at,
       now() - make_interval(mins => 300 - at), 'ours', '', $2, 0, at, convert_to('key-' || at % 3, 'UTF8'),
       convert_to('{"content":"a' || at || '","password":"hunter2"}', 'UTF8'), true,
       '{"event_id": "e", "authorization": "Bearer abcdef0123456789"}', $3 || '-' || at % 3, 'ValidationError',
       'content of ' || (array['a stamp', 'a batch', 'a file'])[at % 3 + 1] || ' is missing', 'permanent', $4, at % 4,
       E'ValidationError: content is missing\\n    at handle (/app/verify.js:7:3)\\n    at run (/app/main.js:3:1)'
     FROM generate_series(1, 300) AS at`,
    [DLQ, FAILED_ON, code, trace],
  );
  await rows.query(
    `INSERT INTO dead_letter_alerts (dlq_topic, began_at, alerted_at, ended_at, facts)
     SELECT 'age:elsewhere', began_at, began_at, began_at + interval '20 minutes', $1
     FROM (SELECT now() - interval '3 hours' AS began_at) AS past`,
    [RECOVERED],
  );
}

/** One of those that are resolved, as it is after an edit of it was sent; its id. */
async function storeEdit(rows: Database): Promise<string> {
  const [edited] = await rows.query<{ id: string }>(
    `WITH edited AS (
       SELECT id, closed_at FROM dead_letters WHERE dlq_offset = 290
     ), steps AS (
       INSERT INTO dead_letter_history (dead_letter_id, at, actor, reason, verb, from_status, to_status, link)
       SELECT id, closed_at - interval '1 minute', 'otto', 'a typo', 'edit', 'open', 'edited', $1 FROM edited
       UNION ALL SELECT id, closed_at, 'dlq-monitor', 'seen', 'settle', 'edited', 'resolved', $1 FROM edited
     ), edits AS (
       INSERT INTO dead_letter_edits (job_id, dead_letter_id, value, raw_headers)
       SELECT $1::uuid, id, convert_to('{"content":"corrected","password":"hunter3"}', 'UTF8'), $2 FROM edited
     )
     SELECT id FROM edited`,
    [randomUUID(), encodeHeaders(rawHeadersOf({ event_id: 'e2', causation_id: 'e' }))],
  );
  return edited!.id;
}

/** An alert that is over. */
const RECOVERED = JSON.stringify({
  kind: 'age',
  dlq_topic: 'omninode_bridge_dlq_batch_stamp_v1',
  group_id: null,
  open: 1,
  value: 4_000,
  limit: 3_600,
  severity: 'warning',
  message: 'the oldest open dead letter of omninode_bridge_dlq_batch_stamp_v1 came more than an hour ago',
});
