import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

/** Signals and exit codes belong to processes, so each case runs in one of its own, from the build. */
const RUN_APP = join(__dirname, '../../../dist/libs/operations/src/run-app.js');
const running = new Set<ChildProcess>();

afterAll(() => running.forEach((child) => child.kill('SIGKILL')));

interface Ended {
  code: number | null;
  lines: Record<string, unknown>[];
}

/** Runs `app` with the start function given as source; `ready` is what a start prints when signals may come. */
function run(
  start: string,
  deadlineMs = 10_000,
): { signal: (name: NodeJS.Signals, after: string) => Promise<void>; ended: Promise<Ended> } {
  const script = `require(${JSON.stringify(RUN_APP)}).runApp({ name: 'app', deadlineMs: ${deadlineMs}, start: ${start} })`;
  const child = spawn(process.execPath, ['-e', script], { env: { PATH: '' } });
  running.add(child);
  let output = '';
  const waiting = new Set<() => void>();
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
    waiting.forEach((look) => look());
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code) => {
      running.delete(child);
      const json = output.split('\n').filter((line) => line.startsWith('{'));
      resolve({ code, lines: json.map((line) => JSON.parse(line) as Record<string, unknown>) });
    }),
  );
  const seen = (text: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => (output.includes(text) ? resolve() : undefined);
      waiting.add(look);
      look();
    });
  const signal = async (name: NodeJS.Signals, after: string): Promise<void> => {
    await Promise.race([seen(after), ended.then(() => Promise.reject(new Error(`it ended before: ${output}`)))]);
    child.kill(name);
  };
  return { ended, signal };
}

const app = (close: string): string =>
  `async () => { setInterval(() => {}, 1e6); setImmediate(() => console.log('ready')); return { close: ${close} } }`;

describe('an app run as a process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'closes and exits with 0 on %s, and its last line is written',
    async (name) => {
      const { signal, ended } = run(app('async () => {}'));
      await signal(name, 'ready');
      const { code, lines } = await ended;
      expect(code).toBe(0);
      expect(lines.at(-1)).toMatchObject({ level: 'info', service: 'app', message: 'app has stopped' });
    },
  );

  it('closes after the start when the signal comes during it', async () => {
    const start = `async () => { console.log('starting'); await new Promise((go) => setTimeout(go, 50)); return { close: async () => console.log('{"closed":true}') } }`;
    const { signal, ended } = run(start);
    await signal('SIGTERM', 'starting');
    expect(await ended).toMatchObject({ code: 0, lines: expect.arrayContaining([{ closed: true }]) });
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('ends at once on a second signal (%s: %i)', async (name, exitCode) => {
    const { signal, ended } = run(app('() => new Promise(() => {})'));
    await signal('SIGTERM', 'ready');
    await signal(name, 'is stopping');
    expect((await ended).code).toBe(exitCode);
  });

  it('exits with 1 and a reason when closing passes the deadline', async () => {
    const { signal, ended } = run(app('() => new Promise(() => {})'), 30);
    await signal('SIGTERM', 'ready');
    const { code, lines } = await ended;
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatchObject({ level: 'fatal', message: 'app did not stop within 30 ms' });
  });

  it('exits with 1 and a reason when closing fails', async () => {
    const { signal, ended } = run(app('async () => { throw new Error("commit refused") }'));
    await signal('SIGTERM', 'ready');
    const { code, lines } = await ended;
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatchObject({ level: 'fatal', error: { message: 'commit refused' } });
  });

  it.each([
    ['a start that rejects', 'async () => { throw new Error("PORT: taken") }', 'app could not start'],
    ['a start that throws', '() => { throw new Error("PORT: taken") }', 'app could not start'],
    [
      'an unhandled rejection',
      'async () => { Promise.reject(new Error("PORT: taken")); return { close() {} } }',
      'app failed: unhandled rejection',
    ],
    [
      'an uncaught exception',
      'async () => { setImmediate(() => { throw new Error("PORT: taken") }); return { close() {} } }',
      'app failed: uncaught exception',
    ],
  ])('turns %s into one fatal line and exit code 1', async (_what, start, message) => {
    const { code, lines } = await run(start).ended;
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 'fatal', message, error: { message: 'PORT: taken' } });
  });
});
