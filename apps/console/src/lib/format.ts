const UNITS: readonly (readonly [string, number])[] = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
];

/** `3 d 4 h`, `12 min`, `0 s`: the two largest units. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const first = UNITS.findIndex(([, size]) => whole >= size);
  if (first === -1) return '0 s';
  const [unit, size] = UNITS[first]!;
  const count = Math.floor(whole / size);
  const next = UNITS[first + 1];
  const rest = next === undefined ? 0 : Math.floor((whole % size) / next[1]);
  return rest === 0 || next === undefined ? `${count} ${unit}` : `${count} ${unit} ${rest} ${next[0]}`;
}

/** `842 ms`, `1.3 s`, `2 min 5 s`; below 0 where clocks differ. */
export function milliseconds(ms: number): string {
  if (ms < 0) return `−${milliseconds(-ms)}`;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${(ms / 1_000).toFixed(1)} s` : duration(ms / 1_000);
}

export function ago(instant: string, now: number): string {
  const seconds = (now - Date.parse(instant)) / 1_000;
  return seconds < 1 ? 'just now' : `${duration(seconds)} ago`;
}

/** As it stands in logs: UTC, to the second. */
export function time(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 19)}`;
}

export function count(value: number): string {
  return value.toLocaleString('en');
}

/** `1 record`, `2,000 records`. */
export function counted(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? '' : 's'}`;
}

export function bytes(value: number): string {
  if (value < 1_024) return counted(value, 'byte');
  return value < 1_048_576 ? `${(value / 1_024).toFixed(1)} KiB` : `${(value / 1_048_576).toFixed(1)} MiB`;
}

/** What the broker calls a group, without what all of ours begin with. */
export function workerName(group: string): string {
  return group.replace(/^omninode-/, '');
}
