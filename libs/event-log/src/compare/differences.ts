import { isObject } from '#contracts';

/** What is not the same at one place; `undefined` where there is nothing. */
export interface Difference {
  /** Dotted, with the index of an item: `payload.issues[2].line`. */
  readonly path: string;
  readonly recorded: unknown;
  readonly now: unknown;
}

/** The places where two values of JSON differ. Of lists that are not equally long their length is the difference. */
export function differencesOf(recorded: unknown, now: unknown, path = ''): readonly Difference[] {
  if (Array.isArray(recorded) && Array.isArray(now)) return differencesOfLists(recorded, now, path);
  if (isObject(recorded) && isObject(now)) {
    const names = [...new Set([...Object.keys(recorded), ...Object.keys(now)])];
    return names.flatMap((name) =>
      differencesOf(own(recorded, name), own(now, name), path === '' ? name : `${path}.${name}`),
    );
  }
  return Object.is(recorded, now) ? [] : [{ path, recorded, now }];
}

function differencesOfLists(recorded: readonly unknown[], now: readonly unknown[], path: string) {
  if (recorded.length !== now.length) {
    return [{ path: `${path}.length`, recorded: recorded.length, now: now.length }];
  }
  return recorded.flatMap((item, index) => differencesOf(item, now[index], `${path}[${index}]`));
}

function own(object: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The same field of every item: `payload.issues[].line`. */
export function fieldOf(path: string): string {
  return path.replaceAll(/\[\d+\]/g, '[]');
}

/** Whether a field is `path`, or inside of it. */
export function isWithin(field: string, path: string): boolean {
  return field === path || (field.startsWith(path) && /^[.[]/.test(field.slice(path.length)));
}
