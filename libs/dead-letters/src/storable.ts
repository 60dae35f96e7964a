import { storableText } from '#storage';

const INT4_MAX = 2 ** 31 - 1;
const INT8_MAX = 2n ** 63n - 1n;

/**
 * What a column can keep of what a writer put into a dead letter: one that cannot be stored would block all behind it.
 * Numbers and times out of range become `null`; only `raw` is exact anyway.
 */
export const storable = {
  text: (text: string | null): string | null => (text === null ? null : storableText(text)),
  int4: (value: number | null): number | null =>
    value !== null && Number.isInteger(value) && Math.abs(value) <= INT4_MAX ? value : null,
  /** Decimal text. */
  int8: (value: string | null): bigint | null => {
    if (value === null || !/^-?\d{1,19}$/.test(value)) return null;
    const number = BigInt(value);
    return number <= INT8_MAX && number >= -INT8_MAX ? number : null;
  },
  /** Years 1 to 9999: what both sides write alike. */
  time: (time: Date | null): Date | null =>
    time !== null && time.getUTCFullYear() > 0 && time.getUTCFullYear() < 10_000 ? time : null,
  headers: (headers: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(headers).map(([name, text]) => [storableText(name), storableText(text)])),
};
