import { randomBytes, randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import { DECISION_AUDIT_TOPIC, REPLAY_HEADERS } from '#contracts';
import { onEveryBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { documents, omni } from '../cli/omni';
import { ask, deadLetterTopic, requestTopic, responseTopic, toSend, type Asked } from '../main-job/requests';
import { json, type Json } from '../main-job/tap';
import { TestSystem } from '../main-job/test-system';

const STAMP = { request: requestTopic('stamp', 'underscored'), dlq: deadLetterTopic('stamp', 'underscored') };
const VALIDATE = requestTopic('validate', 'dotted');
const EFFECTS = {
  stamp: ['metadata_stamped', 'document_processed'].map((type) => `omninode.bridge.event.${type}.v1`),
  validate: ['omninode.intelligence.event.quality_assessed.v1'],
};
const CODE = '"""Areas."""\n\n\ndef area(w: int) -> int:\n    """The area of a square."""\n    return w * w\n';

onEveryBroker(({ name, bootstrap }) => {
  const hasTransactions = name === 'kafka';
  let system: TestSystem;
  let url = '';

  beforeAll(async () => {
    system = await TestSystem.open(bootstrap());
    const topics = [STAMP.request, STAMP.dlq, VALIDATE, DECISION_AUDIT_TOPIC, 'replay-small-*'];
    const apps = [system.start('recorder', { RECORDER_TOPICS: topics.join(',') }), system.start('bridge')];
    if (hasTransactions) apps.push(system.start('intelligence'));
    await Promise.all(apps.map((app) => app.ready()));
    url = await system.app('recorder').url();
  });
  afterAll(() => system.close());

  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const dryRun = async (body: object) => (await post('/api/v1/replays', { ...body, dry_run: true })).body;
  const jobs = async () => ((await (await fetch(`${url}/api/v1/jobs`)).json()) as { items: Json[] }).items;
  const replay = async (...argv: string[]) => {
    const why = ['--reason', 'spec', '--url', url, '--output', 'json'];
    const { code, stdout } = await omni(['replay', ...argv, ...why]);
    return { code, job: documents(stdout).at(-1)! };
  };
  const recorded = (body: object, count: number) =>
    eventually(`${count} are recorded`, async () => Number((await dryRun(body))['events']) >= count);

  /** Sends requests of one session, and waits until they are recorded. */
  const send = async (fields: readonly Json[]): Promise<{ readonly session_id: string; readonly topic: string }> => {
    const chosen = { session_id: `s-${randomUUID()}`, topic: STAMP.request };
    const style = { style: 'underscored', form: 'onex-v1', sessionId: chosen.session_id } as const;
    await system.tap.send(...fields.map((each) => toSend(ask('stamp', each, style))));
    await recorded(chosen, fields.length);
    return chosen;
  };

  it('says what would be sent, and begins nothing', async () => {
    const chosen = await send([{ content: 'a' }, { content: 'b' }, { content: 'c' }]);
    const before = await jobs();
    const preview = await dryRun(chosen);
    expect(preview).toMatchObject({ events: 3, refused: null });
    const { topics, bytes, first_time, last_time } = preview as { topics: Json[] } & Json;
    expect(topics).toEqual([{ topic: STAMP.request, events: 3, bytes, target: STAMP.request, refused: null }]);
    expect(Number(bytes)).toBeGreaterThan(300);
    expect(Date.parse(String(last_time))).toBeGreaterThanOrEqual(Date.parse(String(first_time)));
    const typed = ['replay', '--session', chosen.session_id, '--topic', STAMP.request, '--dry-run', '--url', url];
    const shown = await omni(typed);
    expect([shown.code, shown.stdout]).toEqual([0, expect.stringMatching(/^3 events, \d+ bytes, from .*\n\nTOPIC/)]);
    expect(await jobs()).toEqual(before);
  });

  it.each([
    [{}, 'missing_field', 'from'],
    [{ topic: STAMP.request }, 'missing_field', 'from'],
    [{ from: '2026-01-02T00:00:00Z', to: '2026-01-02T00:00:00Z' }, 'invalid_field', 'to'],
    [{ from: 'yesterday' }, 'invalid_field', 'from'],
    [{ to_topic: 'nobody.made.this' }, 'invalid_field', 'to_topic'],
    [{ to_topic: STAMP.dlq }, 'invalid_field', 'to_topic'],
    [{ to_topic: DECISION_AUDIT_TOPIC }, 'invalid_field', 'to_topic'],
    [{ to_topic: '__consumer_offsets' }, 'invalid_field', 'to_topic'],
    [{ rate: 0 }, 'invalid_field', 'rate'],
    [{ colour: 'red' }, 'unknown_field', 'colour'],
    [{ reason: undefined }, 'missing_field', 'reason'],
    [{ correlation_id: 'nobody’s' }, 'nothing_to_replay', undefined],
    [{ from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }, 'nothing_to_replay', undefined],
  ])('refuses %j before there is a job', async (fields, code, field) => {
    const before = await jobs();
    const isChosen = 'topic' in fields || 'from' in fields || Object.keys(fields).length === 0;
    const chosen = isChosen ? {} : { correlation_id: 'any' };
    const { status, body } = await post('/api/v1/replays', { ...chosen, reason: 'spec', ...fields });
    expect({ status, code: body['code'], field: body['field'] }).toEqual({ status: 400, code, field });
    expect(await jobs()).toEqual(before);
  });

  it('previews what it would refuse', async () => {
    expect(await dryRun({ correlation_id: 'nobody’s' })).toMatchObject({
      events: 0,
      first_time: null,
      topics: [],
      refused: 'No event of the log matches.',
    });
    const asked = ask('stamp', { content: 5 }, { style: 'underscored', form: 'onex-v1' });
    await system.tap.send(toSend(asked));
    const failed = { correlation_id: asked.correlationId, topic: STAMP.dlq };
    await recorded(failed, 1);
    expect(await dryRun(failed)).toMatchObject({ events: 1, refused: expect.stringContaining('dead_letter_topic') });
    const typed = ['--correlation', asked.correlationId, '--topic', STAMP.dlq];
    expect((await omni(['replay', ...typed, '--dry-run', '--url', url])).code).toBe(1);
    const before = await jobs();
    expect(await omni(['replay', ...typed, '--reason', 'spec', '--url', url])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('nothing is replayed to'),
    });
    expect(await jobs()).toEqual(before);
  });

  if (!hasTransactions) {
    it('begins nothing where the events are so many that they cannot be counted in time', async () => {
      const before = await jobs();
      const refused = await system.database.open(1).transaction(async (query) => {
        await query('SET LOCAL idle_in_transaction_session_timeout = 0');
        // As long as a count of hundreds of millions would take.
        await query('LOCK TABLE event_log IN ACCESS EXCLUSIVE MODE');
        return post('/api/v1/replays', { from: '2026-01-01T00:00:00Z', reason: 'spec' });
      });
      expect(refused).toMatchObject({ status: 400, body: { code: 'too_many_events' } });
      expect(await jobs()).toEqual(before);
    }, 60_000);

    it('fails with a clear sentence where the broker has no transactions', async () => {
      const chosen = await send([{ content: 'no transactions' }]);
      const { code, job } = await replay('--session', chosen.session_id, '--topic', STAMP.request);
      expect([code, job]).toMatchObject([
        1,
        {
          state: 'failed',
          done: 0,
          error_code: 'transactions_unsupported',
          error: expect.stringMatching(/none is sent/),
        },
      ]);
    });
    return;
  }

  /** Once everything that was caused by then is seen. */
  const effects = async (topics: readonly string[], key: string): Promise<number> => {
    await system.tap.readTo(await system.tap.ends(topics));
    return topics.reduce((sum, topic) => sum + system.tap.keyed(topic, key).length, 0);
  };

  it.each([
    [
      'stamp',
      STAMP.request,
      ask('stamp', { content: 'again', namespace: 'a.b.replay' }, { style: 'underscored', form: 'onex-v1' }),
    ],
    ['validate', VALIDATE, ask('validate', { code_content: CODE })],
  ] as const)('a replayed %s request changes nothing and is answered alike', async (op, topic, asked: Asked) => {
    const { tap } = system;
    const answers = async (count: number) =>
      (await tap.all(responseTopic(op, asked.style), asked.correlationId, count)).map(
        (record) => json(record)['payload'],
      );
    await tap.send(toSend(asked));
    await answers(1);
    const caused = await effects(EFFECTS[op], asked.correlationId);
    expect(caused).toBe(EFFECTS[op].length);
    const rows = async () =>
      (await system.database.open(1).query('SELECT * FROM stamps ORDER BY 1, 2')) as readonly unknown[];
    const before = await rows();
    await recorded({ correlation_id: asked.correlationId, topic }, 1);
    // The second time the first replay is part of what is replayed.
    for (const [round, sent] of [1, 2].entries()) {
      const { code, job } = await replay('--correlation', asked.correlationId, '--topic', topic);
      expect([code, job['result']]).toEqual([
        0,
        { asked: sent, sent, skipped: {}, found: sent, confirmed: true, dead_letters: 0 },
      ]);
      const replays = (await tap.all(topic, asked.correlationId, 2 ** (round + 1))).slice(2 ** round);
      const [original] = tap.keyed(topic, asked.correlationId);
      for (const one of replays) {
        expect(one.value).toEqual(original?.value);
        expect(one.headers).toMatchObject({
          [REPLAY_HEADERS.id]: job['id'],
          [REPLAY_HEADERS.of]: [topic, original?.partition, original?.offset].join('/'),
        });
      }
      const [first, ...others] = await answers(2 ** (round + 1));
      for (const other of others) expect(timeless(other)).toEqual(timeless(first));
    }
    expect(await effects(EFFECTS[op], asked.correlationId)).toBe(caused);
    expect(await rows()).toEqual(before);
  });

  it('counts what does not fit into a topic, and sends the rest', async () => {
    const small = `replay-small-${randomUUID()}`;
    const admin = new Kafka({ brokers: [bootstrap()], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const configEntries = [{ name: 'max.message.bytes', value: '2000' }];
    await admin.createTopics({ topics: [{ topic: small, configEntries }], waitForLeaders: true });
    await admin.disconnect();
    const contents = ['before', randomBytes(4_000).toString('base64'), 'behind'];
    const chosen = await send(contents.map((content) => ({ content })));
    const typed = ['--session', chosen.session_id, '--topic', STAMP.request, '--to-topic', small];
    const { code, job } = await replay(...typed);
    expect([code, job['result']]).toMatchObject([
      0,
      { asked: 3, sent: 2, skipped: { too_large: 1 }, found: 2, confirmed: true },
    ]);
  });

  it('stops when dead letters rise, and says so with a code', async () => {
    const chosen = await send(Array.from({ length: 40 }, () => ({ content: 5 })));
    const typed = [
      '--session',
      chosen.session_id,
      '--topic',
      STAMP.request,
      '--rate',
      '4/s',
      '--max-dead-letters',
      '3',
    ];
    const { code, job } = await replay(...typed);
    expect([code, job]).toMatchObject([1, { state: 'failed', error_code: 'dead_letters_rise', total: 40 }]);
    expect(Number(job['done'])).toBeGreaterThanOrEqual(4);
    expect(Number(job['done'])).toBeLessThan(40);
  });

  it('is an event of the audit trail: who wanted it, why, and how it ended', async () => {
    const chosen = await send([{ content: 'audited' }]);
    const { job } = await replay('--session', chosen.session_id, '--topic', STAMP.request, '--to-topic', VALIDATE);
    const trail = () =>
      system.tap
        .on(DECISION_AUDIT_TOPIC)
        .map((record) => json(record)['payload'] as Json)
        .filter(({ result }) => (result as Json)['job'] === job['id']);
    await eventually('both are there', () => trail().length === 2);
    expect(trail()).toMatchObject([
      { agent_name: 'local', task: { kind: 'create_job', reason: 'spec' }, result: { input: { to_topic: VALIDATE } } },
      { task: { kind: 'end_job' }, result: { state: 'done', result: { sent: 1, confirmed: true } } },
    ]);
  });
});

/** What an answer says, but for when it was made and how long that took. */
function timeless(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (name, each: unknown) => (/time|_at$|_ms$|duration/.test(name) ? undefined : each)),
  );
}
