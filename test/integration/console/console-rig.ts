import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { CATALOG, DECISION_AUDIT_TOPIC, topicCatalog } from '#contracts';
import type { Database } from '#storage';
import { applyTopics } from '../../../tools/local-stack/src/topics';
import { AppProcess } from '../../support/app-process';
import { eventually } from '../../support/eventually';
import { createMigratedDatabase, type RandomDatabase } from '../../support/random-database';
import { Tap } from '../main-job/tap';

export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export const TOKENS = { rita: 'reader-token-0123456789', otto: 'operator-token-0123456789' };

/** Where the dead letters here failed. */
export const FAILED_ON = 'omninode_bridge_request_verify_v1';

const DLQ = 'omninode_bridge_dlq_verify_v1';
const REQUEST = 'omninode.bridge.request.stamp.v1';
const RESPONSE = 'omninode.bridge.response.stamp.v1';

const AXE = readFileSync(createRequire(__filename).resolve('axe-core/axe.min.js'), 'utf8');

/** A monitor and a recorder, a database with dead letters in it, and a browser. */
export class ConsoleRig {
  /** Whatever the browser complained about, refusals by the policy among it. */
  readonly complaints: string[] = [];

  private constructor(
    /** What the error codes of the dead letters begin with. */
    readonly code: string,
    /** The correlation id of all of them, and of a conversation. */
    readonly trace: string,
    readonly url: string,
    private readonly database: RandomDatabase,
    private readonly tap: Tap,
    private readonly apps: readonly AppProcess[],
    private readonly browser: Browser,
  ) {}

  static async start(bootstrap: string): Promise<ConsoleRig> {
    await applyTopics(bootstrap, topicCatalog());
    const { database: rows, ...database } = await createMigratedDatabase();
    const code = `console-${randomUUID().slice(0, 8)}`;
    const trace = randomUUID();
    await storeDeadLetters(rows, code, trace);
    const environment = {
      KAFKA_BOOTSTRAP_SERVERS: bootstrap,
      KAFKA_CONSUMER_GROUP: `omninode-console-${randomUUID()}`,
      DATABASE_URL: database.url,
      HTTP_TOKENS: `rita:reader:${TOKENS.rita},otto:operator:${TOKENS.otto}`,
    };
    const recorder = AppProcess.start('recorder', {
      ...environment,
      KAFKA_CONSUMER_GROUP: `omninode-console-recorder-${randomUUID()}`,
      RECORDER_TOPICS: [REQUEST, RESPONSE, DECISION_AUDIT_TOPIC].join(','),
    });
    const monitor = AppProcess.start('dlq-monitor', { ...environment, RECORDER_URL: await recorder.url() });
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    const tap = await Tap.open(bootstrap, []);
    await Promise.all([recorder.ready(), monitor.ready()]);
    const rig = new ConsoleRig(code, trace, await monitor.url(), database, tap, [monitor, recorder], browser);
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
  async open(who: keyof typeof TOKENS | null, options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context = await this.browser.newContext({ baseURL: this.url, ...options });
    await context.addInitScript({ content: AXE });
    if (who !== null) await context.request.post('/api/v1/session', { data: { token: TOKENS[who] } });
    return this.#watched(context);
  }

  async #watched(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 40[0-9]/.test(message.text())) this.complaints.push(message.text());
    });
    return page;
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
        payload: message(name),
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
       exact, original_headers, error_code, error_type, error_message, error_category, correlation_id, retry_count)
     SELECT CASE WHEN at % 10 = 0 THEN 'resolved' ELSE 'open' END, CASE WHEN at % 10 = 0 THEN now() END,
       CASE WHEN at % 10 = 0 THEN 'otto' END, CASE WHEN at % 10 = 0 THEN 'seen to' END, $1, 0, at,
       now() - make_interval(mins => 300 - at), 'ours', '', $2, 0, at, convert_to('key-' || at % 3, 'UTF8'),
       convert_to('{"content":"a' || at || '","password":"hunter2"}', 'UTF8'), true,
       '{"event_id": "e", "authorization": "Bearer abcdef0123456789"}', $3 || '-' || at % 3, 'ValidationError',
       'content of ' || (array['a stamp', 'a batch', 'a file'])[at % 3 + 1] || ' is missing', 'permanent', $4, at % 4
     FROM generate_series(1, 300) AS at`,
    [DLQ, FAILED_ON, code, trace],
  );
}
