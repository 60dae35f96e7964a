import { isObject, member, type Condition, type JsonObject, type Template } from '#contracts';
import { oneLine } from './printable';

/** Of a list, and the characters of each of its items. */
const MOST = 4;
const LONGEST = 50;

/** What is at a dotted path; of a list its length, or that member of each of its items. */
export function valueAt(object: JsonObject, path: string): unknown {
  return path.split('.').reduce<unknown>(memberOf, object);
}

function memberOf(value: unknown, name: string): unknown {
  if (isObject(value)) return member(value, name);
  if (!Array.isArray(value)) return undefined;
  return name === 'length' ? value.length : value.map((item) => memberOf(item, name));
}

export function holds({ field, is }: Condition, object: JsonObject): boolean {
  return valueAt(object, field) === is;
}

/** The template with the texts of the fields it names, on one line. */
export function filled(template: Template, object: JsonObject): string {
  return replaced(template, (path) => shown(valueAt(object, path)));
}

/** The same with lists as people write them; undefined where a field that it names is not there, or empty. */
export function told(template: Template, object: JsonObject): string | undefined {
  let isWhole = true;
  const text = replaced(template, (path) => {
    const words = wordsFor(valueAt(object, path));
    isWhole &&= words !== '';
    return words;
  });
  return isWhole ? text : undefined;
}

function replaced(template: Template, textAt: (path: string) => string): string {
  return template.replace(/\{([\w.]+)\}/g, (_, path: string) => textAt(path));
}

/** `a, b and 3 more`; of an object of numbers the largest first, `effect 0.9, compute 0.1`. */
function wordsFor(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return listed(value.map(shown).filter((text) => text !== ''));
  if (!isObject(value)) return shown(value);
  const scores = Object.entries(value).flatMap(([name, score]) =>
    typeof score === 'number' && score > 0 ? [{ name, score }] : [],
  );
  return listed(scores.sort((a, b) => b.score - a.score).map(({ name, score }) => `${oneLine(name)} ${score}`));
}

function listed(texts: readonly string[]): string {
  const more = texts.length - MOST;
  const first = texts.slice(0, MOST).map((text) => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text));
  return `${first.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** A value on one line: text as it is, anything else as JSON. */
export function shown(value: unknown): string {
  return oneLine(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
}

export function objectsAt(object: JsonObject, path: string): readonly JsonObject[] {
  const value = valueAt(object, path);
  return Array.isArray(value) ? value.filter(isObject) : [];
}
