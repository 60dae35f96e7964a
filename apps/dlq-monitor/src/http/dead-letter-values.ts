import type { Parameter } from './read-query';

/** PostgreSQL keeps neither NUL nor half a character. */
// oxlint-disable-next-line no-control-regex
const UNSTORABLE = /\u0000|\p{Surrogate}/u;

export function text(max: number): Parameter<string> {
  return {
    expected: `text of 1 to ${max} characters without NUL`,
    read: (value) => (value.trim() !== '' && value.length <= max && !UNSTORABLE.test(value) ? value : undefined),
  };
}

export const TOPIC: Parameter<string> = {
  expected: 'the name of a topic: 1 to 249 letters, digits, ".", "_" and "-"',
  read: (value) => (/^[\w.-]{1,249}$/.test(value) ? value : undefined),
};

export const ID: Parameter<string> = {
  expected: 'the id of a dead letter: 1 to 18 digits',
  read: (value) => (/^\d{1,18}$/.test(value) ? String(BigInt(value)) : undefined),
};

export const STATUS: Parameter<'open' | 'resolved'> = {
  expected: 'open or resolved',
  read: (value) => (value === 'open' || value === 'resolved' ? value : undefined),
};

export function wholeNumber(min: number, max: number): Parameter<number> {
  return {
    expected: `a whole number from ${min} to ${max}`,
    read: (value) =>
      /^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max ? Number(value) : undefined,
  };
}

/** What dead letters are looked for by. */
export const FILTER = { topic: TOPIC, code: text(200), correlation_id: text(1_024) } as const;
