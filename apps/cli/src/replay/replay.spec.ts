import { readArguments } from '../arguments';
import { openMonitor } from '../monitor.fixture';
import { keptSession } from '../session.fixture';
import { REPLAY } from './command';
import { replay } from './replay';

let recorder: Awaited<ReturnType<typeof openMonitor>>;

beforeAll(async () => {
  recorder = await openMonitor();
});
afterAll(() => recorder.close());
beforeEach(() => recorder.forget());

async function run(json: boolean, ...argv: string[]) {
  const { session, printed } = keptSession(json);
  const code = await replay(readArguments(REPLAY, [...argv, '--url', recorder.url]), session);
  return { code, printed: printed() };
}

const body = () => JSON.parse(recorder.asked[0]?.body ?? '{}') as unknown;
const JOB = {
  id: 'a',
  state: 'running',
  done: 5,
  total: 20,
  per_second: 2.5,
  seconds_left: 6,
  result: null,
  error: null,
};
const created = { ...JOB, ended_at: null };
const ended = (confirmed: boolean) => ({
  ...JOB,
  state: 'done',
  done: 20,
  seconds_left: null,
  result: { sent: 20, confirmed },
  ended_at: 'now',
});

describe('omni replay', () => {
  it('asks for what was typed, and watches it to its end', async () => {
    recorder.answers.push({ status: 202, body: created }, { body: created }, { body: ended(true) });
    const filter = ['--session', 's', '--from', '2026-01-31', '--to', '2026-02-01T00:00:00+02:00', '--type', 'T'];
    const more = ['--topic', 't', '--to-topic', 'u', '--rate', '500/s', '--max-dead-letters', '0', '--reason', 'why'];
    const { code, printed } = await run(false, ...filter, ...more);
    expect([code, printed]).toEqual([0, 'running  5/20  2.5/s  6 s left\ndone  20/20  {"sent":20,"confirmed":true}']);
    expect(body()).toEqual({
      session_id: 's',
      from: '2026-01-31T00:00:00.000Z',
      to: '2026-01-31T22:00:00.000Z',
      event_type: 'T',
      topic: 't',
      to_topic: 'u',
      rate: 500,
      max_dead_letters: 0,
      reason: 'why',
    });
    expect(recorder.asked.map(({ path }) => path)).toEqual(['/api/v1/replays', '/api/v1/jobs/a', '/api/v1/jobs/a']);
  });

  it.each([
    ['was not found on the topics', ended(false)],
    ['failed', { ...JOB, state: 'failed', ended_at: 'now' }],
    ['was cancelled', { ...JOB, state: 'cancelled', ended_at: 'now' }],
  ])('says no where what it began %s', async (_, job) => {
    recorder.answers.push({ status: 202, body: created }, { body: job });
    expect((await run(true, '--correlation', 'c', '--reason', 'why')).code).toBe(1);
  });

  it('does not wait where it is told not to', async () => {
    recorder.answers.push({ status: 202, body: created });
    expect(await run(false, '--correlation', 'c', '--reason', 'why', '--detach')).toEqual({ code: 0, printed: 'a' });
    expect(recorder.asked).toHaveLength(1);
  });

  it('shows what would be sent, and nothing that could command a terminal', async () => {
    const topics = [
      { topic: 't\u001b[31m', events: 2, bytes: 30, target: 't', refused: null },
      { topic: 'd', events: 1, bytes: 5, target: 'd', refused: 'dead_letter_topic' },
    ];
    const preview = { events: 3, bytes: 35, first_time: 'x', last_time: 'y', topics, refused: null };
    recorder.answers.push({ body: preview }, { body: { ...preview, events: 0, topics: [], refused: 'No event.' } });
    const shown = await run(false, '--correlation', 'c', '--dry-run');
    expect([shown.code, shown.printed]).toEqual([
      0,
      expect.stringMatching(/^3 events, 35 bytes, from x to y\n\nTOPIC/),
    ]);
    expect(shown.printed).toMatch(/d +1 +5 +not sent: dead_letter_topic/);
    expect(shown.printed).not.toContain('\u001b');
    expect(body()).toEqual({ correlation_id: 'c', dry_run: true });
    const { code, printed } = await run(false, '--correlation', 'c', '--dry-run');
    expect([code, printed]).toEqual([1, expect.stringMatching(/No event\.$/)]);
  });

  it.each([
    ['nothing_to_replay', 400, 'no'],
    ['too_many_events', 400, 'no'],
    ['invalid_field', 400, 'usage'],
    ['unavailable', 503, 'unreachable'],
  ])('takes %s for the failure it is', async (code, status, failure) => {
    recorder.answers.push({ status, body: { code, detail: 'why' } });
    await expect(run(false, '--correlation', 'c', '--reason', 'x')).rejects.toMatchObject({ code: failure });
  });

  it.each([
    [['--reason', 'x'], 'say which events'],
    [['--topic', 't', '--reason', 'x'], 'say which events'],
    [['--correlation', 'c'], 'say why: --reason TEXT'],
    [['--from', 'yesterday', '--reason', 'x'], '--from must be a time'],
    [['--from', '2026-13-01', '--reason', 'x'], '--from must be a time'],
    [['--correlation', 'c', '--rate', '5/m', '--reason', 'x'], '--rate must be records a second'],
    [['--correlation', 'c', '--max-dead-letters', '-1', '--reason', 'x'], '--max-dead-letters'],
    [['c', '--reason', 'x'], 'unexpected argument "c"'],
    [['--compare'], 'say which events'],
    [['--compare', '--sample', 'no-such-file'], 'no-such-file cannot be read: there is no such file'],
    [['--compare', '--sample', 'x', '--topic', 't'], '--topic is not for --sample'],
    [['--compare', '--correlation', 'c', '--reason', 'x'], '--reason is not for --compare'],
    [['--compare', '--correlation', 'c', '--export', 'x'], '--export is not for --compare'],
    [['--compare', '--correlation', 'c', '--workers', '0'], '--workers must be a whole number from 1'],
    [['--export', 'x', '--correlation', 'c', '--ignore', 'a'], '--ignore is only for --compare'],
    [['--export', 'x'], 'say which events'],
    [['--correlation', 'c', '--reason', 'x', '--stamps'], '--stamps is only for --compare'],
    [['--compare', '--correlation', 'c'], 'DATABASE_URL'],
  ])('asks nobody when %j is not enough', async (argv, message) => {
    await expect(run(false, ...argv)).rejects.toThrow(message);
    expect(recorder.asked).toEqual([]);
  });
});
