import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { type JobEnd, UnwantedJobError, WorkerPool, type WorkerPoolOptions } from './worker-pool';

/** What the obedient worker did: which thread read what. */
interface Done {
  readonly thread: number;
  readonly read: string;
}

/** A worker that obeys: it hangs, sleeps, exits, throws or is spent on demand, and otherwise says which thread read what. */
const OBEDIENT = `
const { parentPort, threadId, workerData } = require('node:worker_threads');
if (workerData?.broken) throw new Error('cannot start');
parentPort.on('message', (job) => {
  if (job === 'hang') for (;;);
  if (job === 'sleep') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  if (job === 'meet') {
    Atomics.add(workerData.met, 0, 1);
    while (Atomics.load(workerData.met, 0) < 3);
  }
  if (job === 'stages') {
    for (const done of [0.25, 0.5]) parentPort.postMessage({ kind: 'stage', done, message: 'at ' + done });
  }
  if (job === 'exit') process.exit(1);
  if (job === 'throw') throw new Error('thrown');
  parentPort.postMessage({ kind: 'done', result: { thread: threadId, read: job }, spent: job === 'trap' });
});
const thread = require('node:path').basename(require('node:fs').readlinkSync('/proc/thread-self'));
parentPort.postMessage({ kind: 'ready', thread });
`;

/** Of processor time: enough for a check that is answered at once, however busy the machine is. */
const LIMIT_MS = 300;

const folder = mkdtempSync(join(tmpdir(), 'worker-pool-'));
const script = join(folder, 'obedient.js');
const pools: WorkerPool<string, Done>[] = [];

beforeAll(() => writeFileSync(script, OBEDIENT));
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));
afterAll(() => rmSync(folder, { recursive: true }));

function poolOf(options: Partial<WorkerPoolOptions<string>> = {}): WorkerPool<string, Done> {
  const pool = new WorkerPool<string, Done>({ script, size: 1, ...options });
  pools.push(pool);
  return pool;
}

const read = (end: JobEnd<Done>) => (end.kind === 'done' ? end.result.read : end.reason);
const threadOf = (end: JobEnd<Done>) => (end.kind === 'done' ? end.result.thread : undefined);

describe('WorkerPool', () => {
  it('answers every check with its own ends, also those asked before it was ready', async () => {
    const pool = poolOf({ size: 2 });
    const codes = Array.from({ length: 50 }, (_, n) => `code ${n}`);
    const ends = await Promise.all(codes.map((code) => pool.run(code)));
    expect(ends.map(read)).toEqual(codes);
  });

  it('spreads checks over its workers', async () => {
    const pool = poolOf({ size: 3, workerData: { met: new Int32Array(new SharedArrayBuffer(4)) } });
    const ends = await Promise.all(Array.from({ length: 3 }, () => pool.run('meet')));
    expect(new Set(ends.map(threadOf)).size).toBe(3);
  });

  it('starts no worker that has nothing to do', async () => {
    const pool = poolOf({ size: 3 });
    const ends = [await pool.run('one'), await pool.run('two'), await pool.run('three')];
    expect(new Set(ends.map(threadOf)).size).toBe(1);
  });

  it('has jobs of a kind done by one worker, others by any', async () => {
    const pool = poolOf({ size: 2, limitMs: LIMIT_MS, onlyFirst: (job) => job.startsWith('model') });
    const first = threadOf(await pool.run('model'));
    const [hung, beside, other] = await Promise.all([pool.run('hang'), pool.run('other'), pool.run('another')]);
    expect([read(hung), read(beside), read(other)]).toEqual(['timeout', 'other', 'another']);
    const models = await Promise.all(Array.from({ length: 20 }, (_, n) => pool.run(`model ${n}`)));
    const threads = new Set(models.map(threadOf));
    expect(threads.size).toBe(1);
    expect(threads).not.toContain(first);
  });

  it('answers a check that takes too long, and goes on with a new worker', async () => {
    const pool = poolOf({ limitMs: LIMIT_MS });
    const before = await pool.run('before');
    expect(await pool.run('hang')).toEqual({ kind: 'unfinished', reason: 'timeout' });
    const after = await pool.run('after');
    expect(read(after)).toBe('after');
    expect(threadOf(after)).not.toBe(threadOf(before));
  });

  it('counts the time of a check from when a worker has it, not from when it was asked', async () => {
    const pool = poolOf({ limitMs: LIMIT_MS });
    const hanging = [pool.run('hang'), pool.run('hang'), pool.run('patient')];
    expect((await Promise.all(hanging)).map(read)).toEqual(['timeout', 'timeout', 'patient']);
  });

  it('has no answer to a check whose worker gets no processor, and goes on with a new worker', async () => {
    const pool = poolOf({ limitMs: LIMIT_MS });
    await expect(pool.run('sleep')).rejects.toThrow('does not get on');
    expect(read(await pool.run('after'))).toBe('after');
  });

  it.each(['exit', 'throw'])(
    'answers the check on which a worker ends by %s, and goes on with a new worker',
    async (how) => {
      const pool = poolOf();
      const ends = await Promise.all([pool.run('before'), pool.run(how), pool.run('after')]);
      expect(ends.map(read)).toEqual(['before', 'crash', 'after']);
    },
  );

  it('keeps a worker after good checks and replaces it after a trap', async () => {
    const pool = poolOf();
    const first = await pool.run('first');
    expect(threadOf(await pool.run('second'))).toBe(threadOf(first));
    expect(read(await pool.run('trap'))).toBe('trap');
    expect(threadOf(await pool.run('third'))).not.toBe(threadOf(first));
  });

  it('begins nothing that nobody wants when its turn comes', async () => {
    const pool = poolOf();
    let isWanted = true;
    const ends = ['first', 'hang', 'second', 'hang'].map((job, n) =>
      pool.run(job, { isWanted: () => n % 2 === 0 || isWanted }).then(read, (error: unknown) => error),
    );
    isWanted = false;
    const unwanted: unknown = expect.any(UnwantedJobError);
    expect(await Promise.all(ends)).toEqual(['first', unwanted, 'second', unwanted]);
  });

  it('says of each job that it waits, and what a worker is at', async () => {
    const pool = poolOf();
    await pool.ready();
    const heard = ['first', 'second'].map(() => [] as [number, string][]);
    const ends = heard.map((steps) => pool.run('stages', { report: (...step) => steps.push(step) }));
    expect((await Promise.all(ends)).map(read)).toEqual(['stages', 'stages']);
    const stages = [
      [0.25, 'at 0.25'],
      [0.5, 'at 0.5'],
    ];
    expect(heard).toEqual([stages, [[0, 'waiting for a thread'], ...stages]]);
  });

  it('rejects what is not answered when it is closed, and everything after that', async () => {
    const pool = poolOf();
    await pool.ready();
    const open = [pool.run('hang'), pool.run('queued')];
    const rejected = Promise.all(open.map((check) => expect(check).rejects.toThrow('closed')));
    await pool.close();
    await rejected;
    await expect(pool.run('late')).rejects.toThrow('closed');
    await expect(pool.ready()).rejects.toThrow('closed');
  });

  it('gives up when workers do not start, and says why', async () => {
    const pool = poolOf({ workerData: { broken: true } });
    const refused = pool.run('code').catch((error: unknown) => String(error));
    await expect(pool.ready()).rejects.toMatchObject({ cause: { message: 'cannot start' } });
    expect(await refused).toContain('do not start');
  });

  it('answers each of any mixture of good and bad checks exactly as its own worker would', async () => {
    const kinds = fc.constantFrom('good', 'better', 'exit', 'throw', 'trap');
    const answers: Record<string, string> = { exit: 'crash', throw: 'crash' };
    await fc.assert(
      fc.asyncProperty(fc.array(kinds, { maxLength: 12 }), fc.integer({ min: 1, max: 3 }), async (codes, size) => {
        const pool = new WorkerPool<string, Done>({ script, size });
        const ends = await Promise.all(codes.map((code) => pool.run(code)));
        await pool.close();
        expect(ends.map(read)).toEqual(codes.map((code) => answers[code] ?? code));
      }),
      { numRuns: 12 },
    );
  });
});
