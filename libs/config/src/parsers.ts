import { readFileSync } from 'node:fs';
import type { Parser } from './read-config';

/** The same parser for a variable that may be unset. */
export function withDefault<T>(parser: Parser<T>, value: T): Parser<T> {
  return { ...parser, absent: { value } };
}

/** The same parser for a variable that may be unset and then means nothing. */
export function optional<T>(parser: Parser<T>): Parser<T | undefined> {
  return { ...parser, absent: { value: undefined } };
}

/** Any text, without the white space around it; `max` counts UTF-16 units. */
export function text({ max = 1024 }: { max?: number } = {}): Parser<string> {
  return { expected: `a text of at most ${max} characters`, parse: (raw) => within(raw.trim(), max) };
}

/** Any text exactly as it is, never shown in an error. */
export function secret(): Parser<string> {
  return { expected: 'a secret', hidden: true, parse: (raw) => raw };
}

/** A whole decimal number within both limits, the limits included. */
export function integer({ min, max }: { min: number; max: number }): Parser<number> {
  const parse = (raw: string): number | undefined => {
    const value = /^\s*-?\d{1,15}\s*$/.test(raw) ? Number(raw) : Number.NaN;
    return value >= min && value <= max ? value : undefined;
  };
  return { expected: `an integer from ${min} to ${max}`, parse };
}

/** A percentage from 0 to 100, with decimals; the result is the share, from 0 to 1. */
export function percentage(): Parser<number> {
  const parse = (raw: string): number | undefined => {
    const value = /^\s*\d{1,3}(\.\d{1,6})?\s*%?\s*$/.test(raw) ? Number.parseFloat(raw) : Number.NaN;
    return value <= 100 ? value / 100 : undefined;
  };
  return { expected: 'a percentage from 0 to 100', parse };
}

const BOOLEANS = new Map([
  ...['true', '1', 'yes', 'on'].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'off'].map((word) => [word, false] as const),
]);

/** true, 1, yes, on or false, 0, no, off, in any case. */
export function boolean(): Parser<boolean> {
  return { expected: 'true or false', parse: (raw) => BOOLEANS.get(raw.trim().toLowerCase()) };
}

/** One of the words, in any case; the result is spelt as in `words`. */
export function oneOf<const W extends string>(words: readonly W[]): Parser<W> {
  const parse = (raw: string): W | undefined => words.find((word) => word.toLowerCase() === raw.trim().toLowerCase());
  return { expected: `one of ${words.join(', ')}`, parse };
}

/** Items between commas, each parsed by `item`; empty items are skipped, and at least one must remain. */
export function list<T>(item: Parser<T>): Parser<readonly T[]> {
  const parse = (raw: string): readonly T[] | undefined => {
    const items = raw.split(',').filter((part) => part.trim() !== '');
    const values = items.map((part) => item.parse(part)).filter((value) => value !== undefined);
    return values.length === items.length && values.length > 0 ? values : undefined;
  };
  return { expected: `a list, separated by commas, of ${item.expected}`, hidden: item.hidden, parse };
}

const UNITS_IN_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** A duration in milliseconds, written as 250, 250ms, 10s, 5m or 1h; `min` and `max` are milliseconds. */
export function durationMs({ min = 0, max = 86_400_000 }: { min?: number; max?: number } = {}): Parser<number> {
  const parse = (raw: string): number | undefined => {
    const [, digits, unit = 'ms'] = /^\s*(\d{1,12})\s*(ms|s|m|h)?\s*$/.exec(raw) ?? [];
    const value = Number(digits) * (UNITS_IN_MS[unit] ?? Number.NaN);
    return value >= min && value <= max ? value : undefined;
  };
  return { expected: `a duration such as 250ms, 10s or 5m, from ${min} to ${max} ms`, parse };
}

/** A PostgreSQL connection URL, kept as it was written. It usually holds a password, so it is never shown. */
export function postgresUrl(): Parser<string> {
  const parse = (raw: string): string | undefined =>
    URL.canParse(raw.trim()) && /^postgres(ql)?:\/\/./i.test(raw.trim()) ? raw.trim() : undefined;
  return { expected: 'a URL like postgresql://host:5432/database', hidden: true, parse };
}

/** An http(s) URL, kept as it was written. It may hold a password, so it is never shown. */
export function httpUrl(): Parser<string> {
  const parse = (raw: string): string | undefined =>
    URL.canParse(raw.trim()) && /^https?:\/\/./i.test(raw.trim()) ? raw.trim() : undefined;
  return { expected: 'a URL that begins with http:// or https://', hidden: true, parse };
}

/** `host`, `host:port` or `[ipv6]:port`; the result always has a port, 9092 where none was given. */
export function brokerAddress(): Parser<string> {
  const parse = (raw: string): string | undefined => {
    const [, host, port = '9092'] = /^\s*(\[[\da-f:.%]+\]|[\w.-]+)(?::(\d{1,5}))?\s*$/i.exec(raw) ?? [];
    return host !== undefined && Number(port) >= 1 && Number(port) <= 65_535 ? `${host}:${port}` : undefined;
  };
  return { expected: 'host:port', parse };
}

/** The variable names a file; the result is what the file says (UTF-8, not empty). */
export function fileContent(): Parser<string> {
  const parse = (raw: string): string | undefined => {
    try {
      return readFileSync(raw.trim(), 'utf8') || undefined;
    } catch {
      return undefined;
    }
  };
  return { expected: 'the path of a readable file that is not empty', parse };
}

function within(value: string, max: number): string | undefined {
  return value.length <= max ? value : undefined;
}
