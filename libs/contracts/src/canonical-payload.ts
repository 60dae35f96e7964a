import { payloadTextOf } from './envelope-ids';
import { isObject, member, parseText, type JsonObject } from './json';
import type { Reader, RequestDefinition } from './operations/definition';
import type { PayloadClass } from './schemas';

/** What a request's payload is read by and held to. */
export interface RequestShape {
  readonly payload: PayloadClass;
  readonly read: Reader;
  /** The names the reader looks for: a payload that has one is the operation's own, and no envelope around another. */
  readonly names: ReadonlySet<string>;
}

export function requestShapeOf({ payload, read }: RequestDefinition<object>): RequestShape {
  return { payload, read, names: namesReadBy(read) };
}

function namesReadBy(reader: Reader): ReadonlySet<string> {
  const names = new Set<string>();
  const note = (_: object, name: string | symbol): undefined => void names.add(String(name));
  reader(new Proxy({}, { get: note }), () => '{}');
  return names;
}

const MAX_WRAPPING = 4;

/** One payload under its canonical names, defaults filled in, nothing checked yet. `text` is what it was parsed from. */
export function canonicalPayload(
  { read, names }: RequestShape,
  payload: JsonObject,
  text: () => string = () => JSON.stringify(payload),
): JsonObject {
  let current = payload;
  let currentText = text;
  // Envelopes inside envelopes: go in while there is a payload object and none of our own fields beside it.
  for (let depth = 0; depth < MAX_WRAPPING; depth++) {
    const outer = current;
    const inner = payloadIn(outer);
    if (!isObject(inner) || Object.keys(outer).some((name) => names.has(name))) break;
    const outerText = currentText;
    currentText = () => payloadTextOf(outer, outerText());
    current = inner;
  }
  return read(current, currentText);
}

function payloadIn(outer: JsonObject): unknown {
  const raw = member(outer, 'payload');
  return typeof raw === 'string' && raw.startsWith('{') ? textAsObject(raw) : raw;
}

function textAsObject(text: string): unknown {
  const parsed = parseText(text);
  return parsed.ok ? parsed.value : undefined;
}
