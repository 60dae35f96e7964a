const DATE_TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?) ?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** Below 1973 a number is a counter that went astray, not a time. */
const OLDEST_EPOCH_SECONDS = 1e8;
const END_OF_YEAR_9999_MS = 253_402_300_799_999;

/**
 * A time in any of the spellings seen: ISO with `T` or a space, with or without zone (none is UTC) and fraction, and
 * epoch seconds, milliseconds, microseconds or nanoseconds, distinguished by their size, as number or as text.
 */
export function instant(value: unknown): Date | undefined {
  if (typeof value === 'number') return fromEpoch(value);
  if (typeof value !== 'string') return undefined;
  const trimmed = value.slice(0, 64).trim();
  return /^\d{9,19}(?:\.\d{1,9})?$/.test(trimmed) ? fromEpoch(Number(trimmed)) : fromText(trimmed);
}

function fromText(value: string): Date | undefined {
  const [, date, time = '00:00', zone = 'Z'] = DATE_TIME.exec(value) ?? [];
  if (date === undefined) return undefined;
  return within(Date.parse(`${date}T${time.replace(',', '.')}${zoneOf(zone)}`));
}

function zoneOf(zone: string): string {
  if (zone.toUpperCase() === 'Z') return 'Z';
  return `${zone.slice(0, 3)}:${zone.replace(':', '').slice(3) || '00'}`;
}

function fromEpoch(value: number): Date | undefined {
  if (!(value >= OLDEST_EPOCH_SECONDS)) return undefined;
  if (value < 1e11) return within(value * 1e3);
  if (value < 1e14) return within(value);
  return within(value < 1e17 ? value / 1e3 : value / 1e6);
}

function within(milliseconds: number): Date | undefined {
  const known = milliseconds >= 0 && milliseconds <= END_OF_YEAR_9999_MS;
  return known ? new Date(Math.trunc(milliseconds)) : undefined;
}
