/** ISO 8601 date and time as other systems write it: `T` or space, fraction of any length, zone optional. */
const PARTS = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d{1,9})\d*)?\s?(Z|z|[+-]\d{2}:?\d{2})?$/;

/** Up to here a number is seconds, beyond it milliseconds: 1e11 s is the year 5138, 1e11 ms is 1973. */
const LARGEST_SECONDS = 1e11;

/**
 * One instant in UTC with milliseconds, from any of these spellings; a time without a zone is UTC (wire-facts
 * 1.1), a number is seconds or milliseconds since the epoch. `null` for what is no instant.
 */
export function instantOf(value: unknown): string | null {
  if (typeof value === 'number') return isoOf(Math.abs(value) < LARGEST_SECONDS ? value * 1000 : value);
  if (typeof value !== 'string' || value.length > 64) return null;
  const parts = PARTS.exec(value);
  if (parts === null) return null;
  const [, date, time, fraction = '0', zone = 'Z'] = parts;
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  return isoOf(
    Date.parse(`${date}T${time}${time?.length === 5 ? ':00' : ''}.${fraction.padEnd(3, '0').slice(0, 3)}${offset}`),
  );
}

function isoOf(milliseconds: number): string | null {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
