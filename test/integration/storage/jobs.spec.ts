import { randomUUID } from 'node:crypto';
import {
  cancelJob,
  createJob,
  findJob,
  JobFailedError,
  JobRunner,
  JOBS,
  listJobs,
  resumeJob,
  setJobRate,
  trim,
  type Database,
  type Job,
  type JobHandler,
  type RunningJob,
} from '#storage';
import { eventually } from '../../support/eventually';
import { createMigratedDatabase, type RandomDatabase } from '../../support/random-database';

/** A promise that the test settles. */
function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('jobs', () => {
  let random: RandomDatabase & { readonly database: Database };
  let database: Database;
  const runners: JobRunner[] = [];
  const failures: unknown[] = [];

  beforeAll(async () => {
    random = await createMigratedDatabase();
    ({ database } = random);
    await database.query('CREATE TABLE marks (job uuid, at integer)');
  });
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    failures.length = 0;
  });
  afterAll(() => random.drop());

  /** Each test has a kind of its own, so that no runner takes another test's jobs. */
  const create = (kind: string, more: { rate?: number; refs?: readonly string[] } = {}) =>
    createJob(database.query, { kind, input: { of: kind }, actor: 'ada', reason: 'why not', rate: null, ...more });
  const run = (kind: string, handler: JobHandler, more: { leaseSeconds?: number } = {}) => {
    const runner = new JobRunner(random.open(4), {
      handlers: { [kind]: handler },
      worker: 'spec',
      onFailed: (error) => failures.push(error),
      ...more,
    });
    runners.push(runner);
    runner.start();
    return runner;
  };
  const job = async ({ id }: Pick<Job, 'id'>) => (await findJob(database.query, id))!;
  const becomes = (of: Pick<Job, 'id'>, state: Job['state']) =>
    eventually(`the job is ${state}`, async () => {
      const now = await job(of);
      return now.state === state && now;
    });
  /** It does not wait out its pause. */
  const hurry = async ({ id }: Job) => {
    await database.query('UPDATE jobs SET run_after = clock_timestamp() WHERE id = $1', [id]);
    runners.forEach((runner) => runner.wake());
  };
  const pauseOf = async ({ id }: Job): Promise<number> => {
    const [row] = await database.query<{ seconds: number }>(
      'SELECT extract(epoch FROM run_after - clock_timestamp())::float8 AS seconds FROM jobs WHERE id = $1',
      [id],
    );
    return row!.seconds;
  };
  const mark = (running: RunningJob, at: number) =>
    running.step(async (query) => {
      await query('INSERT INTO marks VALUES ($1, $2)', [running.id, at]);
      return { done: at, total: 5, checkpoint: { at } };
    });
  const marks = async ({ id }: Job) =>
    (await database.query<{ at: number }>('SELECT at FROM marks WHERE job = $1 ORDER BY at', [id])).map(({ at }) => at);
  const stepsFrom = async (running: RunningJob, from: number) => {
    for (let at = from; at <= 5; at += 1) await mark(running, at);
    return { marked: 5 };
  };
  /** Five steps, from where the job stands. */
  const fiveSteps: JobHandler = (running) => stepsFrom(running, running.job.done + 1);

  it('are run once each, by one of several runners, and keep what they were given and what came of it', async () => {
    const jobs = await Promise.all(Array.from({ length: 12 }, () => create('once')));
    for (let count = 0; count < 3; count += 1) run('once', fiveSteps);
    for (const one of jobs) {
      const done = await becomes(one, 'done');
      expect(done).toMatchObject({
        kind: 'once',
        input: { of: 'once' },
        actor: 'ada',
        reason: 'why not',
        error: null,
        done: 5,
        total: 5,
        checkpoint: { at: 5 },
        result: { marked: 5 },
      });
      expect(done.ended_at).toBeInstanceOf(Date);
      expect(await marks(one)).toEqual([1, 2, 3, 4, 5]);
    }
    expect(failures).toEqual([]);
  });

  it('are listed from the newest on, page by page', async () => {
    const jobs = [await create('listed'), await create('listed'), await create('listed')].map(({ id }) => id);
    const [newest, ...others] = await listJobs(database.query, 3);
    expect(new Set([newest, ...others].map((one) => one?.id))).toEqual(new Set(jobs));
    const behind = await listJobs(database.query, 2, newest);
    expect(behind.map(({ id }) => id)).toEqual(others.map(({ id }) => id));
  });

  it('that fail are tried again after pauses that grow, and fail for good after ten', async () => {
    const failing = await create('failing');
    run('failing', () => Promise.reject(new Error('the broker is away')));
    const pauses: number[] = [];
    for (let attempt = 1; attempt < 10; attempt += 1) {
      await eventually('it waits for its next attempt', async () => {
        const { state, attempts } = await job(failing);
        return state === 'waiting' && attempts === attempt;
      });
      pauses.push(await pauseOf(failing));
      await hurry(failing);
    }
    expect(pauses.map((seconds) => Math.ceil(seconds))).toEqual([2, 4, 8, 16, 32, 60, 60, 60, 60]);
    expect(await becomes(failing, 'failed')).toMatchObject({ error: 'the broker is away', attempts: 10 });
    expect(failures).toHaveLength(10);
  });

  it('that get on have all their attempts before them again', async () => {
    const slow = await create('slow');
    run('slow', async (running) => {
      await mark(running, running.job.done + 1);
      if (running.job.done + 1 < 5) throw new Error('not yet');
    });
    for (let at = 1; at < 5; at += 1) {
      await eventually('it has got on', async () => {
        const { state, done, attempts } = await job(slow);
        return state === 'waiting' && done === at && attempts === 0;
      });
      await hurry(slow);
    }
    await becomes(slow, 'done');
  });

  it.each([
    ['says so', () => Promise.reject(new JobFailedError('nothing_to_do', 'there is no such thing'))],
    ['the database will never take it', ({ query }: RunningJob) => query('SELECT 1 / 0')],
  ])('fail at once where trying again is no use: %s', async (kind, handler) => {
    const hopeless = await create(kind);
    run(kind, handler);
    const failed = await becomes(hopeless, 'failed');
    expect([failed.attempts, failed.error]).toEqual([1, expect.stringMatching(/no such thing|division by zero/)]);
  });

  it('that kill whoever runs them fail in the end', async () => {
    const deadly = await create('deadly');
    await database.query('UPDATE jobs SET attempts = 10 WHERE id = $1', [deadly.id]);
    run('deadly', fiveSteps);
    expect(await becomes(deadly, 'failed')).toMatchObject({ done: 0, error: expect.stringMatching(/10 times/) });
  });

  it('are cancelled at once while they wait, and once', async () => {
    const waiting = await create('cancelled early');
    const cancelled = await cancelJob(database.query, waiting.id, 'grace', 'a mistake');
    expect(cancelled).toMatchObject({ state: 'cancelled', cancelled_by: 'grace', cancel_reason: 'a mistake' });
    expect(await cancelJob(database.query, waiting.id, 'linus', 'again')).toBeUndefined();
    run('cancelled early', fiveSteps);
    const next = await create('cancelled early');
    await becomes(next, 'done');
    expect(await marks(waiting)).toEqual([]);
  });

  it('are cancelled between two steps while they run, and go on from there when they are resumed', async () => {
    const running = await create('cancelled');
    const { opened, open } = gate();
    run('cancelled', async (at) => {
      if (at.job.done > 0) return fiveSteps(at);
      await mark(at, 1);
      await mark(at, 2);
      await opened;
      return stepsFrom(at, 3);
    });
    await eventually('two steps are done', async () => (await job(running)).done === 2);
    const asked = await cancelJob(database.query, running.id, 'grace', 'enough');
    expect(asked).toMatchObject({ state: 'running', ended_at: null, cancelled_by: 'grace' });
    open();
    expect(await becomes(running, 'cancelled')).toMatchObject({ done: 2, checkpoint: { at: 2 } });
    expect(await resumeJob(database.query, running.id)).toMatchObject({ state: 'waiting', cancelled_by: null });
    await becomes(running, 'done');
    expect(await marks(running)).toEqual([1, 2, 3, 4, 5]);
    expect(await resumeJob(database.query, running.id)).toBeUndefined();
  });

  it('that were cancelled while they waited for something else end as cancelled, not as failed', async () => {
    const stuck = await create('stuck');
    const { opened, open } = gate();
    run('stuck', async () => {
      await opened;
      throw new Error('the broker is away');
    });
    await becomes(stuck, 'running');
    await cancelJob(database.query, stuck.id, 'grace', 'enough');
    open();
    await becomes(stuck, 'cancelled');
  });

  it('that failed go on from where they were when they are resumed', async () => {
    const broken = await create('broken');
    let isMended = false;
    run('broken', async (running) => {
      if (isMended) return fiveSteps(running);
      await mark(running, 3);
      throw new JobFailedError('broken', 'out of paper');
    });
    expect(await becomes(broken, 'failed')).toMatchObject({ error: 'out of paper', error_code: 'broken' });
    isMended = true;
    await resumeJob(database.query, broken.id);
    expect(await becomes(broken, 'done')).toMatchObject({ error: null, error_code: null, done: 5 });
    expect(await marks(broken)).toEqual([3, 4, 5]);
  });

  it('keep to their rate, also to one that is set while they run', async () => {
    const paced = await create('paced', { rate: 1 });
    const sizes: number[] = [];
    const at: number[] = [];
    run('paced', async (running) => {
      for (let done = running.job.done; done < 40; done = Math.min(40, done + sizes.at(-1)!)) {
        sizes.push(running.stepSize(20));
        at.push(performance.now());
        await running.step(() => Promise.resolve({ done: Math.min(40, done + sizes.at(-1)!) }));
      }
    });
    await eventually('the first step is done', async () => (await job(paced)).done === 1);
    await setJobRate(database.query, paced.id, 20);
    await becomes(paced, 'done');
    // One item, a second, one more: from the second step on the new rate holds.
    expect(sizes).toEqual([1, 1, 20, 20]);
    const waited = at.slice(1).map((time, index) => time - at[index]!);
    expect(waited[0]).toBeGreaterThan(950);
    expect(waited[2]).toBeGreaterThan(950);
  });

  it('are taken over when their lease is over, and who had them does no further step', async () => {
    const taken = await create('taken');
    const { opened, open } = gate();
    const refusals: string[] = [];
    const handler: JobHandler = async (running) => {
      if (running.job.attempts > 1 || running.job.done > 0) return fiveSteps(running);
      await mark(running, 1);
      // As a worker that hangs: its lease runs out although it lives.
      await database.query(`UPDATE jobs SET leased_until = '2020-01-01' WHERE id = $1`, [running.id]);
      await opened;
      for (const step of [() => mark(running, 2), () => running.check(), () => running.save({ done: 9 })]) {
        await step().catch(({ name }: Error) => refusals.push(name));
      }
      return 'too late';
    };
    // One runner is enough: it is no longer the holder it was.
    run('taken', handler, { leaseSeconds: 3_600 });
    expect(await becomes(taken, 'done')).toMatchObject({ result: { marked: 5 } });
    open();
    await eventually('it has tried', () => refusals.length === 3);
    expect(refusals).toEqual(['LeaseLostError', 'LeaseLostError', 'LeaseLostError']);
    expect(await job(taken)).toMatchObject({ state: 'done', done: 5, result: { marked: 5 } });
    expect(await marks(taken)).toEqual([1, 2, 3, 4, 5]);
  });

  it('are nobody else’s while their worker lives, however long they take', async () => {
    const long = await create('long');
    const begun: string[] = [];
    const { opened, open } = gate();
    const handler: JobHandler = async (running) => {
      begun.push(running.id);
      await opened;
    };
    run('long', handler, { leaseSeconds: 1 });
    await becomes(long, 'running');
    const until = async () =>
      (await database.query<{ at: Date }>('SELECT leased_until AS at FROM jobs WHERE id = $1', [long.id]))[0]!.at;
    const first = await until();
    run('long', handler, { leaseSeconds: 1 });
    await eventually('twice its lease is over', async () => (await until()).getTime() > first.getTime() + 2_000);
    open();
    await becomes(long, 'done');
    expect(begun).toEqual([long.id]);
  });

  it('are left to others by a runner that stops, at once and without an attempt lost', async () => {
    const left = await create('left', { rate: 1 });
    const runner = run('left', async (running) => {
      for (let at = running.job.done + 1; at <= 5; at += 1) await mark(running, at);
    });
    await eventually('it is under way', async () => (await job(left)).done >= 1);
    await runner.stop();
    const { state, attempts, done } = await job(left);
    expect([state, attempts]).toEqual(['waiting', 0]);
    await setJobRate(database.query, left.id, null);
    run('left', fiveSteps);
    await becomes(left, 'done');
    expect(done).toBeLessThan(5);
    expect(await marks(left)).toEqual([1, 2, 3, 4, 5]);
  });

  it('are left to others, too, when their step fails because the runner stops', async () => {
    const failing = await create('failing at the stop');
    const runner = run('failing at the stop', async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      throw new Error('the connection is closed');
    });
    await becomes(failing, 'running');
    await runner.stop();
    expect(await job(failing)).toMatchObject({ state: 'waiting', attempts: 0 });
    expect(await pauseOf(failing)).toBeLessThanOrEqual(0);
  });

  it('go with their frozen records when they have ended long ago', async () => {
    const refs = ['a', 'b'];
    const [old, young, open] = [await create('kept', { refs }), await create('kept', { refs }), await create('kept')];
    for (const { id } of [old, young]) await cancelJob(database.query, id, 'ada', 'over');
    await database.query(`UPDATE jobs SET ended_at = '2020-01-01' WHERE id = $1`, [old.id]);
    const records = async () =>
      (await database.query<{ job_id: string }>('SELECT DISTINCT job_id FROM job_records')).map(({ job_id }) => job_id);
    expect((await records()).sort()).toEqual([old.id, young.id].sort());
    expect(await trim(database.query, 'jobs', JOBS.tables.jobs.kept, 3_600)).toBe(1);
    expect(await trim(database.query, 'jobs', JOBS.tables.jobs.kept, 3_600)).toBe(0);
    expect(await records()).toEqual([young.id]);
    expect(await job(open)).toBeDefined();
    expect(await findJob(database.query, randomUUID())).toBeUndefined();
  });
});
