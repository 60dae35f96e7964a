/** The arithmetic mean; 0 of nothing. */
export function mean(values: ArrayLike<number>): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}

export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let n = 0; n < values.length; n += 1) total += values[n] ?? 0;
  return total;
}

/** The standard deviation of a sample (n − 1); 0 of fewer than two. */
export function deviation(values: ArrayLike<number>): number {
  if (values.length < 2) return 0;
  const middle = mean(values);
  let squares = 0;
  for (let n = 0; n < values.length; n += 1) squares += ((values[n] ?? 0) - middle) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}

/** The nearest-rank percentile of ascending values: the smallest that at least `share` of them do not exceed. */
export function percentile(ascending: ArrayLike<number>, share: number): number {
  const rank = Math.max(1, Math.ceil(share * ascending.length));
  return ascending[rank - 1] ?? 0;
}

/** Rounded to thousandths, which of milliseconds is microseconds. */
export function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
