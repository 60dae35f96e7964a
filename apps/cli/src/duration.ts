import { usage } from './failure';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const MAX_MS = 24 * 3_600_000;

/** `500ms`, `10s`, `1.5m`, `1h` to whole milliseconds; a number without a unit is refused, because it is a guess. */
export function durationMs(option: string, text: string): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  const ms = Math.round(Number(amount) * (UNITS[unit] ?? Number.NaN));
  if (ms >= 1 && ms <= MAX_MS) return ms;
  throw usage(`--${option} must be a duration such as 500ms, 10s or 2m (up to 24h), not ${JSON.stringify(text)}`);
}
