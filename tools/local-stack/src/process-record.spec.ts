import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearOrphan, endRecorded, identify, isAlive, recordedProcess, recordProcess } from './process-record';

describe('the record of a process', () => {
  let folder: string;
  let file: string;
  let child: ChildProcess;
  let pid: number;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'record-'));
    file = join(folder, 'process.json');
    child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    pid = child.pid ?? 0;
    recordProcess(file, pid);
  });

  afterEach(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  function pretendThat(change: Record<string, unknown>): void {
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...change }));
  }

  it('finds the process while it runs and not afterwards', async () => {
    expect(recordedProcess(file)?.pid).toBe(pid);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(recordedProcess(file)).toBeUndefined();
  });

  it('is not fooled by another process that got the same number', () => {
    pretendThat({ started: 'earlier' });
    expect(recordedProcess(file)).toBeUndefined();
  });

  it('leaves a stranger with the same number alone', async () => {
    pretendThat({ started: 'earlier' });
    await endRecorded(file, 'SIGKILL', 1000);
    expect(identify(pid)).toBeDefined();
  });

  it('lets a process be ended, and is gone then', async () => {
    const identity = identify(pid);
    await endRecorded(file, 'SIGTERM', 5000);
    expect(identity && isAlive(identity)).toBe(false);
    expect(() => readFileSync(file)).toThrow('ENOENT');
  });

  it('protects a process whose owner still runs', async () => {
    await expect(clearOrphan(file, 'PostgreSQL', 'SIGTERM', () => undefined)).rejects.toThrow(
      `PostgreSQL is already running (process ${pid}, started by process ${process.pid}).`,
    );
    expect(recordedProcess(file)?.pid).toBe(pid);
  });

  it('has an orphan stopped, and says so', async () => {
    pretendThat({ owner: { pid: process.pid, started: 'earlier' } });
    const said: string[] = [];
    await clearOrphan(file, 'PostgreSQL', 'SIGTERM', (line) => said.push(line));
    expect(said).toEqual([`PostgreSQL was left running by an earlier start (process ${pid}); stopping it.`]);
    expect(identify(pid)).toBeUndefined();
  });

  it('that was cut short is no record', async () => {
    writeFileSync(file, '{"pid":');
    expect(recordedProcess(file)).toBeUndefined();
    await expect(clearOrphan(file, 'PostgreSQL', 'SIGTERM', () => undefined)).resolves.toBeUndefined();
  });
});
