import { isUtf8 } from 'node:buffer';
import { unframe } from './framing';
import { refusal, type Refusal } from './refusal';

/** Kafka's usual ceiling and ours, in bytes of an uncompressed value (wire-facts 5, "oversize"). */
export const MAX_MESSAGE_BYTES = 1_048_576;

/** Deeper JSON than this serves no message here, and recursive code downstream must not meet it. */
export const MAX_DEPTH = 128;

export type JsonObject = { readonly [name: string]: unknown };

export type Parsed =
  { readonly ok: true; readonly value: JsonObject } | { readonly ok: false; readonly refusal: Refusal };

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
  return parseBytes(body, body.toString('utf8').replace(/^\uFEFF/, ''));
}

/** As `parseJsonObject`, for JSON that came as a string inside JSON: the limit on depth holds there too. */
export function parseText(text: string): Parsed {
  return parseBytes(Buffer.from(text, 'utf8'), text);
}

function parseBytes(bytes: Buffer, text: string): Parsed {
  if (depthOf(bytes) > MAX_DEPTH) {
    return { ok: false, refusal: refusal('too_deep', `the value nests deeper than ${MAX_DEPTH} levels`) };
  }
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return { ok: true, value };
    return { ok: false, refusal: refusal('not_an_object', 'the value is JSON but not an object') };
  } catch {
    // The parser's own message quotes the input; a reply or a log line must not.
    return { ok: false, refusal: refusal('invalid_json', 'the value is not JSON') };
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Deepest bracket nesting outside strings: exact for JSON, and what is not JSON the parser refuses next. */
function depthOf(bytes: Buffer): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at);
    else if (byte === 0x7b || byte === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return deepest;
}

function endOfString(bytes: Buffer, open: number): number {
  for (;;) {
    const close = bytes.indexOf(QUOTE, open + 1);
    if (close === -1) return bytes.length;
    let slashes = 0;
    while (bytes[close - 1 - slashes] === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return close;
    open = close;
  }
}
