import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';

const MEBIBYTE = 1024 * 1024;

/** What a process may use, as Kubernetes writes it: of its container where that is limited, else of the machine. */
export function resources(cpuMax: string | null = cgroupCpuMax()): Readonly<Record<string, string>> {
  // Without a limit it is 0, or a number that no machine has.
  const constrained = process.constrainedMemory();
  const memory = constrained > 0 && constrained < totalmem() ? constrained : totalmem();
  return {
    cpu_limit: `${Math.round(1000 * Math.min(availableParallelism(), quotaOf(cpuMax)))}m`,
    memory_limit: `${Math.round(memory / MEBIBYTE)}Mi`,
    heap_limit: `${Math.round(getHeapStatistics().heap_size_limit / MEBIBYTE)}Mi`,
  };
}

/** `200000 100000`: of each period so much of one processor; `max` where it is not limited. */
function quotaOf(cpuMax: string | null): number {
  const [quota, period] = (cpuMax ?? '').split(' ').map(Number);
  return quota && period ? quota / period : Infinity;
}

function cgroupCpuMax(): string | null {
  try {
    return readFileSync('/sys/fs/cgroup/cpu.max', 'utf8');
  } catch {
    return null;
  }
}
