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
  it('lets everything pass while nothing is wrong', async () => {
    const { gate, breaker } = gateWith(() => Promise.reject(new Error('never asked')));
    await gate.untilClosed();
    expect(gate.outage).toBeNull();
    expect(breaker).toEqual([]);
  });

  it('holds everyone until a probe succeeds, and says why', async () => {
    let probes = 0;
    const { gate, breaker } = gateWith(() =>
      ++probes < 2 ? Promise.reject(new Error('still down')) : Promise.resolve(),
    );
    const released: string[] = [];
    const waits = [
      gate.wait(new Error('down')).then(() => released.push('reporter')),
      gate.wait(new Error('me too')).then(() => released.push('second reporter')),
      gate.untilClosed().then(() => released.push('bystander')),
    ];
    expect(gate.outage).toBe('down');
    expect(released).toEqual([]);
    await Promise.all(waits);
    expect(probes).toBe(2);
    expect(released).toHaveLength(3);
    expect(gate.outage).toBeNull();
    expect(breaker).toEqual([true, false]);
  });

  it('opens again for the next outage', async () => {
    let probes = 0;
    const { gate, breaker } = gateWith(() => Promise.resolve(void probes++));
    await gate.wait(new Error('one'));
    await gate.wait(new Error('two'));
    expect(probes).toBe(2);
    expect(breaker).toEqual([true, false, true, false]);
  });

  it('lets everyone go at a stop, without a probe and without calling the dependency back', async () => {
    let probes = 0;
    const { gate, stop, breaker } = gateWith(() => Promise.resolve(void probes++));
    const waits = [gate.wait(new Error('down')), gate.untilClosed()];
    stop.abort();
    await Promise.all(waits);
    await gate.untilClosed();
    expect(probes).toBe(0);
    expect(gate.outage).toBe('down');
    expect(breaker).toEqual([true]);
  });
});
