import { randomUUID } from 'node:crypto';
import { DECISION_AUDIT_TOPIC, encodeDeadLetter, messageOf, refusal } from '#contracts';
import { eventually } from '../../support/eventually';
import { ask, deadLetterTopic, requestTopic, responseTopic, toSend } from '../main-job/requests';
import type { Json, ToSend } from '../main-job/tap';
import { TestSystem } from '../main-job/test-system';

export const OPERATOR = { name: 'olga', token: 'operator-token-0123456789' } as const;

export const REQUEST = requestTopic('stamp', 'dotted');
export const DLQ = deadLetterTopic('stamp', 'dotted');
const RESPONSE = responseTopic('stamp', 'dotted');

const ORIGIN = {
  service: 'omninode-bridge',
  version: '1',
  instanceId: 'bridge-1',
  hostname: 'here',
  now: () => new Date(),
  newId: randomUUID,
};

/** A dead letter as the monitor has it. */
export interface Letter {
  readonly id: string;
  readonly group: string;
  readonly correlationId: string;
}

/** Monitor, recorder and bridge on one broker and database. */
export class FailingSystem {
  private constructor(
    readonly system: TestSystem,
    readonly urls: { readonly monitor: string; readonly recorder: string; readonly bridge: string },
  ) {}

  static async open(bootstrap: string): Promise<FailingSystem> {
    const system = await TestSystem.open(bootstrap);
    const tokens = { HTTP_TOKENS: `${OPERATOR.name}:operator:${OPERATOR.token}` };
    const recorder = system.start('recorder', {
      ...tokens,
      RECORDER_TOPICS: [REQUEST, RESPONSE, DLQ, DECISION_AUDIT_TOPIC].join(','),
    });
    const bridge = system.start('bridge', tokens);
    const monitor = system.start('dlq-monitor', {
      ...tokens,
      REHEARSE_URLS: `bridge=${await bridge.url()}`,
      // Not what other suites have called like dead-letter topics.
      DLQ_TOPIC_PATTERNS: DLQ,
      RECORDER_URL: await recorder.url(),
      DLQ_ALERT_INTERVAL_SECONDS: '1',
      DLQ_REDRIVE_GRACE_SECONDS: '0',
    });
    await Promise.all([recorder.ready(), bridge.ready(), monitor.ready()]);
    const [monitorUrl, recorderUrl, bridgeUrl] = await Promise.all([monitor, recorder, bridge].map((app) => app.url()));
    return new FailingSystem(system, { monitor: monitorUrl!, recorder: recorderUrl!, bridge: bridgeUrl! });
  }

  close(): Promise<void> {
    return this.system.close();
  }

  /** What the monitor answers an operator. */
  get(path: string): Promise<Json> {
    return this.ask('monitor', path);
  }

  /** What a worker answers an operator; a body is posted. */
  async ask(worker: 'monitor' | 'recorder', path: string, body?: object): Promise<Json> {
    const headers = { authorization: `Bearer ${OPERATOR.token}`, 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return (await (await fetch(`${this.urls[worker]}/api/v1/${path}`, { headers, ...sent })).json()) as Json;
  }

  /** A request that the bridge refuses: its content is a number. */
  async refused(): Promise<Letter & { readonly sent: ToSend }> {
    const asked = ask('stamp', { content: 7 });
    const sent = toSend(asked);
    await this.system.tap.send(sent);
    return { ...(await this.#letterOf(asked.correlationId)), sent };
  }

  /** Good requests that an earlier bridge gave up on because of its database, in one group by what it said. */
  async givenUpOn(count: number, why: string): Promise<readonly Letter[]> {
    return Promise.all((await this.#giveUpOn(count, why)).map((correlationId) => this.#letterOf(correlationId)));
  }

  /** So many of one group, whose id this is. */
  async groupGivenUpOn(count: number, why: string): Promise<string> {
    const [first] = await this.#giveUpOn(count, why);
    const { group } = await this.#letterOf(first!);
    await eventually(
      'all are collected',
      async () => (await this.get(`dead-letter-groups/${group}`))['open'] === count,
    );
    return group;
  }

  async #giveUpOn(count: number, why: string): Promise<readonly string[]> {
    const asked = Array.from({ length: count }, () => ask('stamp', { content: why, namespace: 'tasks' }));
    const letters = asked.map((one) => {
      const { topic, key, value } = toSend(one);
      const place = { topic, partition: 0, offset: '0', timestamp: Date.now(), headers: {} };
      const message = messageOf({ ...place, key: Buffer.from(String(key)), value: Buffer.from(String(value)) });
      const failure = { category: 'transient', retryCount: 3, maxRetries: 3, eventType: topic } as const;
      const consumerGroup = this.system.group('bridge');
      return encodeDeadLetter(
        message,
        { ...failure, refusal: refusal('retries_exhausted', why), consumerGroup, correlationId: one.correlationId },
        ORIGIN,
      ) as ToSend;
    });
    await this.system.tap.send(...letters);
    return asked.map(({ correlationId }) => correlationId);
  }

  /** Whether the bridge has answered it. */
  async answered({ correlationId }: Letter): Promise<void> {
    await this.system.tap.first(RESPONSE, correlationId);
  }

  /** Until these dead letters have that status. */
  async became(status: string, ...letters: readonly Letter[]): Promise<void> {
    await eventually(
      `they are ${status}`,
      async () => {
        const all = await Promise.all(letters.map(({ id }) => this.get(`dead-letters/${id}`)));
        const others = all.filter((letter) => letter['status'] !== status);
        if (others.length > 0) throw new Error(`not yet: ${JSON.stringify(others)}`);
        return true;
      },
      60_000,
    );
  }

  /** Until the alert about a group has that status. */
  async alerted({ group }: Letter, status: 'firing' | 'resolved'): Promise<void> {
    await eventually(`its group is ${status}`, async () => {
      const { items } = await this.get('alerts');
      return (items as readonly Json[]).some((alert) => alert['group_id'] === group && alert['status'] === status);
    });
  }

  /** Until the recorder has events with this correlation id. */
  async recorded({ correlationId }: Letter, count: number): Promise<void> {
    await eventually('they are recorded', async () => {
      const { items } = await this.get(`events?correlation_id=${correlationId}`);
      return (items as readonly Json[]).length >= count;
    });
  }

  #letterOf(correlationId: string): Promise<Letter> {
    return eventually('it is collected', async () => {
      const { items } = await this.get(`dead-letters?correlation_id=${correlationId}`);
      const [letter] = items as readonly Json[];
      return letter && { id: String(letter['id']), group: String(letter['group_id']), correlationId };
    });
  }
}
