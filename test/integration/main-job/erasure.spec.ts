import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DECISION_AUDIT_TOPIC, EVENT_TOPICS, SUBJECT_ERASED_TOPIC } from '#contracts';
import { writeMasterKeys } from '#personal-data';
import { startLocalBroker, type LocalBroker } from '../../../tools/local-broker/src';
import type { AppName } from '../../support/app-process';
import { eventually } from '../../support/eventually';
import { findInDatabase, findInText } from '../../support/find-canary';
import { createRandomDatabase, type RandomDatabase } from '../../support/random-database';
import { omni } from '../cli/omni';
import { onexRequest } from '../coordinator/onex-requests';
import { ask, deadLetterTopic, requestTopic, toSend } from './requests';
import type { Json } from './tap';
import { TestSystem } from './test-system';

const START_MS = 60_000;

const ADA = 'canary-ada-8241';
const EMAIL = 'canary.ada@example.com';
const NAME = 'Canary Lovelace';
/** By a pattern; no class marks it. */
const PHONE = '+41 79 824 18 24';
const CANARIES = [ADA, EMAIL, NAME, PHONE];
const BOB = 'bob-5127';

const STYLE = 'underscored';
const TOPICS = [
  requestTopic('stamp', STYLE),
  deadLetterTopic('stamp', STYLE),
  DECISION_AUDIT_TOPIC,
  SUBJECT_ERASED_TOPIC,
  EVENT_TOPICS.quality_assessed,
];

describe('erasing somebody', () => {
  let broker: LocalBroker;
  let system: TestSystem;
  /** Of the monitor, which has one of its own. */
  let other: RandomDatabase;
  let url = '';
  let monitor = '';
  let coordinator = '';

  /** One after the other: they start slowly together. */
  const started = async (name: AppName, env: Readonly<Record<string, string>>) => {
    const app = system.start(name, env);
    await eventually('it listens', () => app.lines.some(({ message }) => message === 'listening'), START_MS);
    return app.ready();
  };

  beforeAll(async () => {
    broker = await startLocalBroker();
    [system, other] = await Promise.all([TestSystem.open(broker.bootstrap), createRandomDatabase()]);
    const file = join(await mkdtemp(join(tmpdir(), 'keys-')), 'keys');
    await writeFile(file, writeMasterKeys('first'));
    const keys = { PERSONAL_DATA_KEY_FILE: file, PERSONAL_DATA_PATTERNS: '*_phone' };
    await started('recorder', { ...keys, RECORDER_TOPICS: TOPICS.join(',') });
    await started('dlq-monitor', { ...keys, DATABASE_URL: other.url });
    await started('bridge', keys);
    await started('coordinator', keys);
    [url = '', monitor = '', coordinator = ''] = await Promise.all(
      (['recorder', 'dlq-monitor', 'coordinator'] as const).map((name) => system.app(name).url()),
    );
  });
  afterAll(async () => {
    await system.close();
    await Promise.all([broker.stop(), other.drop()]);
  });

  const get = async (base: string, path: string) => (await (await fetch(`${base}${path}`)).json()) as Json;
  const items = async (base: string, path: string) => (await get(base, path))['items'] as Json[];
  const letters = () => items(monitor, '/api/v1/dead-letters');
  const events = () => items(url, `/api/v1/events?topic=${TOPICS[0]}`);
  const shown = async () => {
    const ids = (await events()).map(({ event_id }) => String(event_id));
    const whole = await Promise.all(ids.map((id) => get(url, `/api/v1/events/${id}`)));
    return JSON.stringify([whole, await letters()]);
  };
  const workflow = async (user: string) => (await fetch(`${coordinator}/api/v1/workflows/of-${user}`)).status;
  const assessed = async () => JSON.stringify(await items(url, '/api/v1/quality'));
  /** Of what a person did: an assessment, work in several steps, and a call that only a pattern tells of. */
  const act = async (user: string, name: string, phone: string) => {
    const by = { metadata: { user_id: user, author: name } };
    const payload = { entity_id: `/home/${user}/a.py`, quality_score: 0.7 };
    await system.tap.send({
      topic: EVENT_TOPICS.quality_assessed,
      key: user,
      value: JSON.stringify({ ...by, payload }),
    });
    const input = { code_content: `# by ${name}` };
    const asked = onexRequest('workflow_trigger', {
      workflow_name: 'validate_stamp_publish',
      workflow_id: `of-${user}`,
      input,
    });
    const message = { ...(JSON.parse(String(asked.value)) as object), ...by };
    await system.tap.send({ topic: asked.topic, key: asked.key, value: JSON.stringify(message) });
    const call = { topic: EVENT_TOPICS.quality_assessed, key: null, value: JSON.stringify({ home_phone: phone }) };
    await system.tap.send(call);
  };
  /** Of a request that is stamped, and of one that is refused and dead-lettered with all that it says. */
  const send = async (user: string, email: string, name: string) => {
    const by = { metadata: { user_id: user, email, author: name } };
    for (const content of [`by ${name} <${email}>`, 5]) {
      const { topic, value, ...rest } = toSend(
        ask('stamp', { content, file_path: `/home/${user}/a.py` }, { style: STYLE, form: 'onex-v1' }),
      );
      const message = { ...(JSON.parse(String(value)) as object), ...by };
      await system.tap.send({ topic, ...rest, key: user, value: JSON.stringify(message) });
    }
  };

  it('leaves nothing about that person in any table, log or metric, and all about others', async () => {
    await send(ADA, EMAIL, NAME);
    await send(BOB, 'bob@example.com', 'Bob');
    await act(ADA, NAME, PHONE);
    await act(BOB, 'Bob', '5127');
    await eventually('all is recorded', async () => (await events()).length === 4);
    await eventually('dead letters are collected', async () => (await letters()).length === 2);
    await eventually('workflows are begun', async () => (await workflow(ADA)) + (await workflow(BOB)) === 400);
    await eventually('qualities are known', async () => {
      const all = await assessed();
      return all.includes(ADA) && all.includes(BOB);
    });
    const before = await shown();
    for (const canary of [ADA, EMAIL, NAME, BOB]) expect(before).toContain(canary);

    const typed = ['erase', '--subject', ADA, '--url', url, '--output', 'json'];
    const dry = await omni([...typed, '--dry-run']);
    expect([dry.code, JSON.parse(dry.stdout)]).toMatchObject([0, { erased_at: null, events: 4 }]);
    expect(await shown()).toBe(before);
    const done = await omni([...typed, '--reason', 'asked for on paper 17']);
    const { subject, erased_at } = JSON.parse(done.stdout) as Json;
    expect([done.code, subject, erased_at]).toEqual([0, expect.stringMatching(/^[0-9a-f]{64}$/), expect.any(String)]);

    await eventually('the monitor follows', async () =>
      (await letters()).some(({ personal_data }) => personal_data === 'erased'),
    );
    await eventually(
      'it is in the audit trail',
      async () => (await items(url, `/api/v1/events?topic=${DECISION_AUDIT_TOPIC}`)).length > 0,
    );
    const after = await shown();
    expect(findInText(after, CANARIES)).toEqual([]);
    for (const text of [BOB, 'bob@example.com', 'Bob']) expect(after).toContain(text);
    const ofBob = (text: string) =>
      (JSON.parse(text) as Json[][]).map((all) => all.filter((one) => JSON.stringify(one).includes(BOB)));
    expect(ofBob(after)).toEqual(ofBob(before));

    expect([await workflow(ADA), await workflow(BOB)]).toEqual([404, 200]);
    expect(findInText(await assessed(), CANARIES)).toEqual([]);
    expect(await assessed()).toContain(BOB);
    expect(await findInDatabase(system.database.open(1), CANARIES)).toEqual([]);
    expect(await findInDatabase(other.open(1), CANARIES)).toEqual([]);
    for (const app of system.apps) {
      expect(findInText(JSON.stringify(app.lines), CANARIES)).toEqual([]);
      const metrics = await (await fetch(`${await app.url()}/metrics`)).text();
      expect(findInText(metrics, CANARIES)).toEqual([]);
    }
  });

  it.each([
    [{ subject: ADA }, 400, 'missing_field'],
    [{ reason: 'spec' }, 400, 'missing_field'],
    [{ subject: ADA, reason: `${ADA} asked for it` }, 400, 'invalid_field'],
    [{ subject: '', reason: 'spec' }, 400, 'invalid_field'],
  ])('is refused: %j', async (body, status, code) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/api/v1/erasures`, { method: 'POST', headers, body: JSON.stringify(body) });
    expect([response.status, ((await response.json()) as Json)['code']]).toEqual([status, code]);
  });

  it('is refused where nothing is encrypted, which the recorder says when it starts', async () => {
    const app = await started('recorder', { RECORDER_TOPICS: TOPICS.join(','), KAFKA_CONSUMER_GROUP: 'off' });
    expect(app.lines).toContainEqual(
      expect.objectContaining({ message: expect.stringMatching(/^personal data is not encrypted/) }),
    );
    const refused = await omni(['erase', '--subject', ADA, '--reason', 'spec', '--url', await app.url()]);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('PERSONAL_DATA_KEY_FILE') });
  });
});
