/** Of processor time: many times what work in proportion to its input takes in the tests, far below what other work would. */
export const ENDLESS_MS = 10_000;

/** Milliseconds of processor time that this process spends on it: other programs on the machine do not count. */
export function cpuTimeOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  return spentSince(before);
}

export async function cpuTimeUntil(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  return spentSince(before);
}

function spentSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
