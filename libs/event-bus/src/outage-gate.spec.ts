import { played, useFastTime } from '../../../test/support/fast-time';
import { OutageGate } from './outage-gate';
import { NO_METRICS, type BusLog } from './settings';

const nothing = (): void => undefined;
const SILENT: BusLog = { debug: nothing, info: nothing, warn: nothing, error: nothing };

function gateWith(probe: () => Promise<void>) {
  const stop = new AbortController();
  const breaker: boolean[] = [];
  const metrics = { ...NO_METRICS, breaker: (open: boolean) => void breaker.push(open) };
  return { gate: new OutageGate(probe, SILENT, metrics, stop.signal), stop, breaker };
}

describe('the outage gate', () => {
  useFastTime();

  it('lets everything pass while nothing is wrong', async () => {
    const { gate, breaker } = gateWith(() => Promise.reject(new Error('never asked')));
    await gate.untilClosed();
    expect(gate.outage).toBeNull();
    expect(breaker).toEqual([]);
  });

  it('holds everyone until a probe and then one trial succeed, and says why', async () => {
    let probes = 0;
    const { gate, breaker } = gateWith(() =>
      ++probes < 2 ? Promise.reject(new Error('still down')) : Promise.resolve(),
    );
    const released: string[] = [];
    const waits = [
      gate.wait(new Error('down')).then((turn) => released.push(`reporter ${turn}`)),
      gate.wait(new Error('me too')).then((turn) => released.push(`second reporter ${turn}`)),
      gate.untilClosed().then((turn) => released.push(`bystander ${turn}`)),
    ];
    expect(gate.outage).toBe('down');
    expect(released).toEqual([]);
    await played(Promise.race(waits));
    expect(probes).toBe(2);
    expect(released).toEqual(['reporter trial']);
    expect(gate.outage).toBe('still down');
    gate.tried(null);
    await played(Promise.all(waits));
    expect(released.slice(1)).toEqual(['second reporter closed', 'bystander closed']);
    expect(gate.outage).toBeNull();
    expect(breaker).toEqual([true, false]);
  });

  it('stays one outage while trials fail, with the reason of the last one, and gives everyone a turn', async () => {
    const { gate, breaker } = gateWith(() => Promise.resolve());
    const turns: string[] = [];
    const reasons: (string | null)[] = [];
    const failing = async (name: string): Promise<void> => {
      for (let turn = await gate.wait(new Error(name)); turn === 'trial'; turn = await gate.wait(new Error(name))) {
        turns.push(name);
        gate.tried(turns.length < 4 ? new Error(`read-only, says ${name}`) : null);
        reasons.push(gate.outage);
        if (turns.length === 4) return;
      }
    };
    const both = Promise.all([failing('one'), failing('two')]);
    await played(both);
    expect(reasons).toContain('read-only, says one');
    expect(turns).toEqual(['one', 'two', 'one', 'two']);
    expect(breaker).toEqual([true, false]);
  });

  it('opens again for the next outage', async () => {
    let probes = 0;
    const { gate, breaker } = gateWith(() => Promise.resolve(void probes++));
    for (const outage of ['one', 'two']) {
      expect(await played(gate.wait(new Error(outage)))).toBe('trial');
      gate.tried(null);
    }
    expect(probes).toBe(2);
    expect(breaker).toEqual([true, false, true, false]);
  });

  it('lets everyone go at a stop, without a probe and without calling the dependency back', async () => {
    let probes = 0;
    const { gate, stop, breaker } = gateWith(() => Promise.resolve(void probes++));
    const waits = [gate.wait(new Error('down')), gate.untilClosed()];
    stop.abort();
    expect(await Promise.all(waits)).toEqual(['stopped', 'stopped']);
    expect(await gate.untilClosed()).toBe('stopped');
    expect(probes).toBe(0);
    expect(gate.outage).toBe('down');
    expect(breaker).toEqual([true]);
  });
});
