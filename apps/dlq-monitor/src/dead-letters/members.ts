/** A JSON object of unknown origin: only own members are looked at, so `constructor` and `__proto__` are plain names. */
export type Members = Readonly<Record<string, unknown>>;

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function has(members: Members, name: string): boolean {
  return Object.hasOwn(members, name);
}

/** The member at a dotted path (`error.code`), or `undefined` where any step is missing or no object. */
export function at(value: unknown, path: string): unknown {
  // Most paths are one name, and a dead letter is asked for some sixty.
  return path.includes('.') ? path.split('.').reduce(memberOf, value) : memberOf(value, path);
}

function memberOf(value: unknown, name: string): unknown {
  return isMembers(value) && has(value, name) ? value[name] : undefined;
}

/** The first member that reads as what is wanted: a member of the wrong type gives way to the next name. */
export function firstOf<T>(
  sources: readonly unknown[],
  paths: readonly string[],
  read: (value: unknown) => T | undefined,
): T | undefined {
  for (const source of sources) {
    for (const path of paths) {
      const found = read(at(source, path));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** A non-empty string, or a number as its decimal text. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

const MAX_INT4 = 2 ** 31 - 1;
const MAX_INT8 = 2n ** 63n - 1n;

/** A count or a partition: fits PostgreSQL's `integer`. */
export function count(value: unknown): number | undefined {
  const digits = decimal(value);
  return digits !== undefined && digits <= MAX_INT4 ? Number(digits) : undefined;
}

/** An offset as decimal text: fits PostgreSQL's `bigint`. A number that JSON has already rounded is no offset. */
export function offset(value: unknown): string | undefined {
  const digits = decimal(value);
  return digits !== undefined && digits <= MAX_INT8 ? String(digits) : undefined;
}

function decimal(value: unknown): bigint | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : undefined;
  return typeof value === 'string' && /^\d{1,19}$/.test(value) ? BigInt(value) : undefined;
}

/** A name Kafka would accept; anything else in a record is no topic to redrive to. */
export function topicName(value: unknown): string | undefined {
  return typeof value === 'string' && /^(?!\.{1,2}$)[\w.-]{1,249}$/.test(value) ? value : undefined;
}

/** The bytes of a base64 text. Node skips what is no base64; only a text that comes out again was complete. */
export function base64(value: unknown): Buffer | undefined {
  if (typeof value !== 'string') return undefined;
  const bytes = Buffer.from(value, 'base64');
  return bytes.toString('base64') === value ? bytes : undefined;
}

/** JSON of any kind, or `undefined` where the text is none. */
export function parseJson(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}
