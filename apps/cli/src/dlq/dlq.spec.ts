import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments } from '../arguments';
import { openMonitor, type Answer } from '../monitor.fixture';
import { keptSession } from '../session.fixture';
import { DLQ } from './command';
import { dlq } from './dlq';

let monitor: Awaited<ReturnType<typeof openMonitor>>;

beforeAll(async () => {
  monitor = await openMonitor();
});
afterAll(() => monitor.close());
beforeEach(() => monitor.forget());

const answer = (...answers: readonly Answer[]) => monitor.answers.push(...answers);

async function run(json: boolean, ...argv: string[]) {
  const { session, printed } = keptSession(json);
  const code = await dlq(readArguments(DLQ, [...argv, '--url', monitor.url]), session);
  return { code, printed: printed() };
}

const RECORD = { id: '7', status: 'open', dlq_topic: 'a.dlq', error_code: 'x', error_message: 'a\u001b[31mb\nc' };
const DECIDED = { changed: ['7'], unchanged: [], not_found: [], complete: true };

describe('omni dlq', () => {
  it('lists what is open, page after page, up to --max', async () => {
    answer(
      { body: { items: Array.from({ length: 100 }, () => RECORD), next: '7.c' } },
      { body: { items: [RECORD], next: '6' } },
    );
    const { code, printed } = await run(true, 'list', '--topic', 'a.dlq', '--correlation-id', 'ä b', '--max', '101');
    expect([code, printed.split('\n')]).toEqual([0, Array.from({ length: 101 }, () => JSON.stringify(RECORD))]);
    expect(monitor.asked.map(({ path }) => path)).toEqual([
      '/api/v1/dead-letters?topic=a.dlq&correlation_id=%C3%A4+b&status=open&limit=100',
      '/api/v1/dead-letters?topic=a.dlq&correlation_id=%C3%A4+b&status=open&limit=1&cursor=7.c',
    ]);
  });

  it('shows groups, what each concerns and who has to act', async () => {
    const group = {
      id: 'g1',
      open: 3,
      total: 5,
      reason: 'timeout',
      addressee: 'operator',
      error_code: 'unknown',
      error_class: 'ConnectTimeoutError',
      message: 'timed out after <number>',
    };
    answer({ body: { items: [group], next: null } }, { body: { items: [group], next: null } });
    const { code, printed } = await run(false, 'groups', '--reason-is', 'timeout', '--addressee', 'operator');
    expect(code).toBe(0);
    expect(printed).toMatch(/g1\s+3\s+5\s.*timeout\s+operator\s+ConnectTimeoutError\s+timed out after <number>/);
    expect((await run(true, 'groups', '--status', 'all')).printed).toBe(JSON.stringify(group));
    expect(monitor.asked.map(({ path }) => path)).toEqual([
      '/api/v1/dead-letter-groups?status=open&reason=timeout&addressee=operator&limit=50',
      '/api/v1/dead-letter-groups?status=all&limit=50',
    ]);
  });

  it('shows which topics fail, and what alerts since when', async () => {
    const newest = { id: '9', received_at: '2026-01-31T12:00:00.000Z', error_code: 'timeout', error_message: 'late' };
    const alert = { status: 'firing', began_at: 'then', ended_at: null, kind: 'rate', group_id: 'g1', message: 'many' };
    answer({ body: { items: [{ dlq_topic: 'a.dlq', open: 12, newest }] } }, { body: { items: [alert] } });
    expect((await run(false, 'topics')).printed).toMatch(/a\.dlq\s+12\s+2026-01-31T12:00:00\.000Z\s+timeout\s+late/);
    expect((await run(false, 'alerts')).printed).toMatch(/firing\s+then\s+-\s+rate\s+-\s+g1\s+many/);
    expect(monitor.asked.map(({ path }) => path)).toEqual(['/api/v1/dead-letters/counts', '/api/v1/alerts']);
  });

  it('writes the bytes of a value as they are, and nothing where they are not to be had', async () => {
    const content = (base64: string | null) => ({ body: { original: { value: { text: '…', base64 } } } });
    answer(content('/wAKew=='), content(null));
    expect((await run(true, 'show', '7', '--bytes')).printed).toBe('\u00ff\u0000\n{');
    await expect(run(false, 'show', '7', '--bytes')).rejects.toMatchObject({ code: 'no' });
  });

  it('decides about a group', async () => {
    answer({ body: DECIDED });
    await run(false, 'resolve', '--group', 'g1', '--reason', 'fixed');
    expect(JSON.parse(monitor.asked[0]?.body ?? '')).toEqual({ reason: 'fixed', filter: { group: 'g1' } });
  });

  it('shows nothing that could command a terminal', async () => {
    answer({ body: { items: [RECORD], next: null } }, { body: { ...RECORD, preview: '\u001b]0;x' } });
    const list = await run(false, 'list');
    expect(list.printed).toContain('a\\u001b[31mb\\nc');
    const shown = await run(false, 'show', '7');
    expect(shown.printed).toContain('\\u001b]0;x');
    expect(`${list.printed}${shown.printed}`).not.toContain('\u001b');
  });

  it('decides about ids, a thousand at a time', async () => {
    answer(
      { body: DECIDED },
      { body: { ...DECIDED, changed: [], unchanged: ['8'], statuses: { 8: 'resolved' }, not_found: ['9'] } },
    );
    const ids = Array.from({ length: 1_001 }, (_, id) => String(id));
    const { code, printed } = await run(false, 'resolve', ...ids, '--reason', 'fixed');
    expect([code, printed]).toEqual([1, '1 dead letter resolved\nleft resolved: 8\nnot found: 9']);
    expect(monitor.asked.map(({ path, type }) => [path, type])).toEqual(
      Array.from({ length: 2 }, () => ['/api/v1/dead-letters/resolve', 'application/json']),
    );
    const [, second] = monitor.asked.map(({ body }) => JSON.parse(body) as unknown);
    expect(second).toEqual({ reason: 'fixed', ids: ['1000'] });
  });

  it('says who asks when it is told, by an argument before the environment', async () => {
    answer(...Array.from({ length: 3 }, () => ({ body: { ...RECORD, preview: '' } })));
    const before = process.env['OMNI_TOKEN'];
    delete process.env['OMNI_TOKEN'];
    await run(false, 'show', '7');
    process.env['OMNI_TOKEN'] = 'from-the-environment';
    await run(false, 'show', '7');
    await run(false, 'show', '7', '--token', 'typed');
    if (before === undefined) delete process.env['OMNI_TOKEN'];
    else process.env['OMNI_TOKEN'] = before;
    expect(monitor.asked.map(({ authorization }) => authorization)).toEqual([
      undefined,
      'Bearer from-the-environment',
      'Bearer typed',
    ]);
  });

  it('decides by a filter until nothing is left', async () => {
    answer({ body: { ...DECIDED, complete: false } }, { body: { ...DECIDED, changed: ['6'] } });
    const { code, printed } = await run(true, 'reopen', '--code', 'x', '--reason', 'again');
    expect([code, JSON.parse(printed)]).toEqual([
      0,
      { changed: ['7', '6'], unchanged: [], statuses: {}, not_found: [] },
    ]);
    expect(JSON.parse(monitor.asked[1]?.body ?? '')).toMatchObject({ reason: 'again', filter: { code: 'x' } });
  });

  it('shows what a retry would send and sends nothing unless it is told to', async () => {
    const preview = {
      total: 3,
      sent: 2,
      skipped: { discarded: 1 },
      topics: [{ topic: 't', records: 2 }],
      about_people: 0,
    };
    answer({ body: preview });
    const { code, printed } = await run(false, 'retry', '--group', 'g1');
    expect(code).toBe(0);
    expect(printed).toMatch(/2 of 3 dead letters would be sent again[^]*2\s+t\n[^]*1\s+discarded/);
    expect(monitor.asked.map(({ path }) => path)).toEqual(['/api/v1/jobs/preview']);
  });

  it('exports dead letters as lines that it takes back, and those of kcat', async () => {
    const line = {
      topic: 'a.dlq',
      partition: 0,
      offset: '7',
      timestamp: 1,
      key_base64: null,
      value_base64: 'AA==',
      headers: [],
    };
    answer({ body: { items: [RECORD], next: null } }, { body: { dead_letter: line } });
    const { printed } = await run(false, 'export', '--code', 'x');
    expect(JSON.parse(printed)).toEqual(line);
    const file = join(mkdtempSync(join(tmpdir(), 'omni-')), 'letters.jsonl');
    const ofKcat = {
      topic: 'a.dlq',
      partition: 1,
      offset: 8,
      tstype: 'create',
      ts: 2,
      headers: ['h', 'v'],
      key: 'k',
      payload: 'p',
    };
    writeFileSync(file, `${printed}\n${JSON.stringify(ofKcat)}\n`);
    answer({ body: { added: 1, known: 1 } });
    const imported = await run(false, 'import', file, '--reason', 'moved');
    expect([imported.code, imported.printed]).toEqual([0, '1 added, 1 known before']);
    expect(JSON.parse(monitor.asked.at(-1)?.body ?? '')).toEqual({
      reason: 'moved',
      items: [
        line,
        {
          topic: 'a.dlq',
          partition: 1,
          offset: '8',
          timestamp: 2,
          key_base64: 'aw==',
          value_base64: 'cA==',
          headers: [['h', 'dg==']],
        },
      ],
    });
  });

  it('follows a retry to its end', async () => {
    const job = { id: 'j1', state: 'waiting', done: 0, total: 2, ended_at: null, result: null, error: null };
    const result = { asked: 3, sent: 2, skipped: { discarded: 1 } };
    const done = { ...job, state: 'done', done: 2, ended_at: 'now', result };
    answer({ body: {} }, { status: 202, body: job }, { body: done });
    const { code, printed } = await run(true, 'retry', '7', '--target', 't', '--rate', '5/s', '--reason', 'x', '--yes');
    expect([code, JSON.parse(printed)]).toEqual([0, done]);
    const [, created] = monitor.asked.map(({ body }) => body);
    expect(JSON.parse(created ?? '')).toEqual({
      kind: 'republish_dead_letters',
      input: { ids: ['7'], target: 't' },
      rate: 5,
      reason: 'x',
    });
  });

  it.each([
    [404, { code: 'dead_letter_not_found', detail: 'There is none.' }, 'no'],
    [401, { code: 'missing_token', detail: 'Send a token.' }, 'usage'],
    [403, { code: 'role_needed', detail: 'This needs the role operator.' }, 'usage'],
    [400, { code: 'invalid_parameter', detail: 'topic must be …' }, 'usage'],
    [429, { code: 'too_many_requests', detail: 'later' }, 'unreachable'],
    [503, { code: 'database_unavailable', detail: 'later' }, 'unreachable'],
    [404, '<html>', 'unreachable'],
    [200, 'not JSON', 'unreachable'],
  ])('takes %i %j for the failure "%s"', async (status, body, code) => {
    answer({ status, body });
    await expect(run(false, 'show', '7')).rejects.toMatchObject({ code });
  });

  it('cannot reach what is not there', async () => {
    const typed = readArguments(DLQ, ['list', '--url', 'http://127.0.0.1:9']);
    await expect(dlq(typed, keptSession(false).session)).rejects.toMatchObject({ code: 'unreachable' });
  });

  it.each([
    [['resolve', '7'], 'say why: --reason TEXT'],
    [['resolve', '--reason', 'x'], 'say which: either ids or --topic, --code, --correlation-id'],
    [['resolve', '7', '--code', 'x', '--reason', 'x'], 'say which'],
    [['list', 'x'], 'unexpected argument "x"'],
    [['show'], 'ID is missing'],
  ])('asks nobody when %j is not enough', async (argv, message) => {
    await expect(run(false, ...argv)).rejects.toThrow(message);
    expect(monitor.asked).toEqual([]);
  });
});
