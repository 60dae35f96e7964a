import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import type { Findings } from '../python/findings';
import { WorkerPool, type WorkerPoolOptions } from './worker-pool';

/** A worker that obeys: it hangs, exits, throws or traps on demand, and otherwise says which thread read what. */
const OBEDIENT = `
const { parentPort, threadId, workerData } = require('node:worker_threads');
if (workerData?.broken) throw new Error('cannot start');
const checked = (message) => ({ kind: 'checked', isSnippet: false,
  diagnostics: [{ rule: String(threadId), message, line: 1, column: 1, endLine: 1, endColumn: 1 }] });
parentPort.on('message', (code) => {
  if (code === 'hang') for (;;);
  if (code === 'exit') process.exit(1);
  if (code === 'throw') throw new Error('thrown');
  const findings = code === 'trap' ? { kind: 'unfinished', reason: 'trap' } : checked(code);
  parentPort.postMessage({ kind: 'findings', findings });
});
parentPort.postMessage({ kind: 'ready' });
`;

const folder = mkdtempSync(join(tmpdir(), 'worker-pool-'));
const script = join(folder, 'obedient.js');
const pools: WorkerPool[] = [];

beforeAll(() => writeFileSync(script, OBEDIENT));
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));
afterAll(() => rmSync(folder, { recursive: true }));

function poolOf(options: Partial<WorkerPoolOptions> = {}): WorkerPool {
  const pool = new WorkerPool({ script, size: 1, ...options });
  pools.push(pool);
  return pool;
}

const read = (findings: Findings) => (findings.kind === 'checked' ? findings.diagnostics[0]?.message : findings.reason);
const threadOf = (findings: Findings) => (findings.kind === 'checked' ? findings.diagnostics[0]?.rule : undefined);

describe('WorkerPool', () => {
  it('answers every check with its own findings, also those asked before it was ready', async () => {
    const pool = poolOf({ size: 2 });
    const codes = Array.from({ length: 50 }, (_, n) => `code ${n}`);
    const findings = await Promise.all(codes.map((code) => pool.check(code)));
    expect(findings.map(read)).toEqual(codes);
  });

  it('spreads checks over its workers', async () => {
    const pool = poolOf({ size: 3 });
    await pool.ready();
    const findings = await Promise.all(Array.from({ length: 3 }, () => pool.check('code')));
    expect(new Set(findings.map(threadOf)).size).toBe(3);
  });

  it('answers a check that takes too long, and goes on with a new worker', async () => {
    const pool = poolOf({ timeoutMs: 200 });
    const before = await pool.check('before');
    expect(await pool.check('hang')).toEqual({ kind: 'unfinished', reason: 'timeout' });
    const after = await pool.check('after');
    expect(read(after)).toBe('after');
    expect(threadOf(after)).not.toBe(threadOf(before));
  });

  it('counts the time of a check from when a worker has it, not from when it was asked', async () => {
    const pool = poolOf({ timeoutMs: 300 });
    const hanging = [pool.check('hang'), pool.check('hang'), pool.check('patient')];
    expect((await Promise.all(hanging)).map(read)).toEqual(['timeout', 'timeout', 'patient']);
  });

  it.each(['exit', 'throw'])(
    'answers the check on which a worker ends by %s, and goes on with a new worker',
    async (how) => {
      const pool = poolOf();
      const findings = await Promise.all([pool.check('before'), pool.check(how), pool.check('after')]);
      expect(findings.map(read)).toEqual(['before', 'crash', 'after']);
    },
  );

  it('keeps a worker after good checks and replaces it after a trap', async () => {
    const pool = poolOf();
    const first = await pool.check('first');
    expect(threadOf(await pool.check('second'))).toBe(threadOf(first));
    expect(read(await pool.check('trap'))).toBe('trap');
    expect(threadOf(await pool.check('third'))).not.toBe(threadOf(first));
  });

  it('rejects what is not answered when it is closed, and everything after that', async () => {
    const pool = poolOf();
    await pool.ready();
    const open = [pool.check('hang'), pool.check('queued')];
    const rejected = Promise.all(open.map((check) => expect(check).rejects.toThrow('closed')));
    await pool.close();
    await rejected;
    await expect(pool.check('late')).rejects.toThrow('closed');
    await expect(pool.ready()).rejects.toThrow('closed');
  });

  it('gives up when workers do not start, and says why', async () => {
    const pool = poolOf({ workerData: { broken: true } });
    const refused = pool.check('code').catch((error: unknown) => String(error));
    await expect(pool.ready()).rejects.toMatchObject({ cause: { message: 'cannot start' } });
    expect(await refused).toContain('do not start');
  });

  it('answers each of any mixture of good and bad checks exactly as its own worker would', async () => {
    const kinds = fc.constantFrom('good', 'better', 'exit', 'throw', 'trap');
    const answers: Record<string, string> = { exit: 'crash', throw: 'crash' };
    await fc.assert(
      fc.asyncProperty(fc.array(kinds, { maxLength: 12 }), fc.integer({ min: 1, max: 3 }), async (codes, size) => {
        const pool = new WorkerPool({ script, size });
        const findings = await Promise.all(codes.map((code) => pool.check(code)));
        await pool.close();
        expect(findings.map(read)).toEqual(codes.map((code) => answers[code] ?? code));
      }),
      { numRuns: 12 },
    );
  });
});
