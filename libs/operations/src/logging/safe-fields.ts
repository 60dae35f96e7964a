import { namesSecret, REDACTED, shownText } from '#redaction';
import { describeError } from './describe-error';

const DEPTH = 4;
const ITEMS = 32;

/** Fields under these names carry what people sent; they never leave the process by way of a log. */
const PAYLOAD_NAMES = new Set(['payload', 'content', 'code_content', 'body', 'value', 'record', 'envelope', 'data']);

/**
 * A copy that is safe to show: strings cleaned and cut, secrets and payloads left out by name, bytes told by
 * their number, errors described, at most 4 levels of 32 items each. Cycles end at the depth limit.
 */
export function safeFields(fields: object): Record<string, unknown> {
  return entries(fields, DEPTH);
}

function entries(fields: object, depth: number): Record<string, unknown> {
  const pairs = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(pairs.slice(0, ITEMS).map(([name, value]) => [shownText(name), field(name, value, depth)]));
}

function field(name: string, value: unknown, depth: number): unknown {
  if (namesSecret(name)) return REDACTED;
  const sent = typeof value === 'string' || typeof value === 'object';
  return sent && PAYLOAD_NAMES.has(name) ? '[omitted]' : safe(value, depth);
}

function safe(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return shownText(value);
  if (typeof value === 'object' && value !== null) return structure(value, depth);
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  const fitsJson = typeof value !== 'bigint' && (typeof value !== 'number' || Number.isFinite(value));
  return fitsJson ? value : String(value);
}

function structure(value: object, depth: number): unknown {
  if (value instanceof Error) return describeError(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (depth === 0) return '[deeper]';
  if (Array.isArray(value)) return value.slice(0, ITEMS).map((item) => safe(item, depth - 1));
  return entries(value, depth - 1);
}
