import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Summary } from '#event-log';
import { onOneBroker } from '../../support/brokers';
import { eventually } from '../../support/eventually';
import { documents, omni } from '../cli/omni';
import { ask as askFor, requestTopic, responseTopic, toSend, type Op } from '../main-job/requests';
import type { Json } from '../main-job/tap';
import { TestSystem } from '../main-job/test-system';
import type { Database } from '#storage';

const NAMESPACE = 'omninode.services.metadata';

/** What the built recorder has recorded of the built bridge, through the same build in another process. */
onOneBroker(({ bootstrap }) => {
  let system: TestSystem;
  let database: Database;
  let folder: string;
  const session = randomUUID();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'omni-compare-'));
    system = await TestSystem.open(bootstrap());
    const [recorder, bridge] = [system.start('recorder', { RECORDER_TOPICS: 'omninode*' }), system.start('bridge')];
    await Promise.all([recorder.ready(120_000), bridge.ready(120_000)]);
    database = system.database.open(1);
    // Not there yet when it is looked for, then stamped, found, stamped again under another name, and refused.
    await answered('verify', { content: 'hello', namespace: NAMESPACE });
    await answered('stamp', { content: 'hello', namespace: NAMESPACE, file_path: 'first.md' });
    await answered('verify', { content: 'hello', namespace: NAMESPACE });
    await answered('stamp', { content: 'hello', namespace: NAMESPACE, file_path: 'second.md' });
    await answered('batch_stamp', { contents: ['hello', 'a', 'a', 7], namespace: NAMESPACE });
    await answered('stamp', { namespace: NAMESPACE });
    // Nobody answers it.
    const open = askFor('validate', { code_content: 'x = 1' }, { sessionId: session });
    await system.tap.send(toSend(open));
    await recorded([open.correlationId]);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await system.close();
  });

  const answered = async (op: Op, fields: Json): Promise<void> => {
    const asked = askFor(op, fields, { sessionId: session });
    await system.tap.send(toSend(asked));
    await system.tap.first(responseTopic(op, 'dotted'), asked.correlationId, 60_000);
    await recorded([asked.correlationId], responseTopic(op, 'dotted'));
  };
  const recorded = (ids: readonly string[], topic = requestTopic('validate', 'dotted')) =>
    eventually(
      `${topic} is recorded`,
      async () => {
        const rows = await database.query(
          `SELECT 1 FROM event_log JOIN event_sources ON event_sources.id = source_id
           WHERE topic = $1 AND correlation_id = ANY ($2)`,
          [topic, ids],
        );
        return rows.length > 0;
      },
      60_000,
    );
  const replay = (...argv: readonly string[]) =>
    omni(['replay', '--output', 'json', ...argv], { env: { DATABASE_URL: system.database.url }, deadlineMs: 120_000 });
  const compare = async (...argv: readonly string[]) => {
    const { code, stdout, stderr } = await replay('--compare', '--workers', '1', ...argv);
    return { code, stderr, summary: documents(stdout).at(-1)?.['summary'] as Summary };
  };
  const counts = () =>
    database.query(`SELECT (SELECT count(*) FROM stamps) AS stamps, (SELECT count(*) FROM event_log) AS events`);

  it('answers everything as it was answered, with the stamps that there were then', async () => {
    const before = await counts();
    const { code, summary } = await compare('--session', session, '--stamps');
    expect([code, summary.fields, summary.outcomes]).toEqual([0, {}, {}]);
    expect(summary).toMatchObject({ requests: 7, equal: 6, not_comparable: 1, reasons: { unanswered: 1 } });
    // Which stamp it was is compared, because it is known.
    expect(summary.varying).not.toContain('payload.metadata.uid');
    expect(await counts()).toEqual(before);
  });

  it('takes no answer for equal that depends on stamps it does not know', async () => {
    const { code, summary } = await compare('--session', session);
    expect([code, summary.fields]).toEqual([0, {}]);
    expect(summary).toMatchObject({ equal: 4, not_comparable: 3, reasons: { unanswered: 1, needs_stamps: 2 } });
  });

  it('reports what is another answer now', async () => {
    const [topic, name] = [requestTopic('stamp', 'dotted'), 'payload.metadata.content_type'];
    await database.query(`UPDATE stamps SET content_type = 'text/changed' WHERE file_path = 'first.md'`);
    const changed = await compare('--session', session, '--topic', topic, '--stamps');
    await database.query(`UPDATE stamps SET content_type = 'text/plain' WHERE file_path = 'first.md'`);
    expect(changed.code).toBe(1);
    expect(Object.keys(changed.summary.fields)).toEqual([name]);
    expect(changed.summary.fields[name]).toMatchObject({ count: 2, example: { now: 'text/changed' } });
  });

  it('writes a sample that compares without anything running', async () => {
    const file = join(folder, `${randomUUID()}.jsonl`);
    const exported = await replay('--session', session, '--export', file);
    expect(documents(exported.stdout)).toEqual([{ file, requests: 7 }]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(7);
    const again = await replay('--session', session, '--export', file);
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('it is there already')]);
    const { code, summary } = await compare('--sample', file);
    expect([code, summary.equal, summary.not_comparable]).toEqual([0, 4, 3]);
    expect((await compare('--sample', file, '--stamps')).summary).toMatchObject({ equal: 6, not_comparable: 1 });
  });

  it.each([
    [['--correlation', 'nobody'], 1, 'nothing_to_compare'],
    [['--from', '2020-01-01', '--to', '2020-01-02'], 1, 'nothing_to_compare'],
    [['--from', '2020-01-02', '--to', '2020-01-01'], 2, '--to must be later than --from'],
  ])('says what is wrong with %j', async (argv, code, message) => {
    const ended = await compare(...argv);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(message)]);
  });
});
