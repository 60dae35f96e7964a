/** What one value may be: for the reader of a request, for its error and for the OpenAPI document. */
export interface Kind<T = unknown> {
  /** Completes the sentence "… must be …". */
  readonly expected: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** From JSON, or from the text of a parameter; `undefined` means that it cannot be taken. */
  read(value: unknown): T | undefined;
}

/** Databases keep neither NUL nor half a character. */
// oxlint-disable-next-line no-control-regex
const UNSTORABLE = /\u0000|\p{Surrogate}/u;

/** Any text with something to see in it; `max` counts UTF-16 units. */
export function textKind(max: number): Kind<string> {
  const isGood = (value: unknown): value is string =>
    typeof value === 'string' && value.trim() !== '' && value.length <= max && !UNSTORABLE.test(value);
  return {
    expected: `text of 1 to ${max} characters without NUL`,
    schema: { type: 'string', minLength: 1, maxLength: max },
    read: (value) => (isGood(value) ? value : undefined),
  };
}

/** A text of one form; `form` must match all of it. */
export function patternKind(expected: string, form: RegExp): Kind<string> {
  return {
    expected,
    schema: { type: 'string', pattern: form.source },
    read: (value) => (typeof value === 'string' && form.test(value) ? value : undefined),
  };
}

/** `what` completes "the id of …". */
export function uuidKind(what: string): Kind<string> {
  return patternKind(`the id of ${what}: a UUID in small letters`, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
}

/** Bytes as base64; `maxBytes` are theirs. */
export function base64Kind(maxBytes: number): Kind<string> {
  const most = Math.ceil(maxBytes / 3) * 4;
  const isGood = (value: string): boolean =>
    value.length <= most && Buffer.from(value, 'base64').toString('base64') === value;
  return {
    expected: `base64 of at most ${maxBytes} bytes`,
    schema: { type: 'string', contentEncoding: 'base64', maxLength: most },
    read: (value) => (typeof value === 'string' && isGood(value) ? value : undefined),
  };
}

export const TOPIC = patternKind(
  'the name of a topic: 1 to 249 letters, digits, ".", "_" and "-"',
  /^[A-Za-z0-9._-]{1,249}$/,
);

const DATE_TIME = patternKind(
  'an instant like 2026-01-31T12:00:00Z',
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/,
);

/** With milliseconds. */
export const INSTANT: Kind<string> = {
  ...DATE_TIME,
  schema: { type: 'string', format: 'date-time' },
  read: (value) => {
    const text = DATE_TIME.read(value);
    const at = new Date(text ?? NaN);
    return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
  },
};

export function choiceKind<const C extends string>(choices: readonly C[]): Kind<C> {
  return {
    expected: choices.join(' or '),
    schema: { type: 'string', enum: [...choices] },
    read: (value) => choices.find((choice) => choice === value),
  };
}

/** Both limits included; in a URL nothing but digits. */
export function integerKind(min: number, max: number): Kind<number> {
  const numberOf = (value: unknown): unknown =>
    typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  const isGood = (value: unknown): value is number => Number.isSafeInteger(value) && between(Number(value), min, max);
  return {
    expected: `a whole number from ${min} to ${max}`,
    schema: { type: 'integer', minimum: min, maximum: max },
    read: (value) => [numberOf(value)].find(isGood),
  };
}

/** A list of values of one kind, each kept once. */
export function listKind<T>(item: Kind<T>, what: string, max: number): Kind<readonly T[]> {
  return {
    expected: `a list of 1 to ${max} ${what}`,
    schema: { type: 'array', minItems: 1, maxItems: max, items: item.schema },
    read: (value) => {
      if (!Array.isArray(value) || !between(value.length, 1, max)) return undefined;
      const items = (value as unknown[]).map((one) => item.read(one)).filter((one) => one !== undefined);
      return items.length === value.length ? [...new Set(items)] : undefined;
    },
  };
}

function between(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}

export const BOOLEAN: Kind<boolean> = {
  expected: 'true or false',
  schema: { type: 'boolean' },
  read: (value) => (typeof value === 'boolean' ? value : undefined),
};
