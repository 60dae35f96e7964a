import { ODDITIES, POISON } from './poison';
import { plannedRequests, type PlannedRequest } from './requests';
import { FAULT_KINDS, plannedFaults, type FaultKind } from './schedule';

const WORKERS = ['bridge-1', 'bridge-2'];
const NOTHING: ReadonlySet<string> = new Set();
const ALL = { minutes: 10, sessionTimeoutMs: 6_000, workers: WORKERS, without: NOTHING };

function requests(seed: number, count: number, without: ReadonlySet<string> = NOTHING): PlannedRequest[] {
  const planned = plannedRequests({ seed, ratePerSecond: 50, without });
  return Array.from({ length: count }, () => planned.next().value as PlannedRequest);
}

describe('the plan of a campaign', () => {
  it('is the same for the same seed, and another one for another', () => {
    expect(plannedFaults({ ...ALL, seed: 5 })).toEqual(plannedFaults({ ...ALL, seed: 5 }));
    expect(plannedFaults({ ...ALL, seed: 5 })).not.toEqual(plannedFaults({ ...ALL, seed: 6 }));
    expect(requests(5, 500)).toEqual(requests(5, 500));
    expect(requests(5, 500)).not.toEqual(requests(6, 500));
  });

  it.each([3, 10, 60])('has every kind of fault in %i minutes, none beginning after them', (minutes) => {
    for (let seed = 1; seed < 50; seed++) {
      const faults = plannedFaults({ ...ALL, seed, minutes });
      expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(FAULT_KINDS));
      expect(Math.max(...faults.map(({ beginMs }) => beginMs))).toBeLessThan(minutes * 60_000);
    }
  });

  it('sometimes has faults together', () => {
    const faults = plannedFaults({ ...ALL, seed: 5 });
    const together = faults.filter(
      ({ beginMs, lengthMs }, index) => beginMs + lengthMs > (faults[index + 1]?.beginMs ?? Infinity),
    );
    expect(together.length).toBeGreaterThan(0);
    expect(together.length).toBeLessThan(faults.length / 2);
  });

  it('leaves out what it is told to', () => {
    const without: ReadonlySet<string> = new Set<FaultKind>(['lock', 'worker-kill']);
    const kinds = plannedFaults({ ...ALL, seed: 5, without }).map(({ kind }) => kind);
    expect(kinds.filter((kind) => without.has(kind))).toEqual([]);
    const names = requests(5, 2_000, new Set(['null-header', 'huge'])).map(({ kind }) => kind);
    expect(names.filter((name) => /null-header|huge/.test(name))).toEqual([]);
  });

  it('changes nothing else when something is left out', () => {
    const all = requests(5, 2_000);
    const some = requests(5, 2_000, new Set(['huge']));
    const changed = all.filter((request, index) => JSON.stringify(request) !== JSON.stringify(some[index]));
    expect(new Set(changed.map(({ kind }) => kind))).toEqual(new Set(['poison huge']));
  });

  it('mixes poison, oddities, hot keys and repetitions in their shares', () => {
    const all = requests(5, 4_000);
    const share = (matching: (request: PlannedRequest) => boolean) => all.filter(matching).length / all.length;
    expect(share(({ kind }) => kind.startsWith('poison'))).toBeCloseTo(0.05, 1);
    expect(share(({ againMs }) => againMs !== null)).toBeCloseTo(0.1, 1);
    expect(share(({ key }) => key?.startsWith('hot') === true)).toBeCloseTo(0.08, 1);
    const kinds = new Set(all.map(({ kind }) => kind.split(' ').at(-1)));
    expect([...Object.keys(POISON), ...Object.keys(ODDITIES)].filter((name) => !kinds.has(name))).toEqual([]);
  });

  it('gives every request an id of its own', () => {
    const ids = requests(5, 3_000).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
