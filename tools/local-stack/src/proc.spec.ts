import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { processHoldings, processSleeps, processState } from './proc';
import { until } from './wait';

const run = (script: string): ChildProcess => spawn(process.execPath, ['-e', script], { stdio: 'ignore' });

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('what /proc tells of a process', () => {
  it('is its state, the processor time it had, and what it holds', async () => {
    const busy = run('for (;;);');
    const pid = busy.pid ?? 0;
    const isBusy = (): boolean => {
      const { state, cpu = 0 } = processState(pid) ?? {};
      return state === 'R' && cpu >= 50_000;
    };
    expect(await until(isBusy, 20_000)).toBe(true);
    expect(processState(pid)?.started).toMatch(/^\d+$/);
    const { peakKb = 0, residentKb = 0, descriptors = 0 } = processHoldings(pid) ?? {};
    expect([residentKb > 10_000, peakKb >= residentKb, descriptors > 2]).toEqual([true, true, true]);
    busy.kill('SIGKILL');
    await once(busy, 'exit');
  });

  it('counts how often it goes to sleep', async () => {
    const restless = run('setInterval(() => {}, 1)');
    const pid = restless.pid ?? 0;
    const before = processSleeps(pid);
    expect(await until(() => processSleeps(pid) > before + 50, 20_000)).toBe(true);
    restless.kill('SIGKILL');
    await once(restless, 'exit');
  });

  it('is nothing of a process that has ended', async () => {
    const ended = run('');
    const pid = ended.pid ?? 0;
    await once(ended, 'exit');
    expect([processState(pid), processHoldings(pid), processSleeps(pid)]).toEqual([undefined, undefined, Number.NaN]);
  });
});
