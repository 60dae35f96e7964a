const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `retention.ms` for people. */
export function retentionOf(milliseconds: string): string {
  if (milliseconds === '-1') return 'for good';
  const value = Number(milliseconds);
  const [unit, size] = UNITS.find(([, one]) => value > 0 && value % one === 0) ?? ['ms', 1];
  return unit === 'ms' ? `${milliseconds} ms` : counted(value / size, unit);
}

export function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
