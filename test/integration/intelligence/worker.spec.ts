import { join } from 'node:path';
import type { ValidateRequest } from '#contracts';
import * as fc from 'fast-check';
import { pythonSample } from '#code-model';
import { Intelligence, type Job, type JobDone, Learning, SAMPLE_JOBS, WorkerPool } from '#code-intelligence';

const SCRIPT = join(process.cwd(), 'dist/libs/code-intelligence/src/threads/worker.js');

const learning = new Learning({ memory: null, now: () => new Date(0), onError: () => undefined });
let pool: WorkerPool<Job, JobDone>;

beforeAll(async () => {
  pool = new WorkerPool({ script: SCRIPT, size: 1, workerData: { warmUpChecks: 5 } });
  await pool.ready();
});

afterAll(async () => {
  await pool.close();
});

const request = (code_content: string): ValidateRequest => ({
  code_content,
  validation_type: 'full',
  language: 'python',
});
const validate = (code: string) => new Intelligence(pool, learning).answer('validate', request(code));

/** Pieces of Python and of trouble. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('(', '[', '{', ')', 'f"{', '"""', "'", '\\', '\n', '\r\n', '\0', '\ud800', '\ufeff', '# noqa\n'),
      fc.constantFrom(
        'def f(',
        'class A:',
        'lambda ',
        'import os\n',
        'async ',
        'await ',
        'match x:\n case ',
        '    ',
        '\t',
      ),
      fc
        .tuple(fc.constantFrom('(', '-', 'not ', 'f"{', '+1', '.a', '\n'), fc.nat(20_000))
        .map(([piece, n]) => piece.repeat(n)),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe('a sample of each operation', () => {
  it.each(SAMPLE_JOBS)('is answered: $operation', async (job) => {
    expect(await pool.run(job)).toMatchObject({ kind: 'done', result: { outcome: { kind: 'answer' } } });
  });
});

describe('validation in a real worker', () => {
  it('answers hostile code of any kind, the same way each time', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (code) => {
        const outcome = await validate(code);
        expect(await validate(code)).toEqual(outcome);
        if (outcome.kind === 'refusal') expect(['code_too_deep', 'code_too_large']).toContain(outcome.refusal.code);
      }),
      { numRuns: 100 },
    );
  });

  it('answers random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        expect((await validate(Buffer.from(bytes).toString('latin1'))).kind).toBe('answer');
      }),
      { numRuns: 100 },
    );
  });

  it('survives code that slips past the limits and makes the engine trap', async () => {
    const outcome = await validate(`import os\nx: "${'-'.repeat(100_000)}1"\n`);
    expect(outcome).toMatchObject({ kind: 'answer', events: [], result: { is_valid: false } });
    expect(outcome).toMatchObject({ result: { issues: [{ code: 'SYN-002', rule: 'engine-trap' }] } });
    expect(await validate('x = 1\n')).toMatchObject({ result: { is_valid: true } });
  });

  it('finds the same in CRLF as in LF', async () => {
    const lines = fc.constantFrom(
      'import os',
      'x = missing',
      'def f(a=[]):',
      '  return 1',
      'y = """',
      '"""',
      'if x:',
      ')',
      'try:',
      '  pass',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(lines, { maxLength: 20 }), async (parts) => {
        const places = async (code: string) => {
          const outcome = await validate(code);
          return outcome.kind === 'answer' ? outcome.result.issues.map(({ rule, line }) => [rule, line]) : outcome;
        };
        expect(await places(parts.join('\r\n'))).toEqual(await places(parts.join('\n')));
      }),
      { numRuns: 100 },
    );
  });

  it('checks what it warms up with', async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, (_, n) => validate(pythonSample(n))));
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(Array.from({ length: 8 }, () => 'answer'));
  });
});
