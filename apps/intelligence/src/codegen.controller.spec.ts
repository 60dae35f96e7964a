import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Intelligence, WorkerPool, type Job, type JobDone, type Learning } from '#code-intelligence';
import { answer, UNREPORTED, type RequestOf } from '#contracts';
import { CodegenController } from './codegen.controller';
import { CancelledSessions } from './sessions/cancelled-sessions';
import { Assessments } from './subscriptions/assessments';

/** Answers everything, and says how often it was asked. */
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
parentPort.on('message', () => {
  Atomics.add(workerData.asked, 0, 1);
  parentPort.postMessage({ kind: 'done', result: { outcome: ${JSON.stringify(answer({}))} }, spent: false });
});
parentPort.postMessage({ kind: 'ready' });
`;

const folder = mkdtempSync(join(tmpdir(), 'codegen-controller-'));
const script = join(folder, 'thread.js');
const asked = new Int32Array(new SharedArrayBuffer(4));
writeFileSync(script, THREAD);
afterAll(() => rmSync(folder, { recursive: true }));

function validation(code: string, sessionId: string | null): RequestOf<'validate'> {
  return { operation: 'validate', payload: { code_content: code }, sessionId } as RequestOf<'validate'>;
}

describe('requests that wait for a thread', () => {
  const pool = new WorkerPool<Job, JobDone>({ script, size: 1, workerData: { asked } });
  const sessions = new CancelledSessions({ table: null, now: () => new Date(), onError: () => undefined });
  const intelligence = new Intelligence(pool, { refresh: () => Promise.resolve() } as Learning);
  const controller = new CodegenController(intelligence, new Assessments(), sessions);
  afterAll(() => pool.close());

  it('are answered as cancelled, and cost nothing, when their session ends meanwhile', async () => {
    const all = ['s-1', 's-2', null].map((session, n) =>
      controller.validate(validation(`x = ${n}\n`, session), UNREPORTED),
    );
    const ends = Promise.allSettled(all);
    await sessions.cancel('s-2');
    const answered = { status: 'fulfilled', value: answer({}) };
    const cancelled = { status: 'rejected', reason: { refusal: { code: 'cancelled' } } };
    expect(await ends).toMatchObject([answered, cancelled, answered]);
    expect(asked[0]).toBe(2);
  });
});
