/** A mapping of a contract. Only its own members count: contracts come from JSON and may name `__proto__`. */
export type Members = Readonly<Record<string, unknown>>;

/** A value and where it stands: a JSON pointer. */
export interface Placed<T> {
  readonly value: T;
  readonly path: string;
}

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function own(members: Members, name: string): unknown {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

/** The first of `names` that is there and not null, with its place below `path`. */
export function firstOf(members: Members, names: readonly string[], path: string): Placed<unknown> | undefined {
  for (const name of names) {
    const value = own(members, name);
    if (value !== undefined && value !== null) return { value, path: below(path, name) };
  }
  return undefined;
}

export function has(members: Members, names: readonly string[]): boolean {
  return firstOf(members, names, '') !== undefined;
}

/** The first of `names` that is a text with anything but blanks in it, trimmed. */
export function textOf(members: Members, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = own(members, name);
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
  }
  return undefined;
}

/** A text, or a number or boolean as one: `depends_on: [1, 2]` names steps as well. */
export function nameOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The items of a list with their places; nothing for anything else. */
export function itemsOf(list: Placed<unknown> | undefined): Placed<unknown>[] {
  if (list === undefined) return [];
  return listOf(list.value).map((value, index) => ({ value, path: below(list.path, String(index)) }));
}

/** One segment further down a JSON pointer (RFC 6901). */
export function below(path: string, segment: string): string {
  return `${path}/${segment.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
