import { isUtf8 } from 'node:buffer';
import { unframe } from './framing';
import { refusal, type Refusal, type RefusalCode } from './refusal';

/** Kafka's usual ceiling and ours, in bytes of an uncompressed value (wire-facts 5, "oversize"). */
export const MAX_MESSAGE_BYTES = 1_048_576;

/** Deeper JSON than this serves no message here, and recursive code downstream must not meet it. */
export const MAX_DEPTH = 128;

/** Listing the members of objects with very many takes longer than parsing them did; such a text is looked at first. */
const LONG_TEXT = 65_536;

export type JsonObject = { readonly [name: string]: unknown };

/** A message and the text it was parsed from: a number's digits are in the text only. */
export interface Json {
  readonly value: JsonObject;
  readonly text: string;
}

export type Parsed =
  | ({ readonly ok: true } & Json)
  | {
      readonly ok: false;
      readonly refusal: Refusal;
      /** What is too deep: its properties may be read by name, and must not be walked. */
      readonly deep?: Json;
    };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own member only: `constructor`, `__proto__` and friends are names like any other. */
export function member(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

export function textMember(object: JsonObject, name: string): string | undefined {
  const value = member(object, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Bytes, framed by a schema registry's serializer or not, to one JSON object, or the reason why not. Linear in the size of the value; never throws. */
export function parseJsonObject(value: Buffer | null): Parsed {
  const no = (reason: Refusal): Parsed => ({ ok: false, refusal: reason });
  if (value === null || value.length === 0) return no(refusal('empty_value', 'the record has no value'));
  if (value.length > MAX_MESSAGE_BYTES) {
    return no(refusal('message_too_large', `the value has ${value.length} bytes; ${MAX_MESSAGE_BYTES} are allowed`));
  }
  const body = unframe(value)?.body ?? value;
  if (!isUtf8(body)) return no(refusal('invalid_utf8', 'the value is not UTF-8'));
  const text = body.toString('utf8');
  return parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
}

/** What can be read by name of a value, also of one that is too deep; nothing where it is no object. */
export function readableJson(parsed: Parsed): Json {
  return (parsed.ok ? parsed : parsed.deep) ?? { value: {}, text: '{}' };
}

/** As `parseJsonObject`, for JSON that came as a string inside JSON: the limit on depth holds there too. */
export function parseText(text: string): Parsed {
  return parse(text);
}

function parse(text: string): Parsed {
  const no = (code: RefusalCode, message: string): Parsed => ({ ok: false, refusal: refusal(code, message) });
  let value: unknown;
  try {
    // V8 parses without recursion, so depth costs it nothing; code downstream must not meet it.
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the input; a reply or a log line must not.
    return no('invalid_json', 'the value is not JSON');
  }
  if (!isObject(value)) return no('not_an_object', 'the value is JSON but not an object');
  if ((text.length < LONG_TEXT || mayBeDeeperThan(text, MAX_DEPTH)) && deeperThan(value, MAX_DEPTH)) {
    const refused = refusal('too_deep', `the value nests deeper than ${MAX_DEPTH} levels`);
    return { ok: false, refusal: refused, deep: { value, text } };
  }
  return { ok: true, value, text };
}

/** Counts brackets. `false` is certain; of a name that comes twice only the last value counts, but here all do. */
function mayBeDeeperThan(json: string, levels: number): boolean {
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const char = json[at];
    if (char === '"') at = endOfString(json, at);
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') depth -= 1;
    if (depth > levels) return true;
  }
  return false;
}

/** The engine finds quotes many times faster than a loop does; one behind an odd number of backslashes is content. */
function endOfString(json: string, from: number): number {
  for (let at = json.indexOf('"', from + 1); ; at = json.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (json[at - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
}

/** Whether arrays and objects nest deeper than `levels`, this one being the first. */
function deeperThan(value: object, levels: number): boolean {
  if (levels === 0) return true;
  for (const inner of Object.values(value) as unknown[]) {
    if (typeof inner === 'object' && inner !== null && deeperThan(inner, levels - 1)) return true;
  }
  return false;
}
