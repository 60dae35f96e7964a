import { availableParallelism } from 'node:os';
import { resources } from './resources';

describe('the resources of a process', () => {
  it('are texts as Kubernetes writes them', () => {
    expect(resources()).toEqual({
      cpu_limit: expect.stringMatching(/^\d+m$/) as string,
      memory_limit: expect.stringMatching(/^[1-9]\d*Mi$/) as string,
      heap_limit: expect.stringMatching(/^[1-9]\d*Mi$/) as string,
    });
  });

  it('are those of its container where that has less than the machine', () => {
    const machine = `${availableParallelism() * 1000}m`;
    expect(resources('50000 100000\n').cpu_limit).toBe('500m');
    for (const none of [null, 'max 100000\n', 'nonsense', '99999999 1\n'])
      expect(resources(none).cpu_limit).toBe(machine);
  });
});
