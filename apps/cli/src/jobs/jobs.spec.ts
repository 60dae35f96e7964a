import { readArguments } from '../arguments';
import { openMonitor } from '../monitor.fixture';
import { keptSession } from '../session.fixture';
import { JOBS } from './command';
import { jobs } from './jobs';

let monitor: Awaited<ReturnType<typeof openMonitor>>;

beforeAll(async () => {
  monitor = await openMonitor();
});
afterAll(() => monitor.close());
beforeEach(() => monitor.forget());

async function run(json: boolean, ...argv: string[]) {
  const { session, printed } = keptSession(json);
  const code = await jobs(readArguments(JOBS, [...argv, '--url', monitor.url]), session);
  return { code, printed: printed() };
}

const JOB = {
  id: 'a',
  kind: 'republish_dead_letters',
  state: 'running',
  actor: 'ada',
  reason: 'why\u001b[31m\nnot',
  done: 5,
  total: 20,
  per_second: 2.54,
  seconds_left: 6,
  result: null,
  error: null,
  created_at: '2026-01-31T12:00:00.000Z',
  ended_at: null,
};
const DONE = { ...JOB, state: 'done', done: 20, seconds_left: null, result: { sent: 20 }, ended_at: JOB.created_at };

describe('omni jobs', () => {
  it('lists the newest, a line for each, and says that there are more', async () => {
    monitor.answers.push({ body: { items: [JOB, DONE], next: 'x' } }, { body: { items: [JOB, DONE], next: 'x' } });
    const { code, printed } = await run(false, 'ls', '--max', '2');
    expect([code, printed]).toEqual([
      0,
      expect.stringMatching(/a +republish_dead_letters +running +5\/20 .*\n.*20\/20/),
    ]);
    expect(printed).toContain('why\\u001b[31m\\nnot');
    expect(printed).toContain('--max N');
    expect((await run(true, 'ls', '--max', '2')).printed).toBe(`${JSON.stringify(JOB)}\n${JSON.stringify(DONE)}`);
    expect(monitor.asked.map(({ path }) => path)).toEqual(['/api/v1/jobs?limit=2', '/api/v1/jobs?limit=2']);
  });

  it('shows all that is known of one', async () => {
    monitor.answers.push({ body: DONE }, { body: DONE });
    const { printed } = await run(false, 'show', 'a/b');
    expect(printed).toMatch(/state +done\n/);
    expect(printed).toMatch(/result +{"sent":20}\n/);
    expect(JSON.parse((await run(true, 'show', 'a')).printed)).toEqual(DONE);
    expect(monitor.asked.map(({ path }) => path)).toEqual(['/api/v1/jobs/a%2Fb', '/api/v1/jobs/a']);
  });

  it('watches one until it ends, and prints what has changed', async () => {
    monitor.answers.push({ body: JOB }, { body: JOB }, { body: DONE });
    const { code, printed } = await run(false, 'watch', 'a');
    expect([code, printed]).toEqual([0, 'running  5/20  2.5/s  6 s left\ndone  20/20  {"sent":20}']);
    expect(monitor.asked).toHaveLength(3);
  });

  it.each(['failed', 'cancelled'])('says no where the job that it watched has %s', async (state) => {
    const ended = { ...DONE, state, result: null, error: 'out of paper' };
    monitor.answers.push({ body: ended });
    expect(await run(true, 'watch', 'a')).toEqual({ code: 1, printed: JSON.stringify(ended) });
  });

  it.each(['cancel', 'resume'])('can %s one, with a reason', async (verb) => {
    monitor.answers.push({ body: JOB });
    const { code, printed } = await run(true, verb, 'a', '--reason', 'enough', '--token', 'typed');
    expect([code, JSON.parse(printed)]).toEqual([0, JOB]);
    const body = JSON.stringify({ reason: 'enough' });
    expect(monitor.asked).toEqual([
      { path: `/api/v1/jobs/a/${verb}`, type: 'application/json', authorization: 'Bearer typed', body },
    ]);
  });

  it.each([
    [404, 'job_not_found', 'no'],
    [409, 'job_ended', 'no'],
    [409, 'job_not_resumable', 'no'],
    [403, 'role_needed', 'usage'],
    [503, 'database_unavailable', 'unreachable'],
  ])('takes %i %s for the failure "%s"', async (status, code, failure) => {
    monitor.answers.push({ status, body: { code, detail: 'why' } });
    await expect(run(false, 'cancel', 'a', '--reason', 'x')).rejects.toMatchObject({ code: failure });
  });

  it.each([
    [['cancel', 'a'], 'say why: --reason TEXT'],
    [['ls', 'x'], 'unexpected argument "x"'],
    [['watch'], 'ID is missing'],
    [['purge'], 'is not'],
  ])('asks nobody when %j is not enough', async (argv, message) => {
    await expect(run(false, ...argv)).rejects.toThrow(message);
    expect(monitor.asked).toEqual([]);
  });
});
