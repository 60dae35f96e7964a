import { isObject, member, type Condition, type JsonObject, type Template } from '#contracts';
import { oneLine } from './printable';

/** What is at a dotted path. */
export function valueAt(object: JsonObject, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (isObject(value) ? member(value, name) : undefined), object);
}

export function holds({ field, is }: Condition, object: JsonObject): boolean {
  return valueAt(object, field) === is;
}

/** The template with the texts of the fields it names, on one line. */
export function filled(template: Template, object: JsonObject): string {
  return template.replace(/\{([\w.]+)\}/g, (_, path: string) => shown(valueAt(object, path)));
}

/** A value on one line: text as it is, anything else as JSON. */
export function shown(value: unknown): string {
  return oneLine(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
}

export function objectsAt(object: JsonObject, path: string): readonly JsonObject[] {
  const value = valueAt(object, path);
  return Array.isArray(value) ? value.filter(isObject) : [];
}
